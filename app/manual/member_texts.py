"""The docstrings under the members of a class, which Python forgets and the manual shows."""

from __future__ import annotations

import ast
import inspect
import itertools


def texts_under(kind: type) -> dict[str, str]:
    """The docstring under each member of a class, on one line."""
    body = ast.parse(inspect.getsource(kind)).body[0]
    assert isinstance(body, ast.ClassDef)
    texts: dict[str, str] = {}
    for member, below in itertools.pairwise(body.body):
        name = _name(member)
        if name and isinstance(below, ast.Expr) and isinstance(below.value, ast.Constant):
            texts[name] = " ".join(str(below.value.value).split())
    return texts


def _name(member: ast.stmt) -> str:
    if isinstance(member, ast.AnnAssign):
        target: ast.expr = member.target
    elif isinstance(member, ast.Assign):
        target = member.targets[0]
    else:
        return ""
    return target.id if isinstance(target, ast.Name) else ""
