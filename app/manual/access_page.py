"""The pages of the manual on who may do what and who moves what, made from the tables that the program goes by."""

from __future__ import annotations

from collections.abc import Sequence

from app.manual.member_texts import texts_under
from domain.access import (
    PERMISSIONS,
    ROLE_NAMES,
    ROLES_OF,
    SCOPES_OF,
    OrganisationKind,
    Permission,
    Role,
)
from domain.lifecycle import AT_WORK, EDITABLE, MOVES, STATE_NAMES, Mover
from service.identity import entry, lockout, machine_keys, passwords


def access_page() -> str:
    """``docs/access.md``: which role may do what, and what machine keys may carry."""
    texts = texts_under(Permission)
    people = [role for role in Role if role is not Role.MACHINE]
    heads = [f"{ROLE_NAMES[role].zh}<br>{role}" for role in people]
    rows = [
        [
            f"`{permission}`",
            texts[permission.name],
            *("✓" if permission in PERMISSIONS[role] else "" for role in people),
        ]
        for permission in Permission
    ]
    organisations = [
        [f"`{kind}`", ", ".join(ROLES_OF[kind]), ", ".join(f"`{scope}`" for scope in SCOPES_OF[kind])]
        for kind in OrganisationKind
    ]
    return "\n".join(
        [
            "# Who may do what",
            "",
            "Made from `domain/access.py` by `make docs`. What somebody may not see does not exist for them: its id is unknown.",
            "",
            *_table(["permission", "what it allows", *heads], rows),
            "",
            "A machine key may do what its scopes say, for the organisation that it belongs to, and nothing else.",
            "",
            *_table(["organisation", "roles of its people", "scopes of its keys"], organisations),
            "",
            *_coming_in(),
            "",
        ]
    )


def lifecycle_page() -> str:
    """``docs/lifecycle.md``: the states of a bundle and who moves it from which to which."""
    states = [
        [
            f"`{state}`",
            name.zh,
            name.en,
            "yes" if state in EDITABLE else "",
            "yes" if state in AT_WORK else "",
        ]
        for state, name in STATE_NAMES.items()
    ]
    moves = [
        [f"`{move.before}`", f"`{move.after}`", move.mover, f"{move.reason.zh}<br>{move.reason.en}"]
        for move in MOVES
    ]
    who = [[mover, text] for mover, text in ((kind.value, texts_under(Mover)[kind.name]) for kind in Mover)]
    return "\n".join(
        [
            "# The life of a bundle",
            "",
            "Made from `domain/lifecycle.py` by `make docs`. What is not in the table cannot be done.",
            "",
            *_table(["state", "中文", "English", "papers may change", "the machine has it"], states),
            "",
            *_table(["from", "to", "by whom", "when"], moves),
            "",
            *_table(["by whom", "who that is"], who),
            "",
        ]
    )


def _coming_in() -> list[str]:
    idle_hours, days = entry.IDLE_SECONDS / 3600, entry.LONGEST_SECONDS / 86400
    lock_minutes, lock_hours = lockout.FIRST_LOCK_SECONDS / 60, lockout.LONGEST_LOCK_SECONDS / 3600
    return [
        "## Coming in",
        "",
        f"* A password has {passwords.MIN_LENGTH} characters or more, is not made of the login and not among those that",
        "  everybody tries first; nothing else is asked of it. It is kept as argon2id",
        f"  ({passwords.COST.memory_kib // 1024} MiB, {passwords.COST.time} passes).",
        "* An initial password is shown once to who made it, and nothing can be done with it but to choose another.",
        f"* A session is over after {idle_hours:.0f} hours without use, and after {days:.0f} days in any case.",
        "  A new password ends all other sessions; who is shut out, or whose organisation is, is out with the next request.",
        f"* The {lockout.FREE_ATTEMPTS}th failed log-in in a row locks the login for {lock_minutes:.0f} minutes,",
        f"  each further one for twice as long, {lock_hours:.0f} hours at most; a login that is not there likewise.",
        f"  {entry.FAILURES_AN_ADDRESS} failed log-ins from one address (of IPv6: one /64) close it for up to",
        f"  {entry.ADDRESS_SECONDS / 60:.0f} minutes. An administrator lets a person in again with a new password;",
        "  `tongguan users reset-password` lets an administrator in.",
        "* A machine key is shown once and may have an end; an organisation has at most",
        f"  {machine_keys.MOST_VALID} that are valid. It outlives the account of who made it.",
        "* The last active administrator cannot be shut out, and nobody can shut out themselves.",
        "* The audit log says who came in and who failed to, what was done to people, keys, organisations and jobs, who made",
        "  and moved which bundle, and what was denied. Each line carries the hash of the one before; `tongguan audit` checks",
        "  them all and prints the last, to be noted where nobody can change it.",
    ]


def _table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> list[str]:
    """The lines of a table."""
    lines = [head, ["---"] * len(head), *rows]
    return ["| " + " | ".join(line) + " |" for line in lines]
