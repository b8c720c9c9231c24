from __future__ import annotations

from extractors.versions import EXTRACTOR_VERSION, extractor_version


def test_version_names_the_code_and_a_digest_of_the_data() -> None:
    code, _, data = extractor_version().partition("-")
    assert code == EXTRACTOR_VERSION
    assert len(data) == 12


def test_version_is_the_same_each_time() -> None:
    assert extractor_version() == extractor_version()
