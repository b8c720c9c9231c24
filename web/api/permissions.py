"""Which permission each route of the API needs: one literal table. An application with a route that is not in it,
or with a line here that no route has, is not made.

Whose bundle it is, is asked once more below: ``service.bundle_commands`` finds nothing that the asker may not see.
"""

from __future__ import annotations

from enum import Enum

from domain.access import Permission as P


class Open(Enum):
    """What needs no permission."""

    TO_STRANGERS = "strangers"
    """whoever reaches the server"""
    TO_ACCOUNTS = "accounts"
    """whoever is logged in or has a valid key, whatever it may do"""


Need = Open | tuple[P, ...]
"""one of these permissions is enough"""

_READ = (P.READ_OWN, P.READ_ALL)
_WRITE = (P.WRITE_OWN,)
_PEOPLE = (P.MANAGE_PEOPLE,)
_KEYS = (P.MANAGE_OWN_KEYS, P.MANAGE_PEOPLE)

NEEDS: dict[str, Need] = {
    "log_in": Open.TO_STRANGERS,
    "found_house": Open.TO_STRANGERS,
    "show_session": Open.TO_ACCOUNTS,
    "log_out": Open.TO_ACCOUNTS,
    "log_out_everywhere": Open.TO_ACCOUNTS,
    "change_password": Open.TO_ACCOUNTS,
    "list_organisations": _PEOPLE,
    "create_organisation": _PEOPLE,
    "change_organisation": _PEOPLE,
    "list_users": _PEOPLE,
    "create_user": _PEOPLE,
    "change_user": _PEOPLE,
    "reset_password": _PEOPLE,
    "list_keys": _KEYS,
    "create_key": _KEYS,
    "revoke_key": _KEYS,
    "list_bundles": _READ,
    "create_bundle": _WRITE,
    "show_bundle": _READ,
    "change_bundle": _WRITE,
    "submit_bundle": _WRITE,
    "withdraw_bundle": _WRITE,
    "reopen_bundle": (P.WRITE_OWN, P.REOPEN),
    "show_status": _READ,
    "stream_events": _READ,
    "show_result": _READ,
    "list_findings": _READ,
    "show_draft": _READ,
    "show_checklist": _READ,
    "show_report": _READ,
    "list_files": _READ,
    "add_files": _WRITE,
    "show_file": _READ,
    "show_thumbnail": _READ,
    "remove_file": _WRITE,
    "restore_file": _WRITE,
    "download_file": _READ,
    "show_picture": _READ,
    "show_crop": _READ,
    "list_jobs": (P.READ_JOBS, P.OPERATE),
    "requeue_job": (P.OPERATE,),
    "release_job": (P.OPERATE,),
    "list_audit": (P.READ_AUDIT,),
}
"""operation id -> what it needs"""

BEFORE_OWN_PASSWORD = frozenset({"show_session", "log_out", "log_out_everywhere", "change_password"})
"""all that may be done with a first password that somebody else has seen"""
