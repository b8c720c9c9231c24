"""Versions of the stages: part of the key of everything that is kept."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Versions:
    """One version for each room that makes something."""

    reader: str
    second_reader: str
    extractor: str
    rules: str

    def of_steps(self) -> tuple[tuple[str, str], ...]:
        """(step, version) for every step of ``workers.steps``."""
        return (
            ("inspect_file", self.reader),
            ("read_page", self.reader),
            ("recognise_file", self.extractor),
            ("collect", self.reader),
            ("extract", self.extractor),
            ("read_again", self.second_reader),
            ("reconcile", self.extractor),
            ("verify", self.rules),
        )

    def of(self, step: str) -> str:
        """The version of one step."""
        return dict(self.of_steps())[step]

    def table(self) -> dict[str, str]:
        """Stage to version, as a result tells it."""
        return {
            "reader": self.reader,
            "second_reader": self.second_reader,
            "extractor": self.extractor,
            "rules": self.rules,
        }

    def text(self) -> str:
        """All of them in one line, as a key."""
        return ";".join(f"{stage}={version}" for stage, version in self.table().items())


def installed_versions() -> Versions:
    """The versions of the stages that are installed; asking them loads nothing heavy."""
    from extractors.versions import extractor_version
    from ingest.versions import READER_VERSION, SECOND_READER_VERSION
    from verification.versions import RULES_VERSION

    return Versions(READER_VERSION, SECOND_READER_VERSION, extractor_version(), RULES_VERSION)
