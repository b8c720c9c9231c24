"""Which misread characters a label may have: the way a recogniser errs, not the way labels differ.

``进厂日期`` and ``出厂日期`` differ by one character, and so do ``登记日期`` and its misreading ``登记曰期``. The second is
taken for a slip because 曰 stands in no label, or because the two are known look-alikes.
"""

from __future__ import annotations

from collections.abc import Container

from rapidfuzz.distance import Levenshtein

LOOK_ALIKE = (
    "日曰目白口", "期斯朋", "己已巳", "未末朱", "大太人入八", "车牛东军", "号兮另", "厂广", "证讧征", "记纪汜", "册卅",
    "发友", "机杌饥", "动劲", "所斤", "有冇肓", "址扯", "牌脾", "型刑", "类粪", "别剐", "代伐", "识织职", "辆俩", "质贡贸",
    "使便", "用甩", "码玛妈", "性姓", "里黑", "程桯", "价介", "合台", "计汁", "额颔", "税悦", "单卑", "出岀", "口囗", "关天",
    "境镜", "商高", "运云", "输愉", "许讦", "可叮", "贸贺", "易昜", "国囯圆", "区圈", "总怠", "维准", "修俢", "结给", "算箅",
)  # fmt: skip
_PAIRS = frozenset((a, b) for group in LOOK_ALIKE for a in group for b in group if a != b)


def slips(printed: str, label: str, alphabet: Container[str]) -> int | None:
    """How many reading slips turn ``label`` into ``printed``; None when a difference is no reading slip.

    ``alphabet`` holds the characters of all labels: one of them in the place of another is a real difference
    unless the two look alike.
    """
    count = 0
    edits = Levenshtein.editops(label, printed)
    if {len(label) - 2, len(label) - 1} <= {op.src_pos for op in edits if op.tag == "delete"}:
        return None  # 转让登记待出口 is a title of its own, not 转让登记待出口日期 with its end misread
    for op in edits:
        if op.tag == "replace":
            seen, meant = printed[op.dest_pos], label[op.src_pos]
            if seen in alphabet and (seen, meant) not in _PAIRS:
                return None
            if _is_chinese(meant) and not _is_chinese(seen):
                return None  # 公里：1 is no misread 公里数: the digit belongs to the value
        elif (op.tag == "insert" and _is_foreign(printed[op.dest_pos], label, alphabet)) or (
            op.tag == "delete" and op.src_pos in (0, len(label) - 1) and len(label) < 6
        ):
            return None
        count += 1
    return count


def _is_foreign(char: str, label: str, alphabet: Container[str]) -> bool:
    """Whether a character too many is a word's own: of another label, or a digit behind a Chinese label."""
    return char in alphabet or (_is_chinese(label[-1]) and not _is_chinese(char))


def _is_chinese(char: str) -> bool:
    return "\u3400" <= char <= "\u9fff"
