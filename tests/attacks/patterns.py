"""Finds every regular expression of the program, and tries one of them against texts made to send it round in circles.

``python -m tests.attacks.patterns MODULE ...`` tries all of these modules: run in a child that can be killed.
"""

from __future__ import annotations

import ast
import importlib
import json
import math
import re
import signal
import sys
import time
from collections.abc import Iterable, Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

parser: Any = importlib.import_module("re._parser")  # no other module says what a pattern is made of

ROOT = Path(__file__).resolve().parent.parent.parent
ROOMS = ("app", "domain", "extractors", "ingest", "samples", "storage", "verification", "web", "workers")
LENGTHS = {"app": 100_000, "web": 100_000}
"""characters that a pattern is tried on, by room: what strangers send reaches these as it is, in the thread that answers all"""
OTHER_LENGTH = 2_000
"""in the other rooms: values are cut before they are parsed, and children with limits look at what papers say"""
FIRST_LENGTH = 2_000
"""characters on which every attack is tried"""
WORST = 4
"""attacks that are tried on the whole length"""
CPU_SECONDS = 1.0
"""of one pattern and text; a linear one takes some milliseconds, a quadratic one on the shorter length too"""
PIECE = 40
"""times that a piece is repeated before another one follows, in texts of mixed pieces"""


def modules() -> Iterator[str]:
    """Names of all modules of the program that mention regular expressions."""
    for room in ROOMS:
        for path in sorted((ROOT / room).rglob("*.py")):
            if "re" in _imported(ast.parse(path.read_text(encoding="utf-8"))):
                yield ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")


