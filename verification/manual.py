"""The manual page about the rules, made from registry and policy packs so that it cannot fall behind them."""

from __future__ import annotations

from collections.abc import Iterator

from domain.document import Severity
from domain.finding import Question, Verdict
from domain.values import Bilingual
from verification.claim import RuleSpec
from verification.policy import Policy, load_packs
from verification.registry import RULES

_QUESTIONS: dict[Question | None, Bilingual] = {
    None: Bilingual("单证齐全可读", "Papers complete and readable"),
    Question.RULE_APPLIES: Bilingual("是否适用180天规定", "Does the 180-day rule apply?"),
    Question.LETTER_VALID: Bilingual("确认书是否有效", "Is the manufacturer's letter there and valid?"),
    Question.MAINTENANCE_SHOWN: Bilingual("是否有维修保养信息", "Is after-sales maintenance shown?"),
    Question.HISTORY_CREDIBLE: Bilingual("维修历史是否可信", "Is the claimed history credible?"),
}
_SEVERITIES = {
    Severity.NOTE: "note (no effect)",
    Severity.MEDIUM: "medium (review)",
    Severity.HIGH: "high (review)",
    Severity.BLOCK: "block (refuse between certain readings, else review)",
}
_HEAD = """# Rules

This page is made from `verification/registry.py` and `verification/policies/`; `make docs` writes it again.

Every rule has three outcomes: *agrees*, *disagrees*, *undetermined*. A contradiction of a **block** rule refuses only when
both readings are certain; otherwise a clerk looks at the place. A difference that a value or a page that was not read could
explain, or misread characters (look-alikes, one lost or doubled), is *undetermined* and for a clerk: nobody is refused because of
what was not read, and nobody is cleared for it. What is missing goes to the exporter. A car is *clear* when no finding speaks
against it.
"""


def rules_page() -> str:
    """The page as Markdown: packs, then every rule by question with its texts and its weight in each pack."""
    packs = load_packs()
    return "\n".join([_HEAD, *_packs(packs), *_rules(packs)]).rstrip() + "\n"


def _packs(packs: tuple[Policy, ...]) -> Iterator[str]:
    yield "## Policy packs\n"
    yield "| pack | applications from | title | 180-day rule | letter | maintenance |"
    yield "|---|---|---|---|---|---|"
    for pack in packs:
        days = f"{pack.days.limit} days" if pack.days.applies else "none"
        title = f"{pack.title.zh} / {pack.title.en}"
        yield f"| `{pack.id}` | {pack.effective_from} | {title} | {days} | {pack.letter} | {pack.maintenance} |"
    yield ""


def _rules(packs: tuple[Policy, ...]) -> Iterator[str]:
    for question, title in _QUESTIONS.items():
        yield f"## {title.en} {title.zh}\n"
        for rule in RULES:
            if rule.question is question:
                yield from _rule(rule, packs)


def _rule(rule: RuleSpec, packs: tuple[Policy, ...]) -> Iterator[str]:
    yield f"### `{rule.name}`: {rule.title.en} ({rule.title.zh})\n"
    yield _doc(rule) + "\n"
    yield f"* Basis: {rule.basis.en} ({rule.basis.zh})"
    for weight, names in _weights(rule, packs).items():
        yield f"* {weight}: {names}"
    for key, text in rule.texts.items():
        yield f"* `{key}`: {text.en} {text.zh}"
    yield ""


def _weights(rule: RuleSpec, packs: tuple[Policy, ...]) -> dict[str, str]:
    """Weight -> the packs that give it."""
    found: dict[str, list[str]] = {}
    for pack in packs:
        weight = pack.rule(rule.name)
        effect = "review" if weight.undetermined is Verdict.REVIEW else "no effect"
        found.setdefault(f"{_SEVERITIES[weight.severity]}, undetermined: {effect}", []).append(f"`{pack.id}`")
    return {weight: ", ".join(names) for weight, names in found.items()}


def _doc(rule: RuleSpec) -> str:
    """The rule's docstring as one paragraph."""
    check = rule.check or rule.check_bundle
    text = (check.__doc__ or "").strip()
    return "\n\n".join(" ".join(part.split()) for part in text.split("\n\n"))
