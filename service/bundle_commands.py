"""All that the floors above may ask for about bundles. Every command takes the services, then who asks.

What the asker may not see is ``NotFound``, what he may not do is ``NotAllowed``, what cannot be done now is
``Conflict``, what is over a limit is ``TooMuch``, what makes no sense is ``UsageError``.
"""

from __future__ import annotations

from service.bundles.handing_in import reopen, submit, withdraw
from service.bundles.looking import (
    draft_result,
    events,
    files,
    progress,
    result,
    result_key,
    search,
    view,
)
from service.bundles.making import create, set_form
from service.bundles.originals import (
    content_of,
    original,
    original_file,
    picture,
    pictures_of,
    thumbnail,
)
from service.bundles.papers import add_file, add_files, remove_file, restore_file
from workers.maintenance.upgrading import take_over
from workers.stored.values import load_result, load_result_json

__all__ = [
    "add_file", "add_files", "content_of", "create", "draft_result", "events", "files", "load_result", "load_result_json",
    "original", "original_file",
    "picture", "pictures_of", "progress", "remove_file", "reopen", "restore_file", "result", "result_key", "search",
    "set_form", "submit", "take_over", "thumbnail", "view", "withdraw",
]  # fmt: skip
