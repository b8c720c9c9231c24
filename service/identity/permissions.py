"""The permission of who asks, and the error for what he may not know of."""

from __future__ import annotations

from domain.access import Permission, Principal, Role
from domain.errors import NotAllowed, NotFound
from domain.values import Bilingual

CONSOLE = Principal(id="console", name="console", organisation_id="", role=Role.ADMINISTRATOR)
"""who sits at the machine itself: has the database in hand anyway"""


def require(principal: Principal, *permissions: Permission) -> None:
    """Raises ``NotAllowed`` unless the asker has one of these permissions."""
    if not any(principal.may(permission) for permission in permissions):
        raise NotAllowed(
            Bilingual("您的角色无权进行此操作", "your role may not do that"),
            advice=Bilingual("如需权限，请联系管理员", "ask an administrator"),
        )


def unknown(zh: str, en: str) -> NotFound:
    """The error for an id that is not there, or that the asker may not know of."""
    return NotFound(Bilingual(f"没有此{zh}", f"there is no such {en}"))
