"""The page about each kind of problem: for the manual, and served under the address that problem documents name."""

from __future__ import annotations

from web.problems.kinds import PROBLEM_KINDS


def page() -> str:
    """``docs/api-problems.md``."""
    head = [
        "# Problems of the API",
        "",
        "Every request that fails is answered with `application/problem+json` (RFC 9457), in Chinese or English as",
        "`Accept-Language` says. `type` is one of these; `detail` says what happened this time, `advice` what to do, `errors`",
        "every wrong field with what is right. Made from `web/problems/kinds.py` by `make docs`.",
        "",
        "| type | status | title | what to do |",
        "|---|---|---|---|",
    ]
    rows = [
        f"| `{kind.uri}` | {kind.status} | {kind.title.zh}<br>{kind.title.en} | {kind.advice.zh}<br>{kind.advice.en} |"
        for kind in PROBLEM_KINDS
    ]
    return "\n".join([*head, *rows, ""])
