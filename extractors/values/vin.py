"""车辆识别代号 (VIN) in a text: as printed, and what look-alikes could have been, each as its own candidate.

A VIN whose check digit fails is kept as printed and never replaced: repairs stand beside it with low factors,
for the joint decoding over all papers to weigh (domain notes 3.1.3). Cyrillic letters are read as the Latin ones that
they look like, and the candidate says so. What hides characters behind ``*`` or a row of X is no VIN of any car:
``masked_candidates`` gives it as printed, one ``*`` a hidden character, for a comparison of what it shows.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator

from domain.identifiers import tax_id
from domain.identifiers import vin as vin_number
from domain.identifiers.alphabet import in_latin
from domain.values import Text
from extractors.values.candidate import AS_PRINTED, REPAIRED, ValueCandidate, only, ranked, with_alphabet
from extractors.values.folding import fold

_CODE = re.compile(r"[A-Z0-9*](?:[ .\-_]{0,2}[A-Z0-9*]){5,40}", re.IGNORECASE)
_LABEL = re.compile(r"^(?:\W|VIN|NO|CODE|车架号)+", re.IGNORECASE)
_NEVER = str.maketrans("IOQ", "100")
_MASK_SIGNS = str.maketrans("×✱⁎●■□#", "*******")
_MASK = re.compile(r"\*{2,}|X{3,}")
_MIN_SHOWN, _MAX_SHOWN, _MASKED_LENGTHS = 4, 14, range(8, 21)
"""characters that a masked VIN shows at least and at most, and its length: masks are printed by hand, one more or less"""
_SHORT = re.compile(r"(?<![A-Z0-9])[A-HJ-NPR-Z0-9]{2,4}\d{4}(?![A-Z0-9])", re.IGNORECASE)
_MAX_REPAIRS = 8
_END = 0.2
_JOINED = 0.3  # a code of an unknown maker put together over a space is rather two numbers side by side
_SURE, _UNCHECKED, _FAILED, _WINDOW, _GUESS = 1.0, 0.9, 0.6, 0.5, 0.15


def candidates(raw: str) -> tuple[ValueCandidate, ...]:
    """Every VIN of 17 characters that ``raw`` can mean, the printed reading before any repair of it."""
    printed, text = _texts(raw)
    found = (
        c
        for run in _CODE.finditer(text)
        if _mask_of(text, run.start(), run.end()) is None
        for c in _of_run(text, run.start(), run.end())
    )
    return with_alphabet(ranked(found), printed)


def masked_candidates(raw: str) -> tuple[ValueCandidate, ...]:
    """VINs of which characters are hidden: ``LGWEF4A50SH******``, every hidden character as ``*``."""
    text = _texts(raw)[1]
    masks = (_mask_of(text, run.start(), run.end()) for run in _CODE.finditer(text))
    return ranked(mask for mask in masks if mask is not None)


def labelled_candidates(raw: str) -> tuple[ValueCandidate, ...]:
    """What stands beside the label of a VIN: whole VINs, or a masked one where there is none."""
    return candidates(raw) or masked_candidates(raw)


def short_candidates(raw: str) -> tuple[ValueCandidate, ...]:
    """The last six to eight characters of a VIN, as workshops print them; a bare number of a VIN's serial.

    What a mask leaves at its end is none: it is given with its mask.
    """
    text = _texts(raw)[1].upper()
    masks = masked_candidates(raw)
    return ranked(
        ValueCandidate(Text(m[0]), _UNCHECKED, AS_PRINTED, *m.span())
        for m in _SHORT.finditer(text)
        if not any(mask.start < m.end() and m.start() < mask.end for mask in masks)
    )


def parse(raw: str) -> Text:
    """The one VIN printed in ``raw`` and nothing beside it; NotAValue otherwise."""
    value = only(raw, candidates(raw), "VIN")
    assert isinstance(value, Text)
    return value


def _texts(raw: str) -> tuple[str, str]:
    """The folded text as printed, and with Latin letters only and one sign for hidden characters."""
    printed = fold(raw)
    return printed, in_latin(printed).translate(_MASK_SIGNS)


def _mask_of(text: str, start: int, end: int) -> ValueCandidate | None:
    """The masked VIN that a run of characters is; None for one that hides nothing (asterisks may frame it)."""
    places = [i for i in range(start, end) if text[i].isalnum() or text[i] == "*"]
    code = "".join(text[i] for i in places).upper()
    inner = code.strip("*")
    if len(inner) == vin_number.LENGTH and "*" not in inner and not _is_hiding(inner):
        return None
    shown = _MASK.sub("", code)
    hides = len(shown) < len(code) and _MIN_SHOWN <= len(shown) <= _MAX_SHOWN
    if (
        not hides
        or len(code) not in _MASKED_LENGTHS
        or not (set(shown) - {"*"}) <= set(vin_number.ALPHABET + "IOQ")
    ):
        return None
    masked = _MASK.sub(lambda m: "*" * len(m[0]), code)
    return ValueCandidate(Text(masked), _UNCHECKED, AS_PRINTED, places[0], places[-1] + 1)


def _is_hiding(code: str) -> bool:
    """Whether asterisks or X hide characters; three X may stand in a VIN whose check digit holds, four in none."""
    found = _MASK.search(code)
    return found is not None and not (found[0] == "XXX" and vin_number.is_valid(code))


def _of_run(text: str, start: int, end: int) -> Iterator[ValueCandidate]:
    places = [i for i in range(start, end) if text[i].isalnum() and text[i].isascii()]
    code = "".join(text[i] for i in places).upper()
    is_hiding = _is_hiding(text[places[0] : places[-1] + 1].upper()) if places else True
    if len(code) == 17 and not is_hiding:
        gaps = [b - a for a, b in itertools.pairwise(places)]
        joined = " " in text[places[0] : places[-1] + 1] and len(set(gaps)) > 1
        for c in _readings(code, places[0], places[-1] + 1):
            doubtful = joined and not vin_number.makers_of(str(c.value))
            yield ValueCandidate(c.value, c.factor * _JOINED, c.how, c.start, c.end) if doubtful else c
        return
    pieces = [
        m for m in re.finditer(r"[A-Z0-9]{17}(?![A-Z0-9])|(?<![A-Z0-9])[A-Z0-9]{17}", text[start:end], re.I)
    ]
    whole = [m for m in pieces if _is_alone(text, start + m.start(), start + m.end())]
    for match in whole:
        if not _is_hiding(match[0].upper()):
            yield from _readings(match[0].upper(), start + match.start(), start + match.end())
    if not whole and len(code) > 17 and not is_hiding:
        windows = list(_windows(code, places))
        yield from windows or _ends(code, places)


def _is_alone(text: str, start: int, end: int) -> bool:
    return not (text[start - 1 : start].isalnum() and text[start - 1].isascii() and start > 0) and not (
        text[end : end + 1].isalnum() and text[end : end + 1].isascii()
    )


def _readings(code: str, start: int, end: int) -> Iterator[ValueCandidate]:
    if not _is_plausible(code):
        return
    plain = code.translate(_NEVER)
    how = AS_PRINTED if plain == code else REPAIRED
    if vin_number.is_valid(plain):
        yield ValueCandidate(Text(plain), _SURE if how == AS_PRINTED else 0.9, how, start, end)
        return
    factor = _FAILED if vin_number.requires_check_digit(plain) else _UNCHECKED
    yield ValueCandidate(Text(plain), factor if how == AS_PRINTED else factor * 0.9, how, start, end)
    for repaired in _repairs(plain):
        yield ValueCandidate(Text(repaired), _GUESS, REPAIRED, start, end)


def _repairs(plain: str) -> list[str]:
    """VINs one look-alike away whose check digit holds and whose maker and year are known."""
    found = []
    for place, character in enumerate(plain):
        for other in sorted(vin_number.CONFUSABLE.get(character, ())):
            changed = plain[:place] + other + plain[place + 1 :]
            if (
                vin_number.is_valid(changed)
                and vin_number.makers_of(changed)
                and vin_number.model_years(changed)
            ):
                found.append(changed)
    return found[:_MAX_REPAIRS]


def _windows(code: str, places: list[int]) -> Iterator[ValueCandidate]:
    """A VIN glued to a label or to the next value: only windows whose check digit holds."""
    lead = _LABEL.match(code)
    for at in range(len(code) - 16):
        window = code[at : at + 17]
        plain = window.translate(_NEVER)
        if not _is_plausible(window) or not vin_number.is_valid(plain):
            continue
        is_known = bool(vin_number.makers_of(plain))
        is_after_label = lead is not None and at == lead.end() and at + 17 == len(code)
        factor = 0.95 if is_after_label else _WINDOW if is_known else 0.2
        yield ValueCandidate(
            Text(plain), factor, AS_PRINTED if plain == window else REPAIRED, places[at], places[at + 16] + 1
        )


def _ends(code: str, places: list[int]) -> Iterator[ValueCandidate]:
    """A sign read as a character before or behind a VIN that was misread besides: both cuts, as mere guesses."""
    for at in (0, len(code) - 17) if len(code) <= 19 and not tax_id.is_valid(code) else ():
        plain = code[at : at + 17].translate(_NEVER)
        if _is_plausible(plain) and vin_number.is_well_formed(plain):
            yield ValueCandidate(Text(plain), _END, REPAIRED, places[at], places[at + 16] + 1)


def _is_plausible(code: str) -> bool:
    """Letters and digits both, four digits or look-alikes at the end, and not a tax number."""
    digits = sum(c.isdigit() for c in code)
    return 4 <= digits <= 16 and sum(c.isdigit() or c in "OQIZSBGLT" for c in code[-4:]) >= 3