def _imported(tree: ast.AST) -> set[str]:
    names = {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
    return names | {node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}


def patterns_of(name: str) -> dict[str, re.Pattern[str]]:
    """Every pattern of a module, by its text: compiled ones that it holds, and literals that it gives to ``re``."""
    module = importlib.import_module(name)
    found = {pattern.pattern: pattern for pattern in _held(vars(module).values(), set())}
    for text, flags in _literals(module):
        found.setdefault(text, re.compile(text, flags))
    return {text: pattern for text, pattern in found.items() if isinstance(text, str)}


def _held(values: Iterable[Any], seen: set[int]) -> Iterator[re.Pattern[str]]:
    for value in values:
        if id(value) in seen or isinstance(value, ModuleType | type | str | bytes | int | float):
            continue
        seen.add(id(value))
        if isinstance(value, re.Pattern):
            yield value
        elif isinstance(value, dict):
            yield from _held([*value, *value.values()], seen)
        elif isinstance(value, list | tuple | set | frozenset):
            yield from _held(value, seen)
        elif slots := getattr(type(value), "__struct_fields__", None) or getattr(value, "__dict__", None):
            yield from _held([getattr(value, slot, None) for slot in slots], seen)


def _literals(module: ModuleType) -> Iterator[tuple[str, int]]:
    """Patterns that are given to a function of ``re`` as they stand, in functions too."""
    source = Path(str(module.__file__)).read_text(encoding="utf-8")
    for node in ast.walk(ast.parse(source)):
        match node:
            case ast.Call(func=ast.Attribute(value=ast.Name("re")), args=[ast.Constant(str(text)), *_]):
                yield text, 0


def attacks_on(pattern: re.Pattern[str]) -> Iterator[tuple[str, str]]:
    """(beginning, what is repeated behind it): what the pattern itself repeats, alone and in turns with other pieces."""
    pieces = list(dict.fromkeys(_pieces(pattern)))[:24]
    yield from (("", piece) for piece in pieces)
    for one in pieces[:8]:
        for other in pieces[:8]:
            if one != other:
                yield one, other
                yield "", one * PIECE + other


def text_of(attack: tuple[str, str], length: int) -> str:
    """The text of an attack, with an end that fits nothing."""
    beginning, unit = attack
    return (beginning + unit * (length // len(unit) + 1))[:length] + "\x00"


def _pieces(pattern: re.Pattern[str]) -> Iterator[str]:
    """Short texts for every part of a pattern: one character of each class, each literal, an example of each branch."""
    tree = parser.parse(pattern.pattern, pattern.flags)
    yield from _repeated(tree)
    yield from (piece for piece in _examples(tree) if piece)
    yield from (" ", "a", "1", "甲", "-", ".", "1,", "@", "a1")


def _repeated(tree: Any) -> Iterator[str]:
    for operation, argument in tree:
        name = str(operation)
        if name in ("MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT"):
            yield from (piece for piece in (_example(argument[2]),) if piece)
        for inner in _trees(argument):
            yield from _repeated(inner)


def _examples(tree: Any) -> Iterator[str]:
    yield _example(tree)
    for operation, argument in tree:
        yield _example([(operation, argument)])
        for inner in _trees(argument):
            yield from _examples(inner)


def _trees(argument: Any) -> Iterator[Any]:
    if isinstance(argument, parser.SubPattern):
        yield argument
    elif isinstance(argument, list | tuple):
        for each in argument:
            yield from _trees(each)


def _example(tree: Any) -> str:
    """A short text that the tree matches, assertions left aside."""
    return "".join(_one(str(operation), argument) for operation, argument in tree)[:40]


def _one(name: str, argument: Any) -> str:
    if name == "LITERAL":
        return str(chr(argument))
    if name == "NOT_LITERAL":
        return "a" if argument != ord("a") else "b"
    if name == "ANY":
        return "a"
    if name == "IN":
        return str(_member(argument))
    if name in ("MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT"):
        return _example(argument[2]) * max(1, min(int(argument[0]), 4))
    if name in ("SUBPATTERN", "ATOMIC_GROUP"):
        return _example(argument[-1] if name == "SUBPATTERN" else argument)
    if name == "BRANCH":
        return _example(argument[1][0])
    return ""


def _member(items: Any) -> str:
    if str(items[0][0]) == "NEGATE":
        excluded = re.compile(_class_of(items[1:]))
        return next((char for char in "a1甲 -.,:/x~\u00b7" if not excluded.fullmatch(char)), "\u2603")
    name, argument = str(items[0][0]), items[0][1]
    if name == "LITERAL":
        return chr(argument)
    if name == "RANGE":
        return chr(argument[0])
    examples = {"CATEGORY_DIGIT": "1", "CATEGORY_SPACE": " ", "CATEGORY_WORD": "a"}
    return examples.get(str(argument), "-")


def _class_of(items: Any) -> str:
    categories = {
        "CATEGORY_DIGIT": r"\d", "CATEGORY_NOT_DIGIT": r"\D", "CATEGORY_SPACE": r"\s",
        "CATEGORY_NOT_SPACE": r"\S", "CATEGORY_WORD": r"\w", "CATEGORY_NOT_WORD": r"\W",
    }  # fmt: skip
    parts = []
    for name, argument in items:
        if str(name) == "LITERAL":
            parts.append(re.escape(chr(argument)))
        elif str(name) == "RANGE":
            parts.append(f"{re.escape(chr(argument[0]))}-{re.escape(chr(argument[1]))}")
        else:
            parts.append(categories[str(argument)])
    return "[" + "".join(parts) + "]"


def worst(pattern: re.Pattern[str], length: int) -> float:
    """The most processor seconds that a search takes on a text of that length: of the attacks that do worst on short ones."""
    short = sorted(
        ((_seconds(pattern, each, FIRST_LENGTH), each) for each in attacks_on(pattern)), reverse=True
    )
    most = short[0][0]
    for _, attack in short[:WORST] if length > FIRST_LENGTH else ():
        if most > CPU_SECONDS:
            break
        most = max(most, _seconds(pattern, attack, length))
    return most


class _Overtime(Exception):
    """A search went on for so long that it need not end."""


def _seconds(pattern: re.Pattern[str], attack: tuple[str, str], length: int) -> float:
    """Processor seconds of one search; infinity for one that was broken off. Only for the main thread."""
    text = text_of(attack, length)
    began = time.process_time()
    signal.signal(signal.SIGPROF, _break_off)
    signal.setitimer(signal.ITIMER_PROF, 2 * CPU_SECONDS)
    try:
        for _ in pattern.finditer(text):
            pass
    except _Overtime:
        return math.inf
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
    return time.process_time() - began


def _break_off(*_: object) -> None:
    raise _Overtime


def main(names: Iterable[str]) -> None:
    """Print a line of JSON before and after each pattern, so that who kills this knows which one it was."""
    for name in names:
        length = LENGTHS.get(name.partition(".")[0], OTHER_LENGTH)
        for text, pattern in patterns_of(name).items():
            print(json.dumps({"begun": text, "module": name}), flush=True)
            print(
                json.dumps({"pattern": text, "module": name, "seconds": worst(pattern, length)}), flush=True
            )


if __name__ == "__main__":
    main(sys.argv[1:])
