"""The bundle: what was uploaded, and the form that the exporter may have filled in."""

from __future__ import annotations

import msgspec

from domain.document import Problem
from domain.values import Date


class ExporterForm(msgspec.Struct, frozen=True):
    name: str | None = None
    uscc: str | None = None
    """统一社会信用代码, GB 32100"""


class BundleForm(msgspec.Struct, frozen=True):
    """``bundle.json``: all optional; what is absent is read from the papers or stays undetermined."""

    application_date: Date | None = None
    """出口许可证申请日期, from which the 180 days count"""
    exporter: ExporterForm = ExporterForm()
    destination: str | None = None
    """ISO 3166 alpha-3"""
    contract_number: str | None = None
    reference: str | None = None
    problems: tuple[Problem, ...] = ()
    """what was wrong with the form itself"""
