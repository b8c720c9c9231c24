"""What people may call themselves and what they make, and text made fit to be kept and searched."""

from __future__ import annotations

import re
import unicodedata

from domain.errors import UsageError
from domain.values import Bilingual

MAX_NAME = 200
_LOGIN = re.compile(r"[\w.@+-]{2,64}")
_UNFIT = ("Cc", "Cs", "Cn", "Zl", "Zp")
"""control characters (PostgreSQL takes no NUL), halves of characters, what is no character, ends of lines"""


def fold_login(login: str) -> str:
    """The login as it is kept: lower case, the same characters whatever keyboard they came from."""
    return unicodedata.normalize("NFKC", login.strip()).casefold()


def is_login(login: str) -> bool:
    """Whether a folded login can be one."""
    return _LOGIN.fullmatch(login) is not None


def checked_login(login: str) -> str:
    """The folded login; raises ``UsageError`` when it cannot be one."""
    folded = fold_login(login)
    if not is_login(folded):
        raise UsageError(
            Bilingual(
                "账号须为 2 至 64 个字母、数字或 . _ @ + -",
                "a login has 2 to 64 letters, digits and . _ @ + -",
            )
        )
    return folded


def checked_name(name: str) -> str:
    """The name without blanks around it; raises ``UsageError`` when it is empty, too long or has control characters."""
    name = unicodedata.normalize("NFC", name.strip())
    if not 1 <= len(name) <= MAX_NAME or name != fit(name):
        raise UsageError(
            Bilingual(
                f"名称须为 1 至 {MAX_NAME} 个字符，且不含控制字符",
                f"a name has 1 to {MAX_NAME} characters and no control characters",
            )
        )
    return name


def fit(text: str, limit: int = 2000) -> str:
    """The text as a database can keep it: what cannot be kept is shown as �, what is too long is cut."""
    fitting = "".join(
        "\ufffd" if unicodedata.category(char) in _UNFIT else char for char in text[: limit + 1]
    )
    return fitting if len(fitting) <= limit else fitting[: limit - 1] + "…"
