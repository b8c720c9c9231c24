"""All that the floors above may ask about who comes in: log-in, sessions, keys, people, limits, the audit log.

Every command takes the services first. Who asks is a ``Principal``; what may not be seen is ``NotFound``, what may not be
done ``NotAllowed``. What these commands do (log-ins that failed, too), and which bundles people made and moved, is in
the audit log when they return. What they *refuse* is not: the door notes every ``NotAllowed`` with ``note``, at one place
for all commands.
"""

from __future__ import annotations

from domain.people import (
    AuditEntry,
    AuditOutcome,
    KeyView,
    Listing,
    LoggedIn,
    OrganisationView,
    Session,
    StoredAnswer,
    UserView,
)
from service.identity.audit_trail import audit, chain_end, check_chain, note
from service.identity.entry import is_csrf, log_in, log_out, log_out_everywhere, who_is
from service.identity.first_start import first_token, found
from service.identity.idempotency import forget, recall, remember
from service.identity.limits import throttle
from service.identity.machine_keys import create_key, keys, revoke_key, who_has_key
from service.identity.organisations import (
    create_organisation,
    organisation,
    organisations,
    update_organisation,
)
from service.identity.people import (
    change_password,
    create_user,
    reset_password,
    update_user,
    user,
    user_with_login,
    users,
)
from service.identity.permissions import CONSOLE

__all__ = [
    "CONSOLE",
    "AuditEntry",
    "AuditOutcome",
    "KeyView",
    "Listing",
    "LoggedIn",
    "OrganisationView",
    "Session",
    "StoredAnswer",
    "UserView",
    "audit",
    "chain_end",
    "change_password",
    "check_chain",
    "create_key",
    "create_organisation",
    "create_user",
    "first_token",
    "forget",
    "found",
    "is_csrf",
    "keys",
    "log_in",
    "log_out",
    "log_out_everywhere",
    "note",
    "organisation",
    "organisations",
    "recall",
    "remember",
    "reset_password",
    "revoke_key",
    "throttle",
    "update_organisation",
    "update_user",
    "user",
    "user_with_login",
    "users",
    "who_has_key",
    "who_is",
]  # fmt: skip
