"""ID3: VINs that differ only where a reading slip is possible."""

from __future__ import annotations

from collections.abc import Iterable

from domain.document import Actor
from domain.finding import Outcome, Question
from domain.values import Bilingual as B
from verification.claim import Claim, RuleSpec, agrees, disagrees
from verification.context import Context
from verification.decoding import vin as vins
from verification.decoding.vin import Relation
from verification.dossier import Dossier
from verification.unread import NOTHING


def check_vin_confusable(car: Dossier, context: Context) -> Iterable[Claim]:
    """Look-alike characters or an uncertain reading: a person looks at the place.

    Where the reader itself saw the right character as possible and only the right one passes the check digit, the
    readings count as equal; the raw text stays in the evidence.
    """
    seen = car.sightings("vin")
    untold = [s for s in seen if car.relations.get(s.key) is Relation.UNTOLD]
    own = [s for s in seen if vins.compact(s.text) == car.vin.text][:1]
    if untold:
        return [
            disagrees(
                *own,
                s,
                firm=False,
                unless=NOTHING,
                is_slip=True,
                action=Actor.CLERK,
                a=car.vin.text or "?",
                b=s.text,
            )
            for s in untold
        ]
    settled = [s for s in seen if car.relations.get(s.key) is Relation.SAME]
    return [agrees(*own, s, text="settled", a=car.vin.text, b=s.text) for s in settled]


RULE = RuleSpec(
    name="vin_confusable",
    title=B("车辆识别代号疑似误读", "a VIN that may have been misread"),
    basis=B(
        "审单规则ID3：仅易混字符不同者重读", "clerk's rule ID3: re-read what differs by look-alikes only"
    ),
    question=Question.HISTORY_CREDIBLE,
    outcomes=(Outcome.AGREES, Outcome.UNDETERMINED),
    check=check_vin_confusable,
    texts={
        "disagrees": B(
            "此处读作 {b}，其他单证为 {a}：可能是误读，请核对图像。",
            "Read as {b} here, {a} on the other papers: perhaps misread, look at the picture.",
        ),
        "settled": B(
            "此处读作 {b}；阅读器同时认出 {a} 的字符，且只有 {a} 通过校验位，按 {a} 处理。",
            "Read as {b} here; the reader also saw the characters of {a}, and only {a} passes the check digit.",
        ),
    },
)
