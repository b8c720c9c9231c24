"""Coming in with a password, being known by a session, going out again."""

from __future__ import annotations

import ipaddress
from typing import NamedTuple

from domain.access import Principal, Role
from domain.errors import StorageError, Unauthenticated
from domain.people import AuditOutcome, LoggedIn, Session
from domain.values import Bilingual
from service.identity.audit_trail import write_down
from service.identity.limits import counted
from service.identity.lockout import FREE_ATTEMPTS, begin_attempt
from service.identity.passwords import hash_password, is_outgrown, is_password, queue
from service.identity.tokens import fingerprint, is_token, new_token
from service.identity.wording import fit, fold_login
from service.listing import as_time
from storage.identity.sessions import SessionRow
from storage.identity.users import OrganisationMember, UserRow
from storage.repository import Transaction
from workers.services import Services

IDLE_SECONDS = 12 * 3600.0
"""a session that nobody uses for so long is over"""
LONGEST_SECONDS = 7 * 24 * 3600.0
"""a session is over after so long, used or not"""
TOUCH_SECONDS = 60.0
"""how exactly it is kept when a session was last used: a write for every request would be too dear"""
FAILURES_AN_ADDRESS = 30
ADDRESS_SECONDS = 15 * 60.0


class _Attempt(NamedTuple):
    login: str
    member: OrganisationMember | None
    number: int
    """of attempts since the last good one"""
    bucket: str
    address: str
    agent: str


def log_in(services: Services, login: str, password: str, *, address: str, agent: str) -> LoggedIn:
    """A new session for who knows the password.

    Raises ``Unauthenticated``, with the same words and after the same work whether login or password is wrong, and
    ``TooMuch`` while the login is locked out, the address failed too often, or too many others log in at this moment.
    """
    with queue():
        return _log_in(services, login, password, address, agent)


def _log_in(services: Services, login: str, password: str, address: str, agent: str) -> LoggedIn:
    folded = fold_login(login)
    bucket = f"login:{network_of(address)}"
    with services.repository.write() as tx:
        counted(tx, bucket, services.now(), FAILURES_AN_ADDRESS, ADDRESS_SECONDS)
        member = tx.users.locked(fit(folded, 64))
        count = begin_attempt(tx, folded, member, services.now())
    attempt = _Attempt(folded, member, count, bucket, address, agent)
    if not _is_right(member, password) or member is None or not member.is_welcome:
        _note_failure(services, attempt)
        raise nobody()
    better = hash_password(password) if is_outgrown(member.user.password_hash) else None
    return _open(services, attempt, member.user, better)


def who_is(services: Services, session_token: str) -> Session:
    """Who that session belongs to. Raises ``Unauthenticated`` when it is unknown, over, or they may not come in any more."""
    token_hash, now = fingerprint(session_token), services.now()
    with services.repository.read() as tx:
        row = tx.sessions.get(token_hash)
        member = tx.users.get(row.user_id) if row else None
    if row is None or member is None or _is_over(row, now) or not member.is_welcome:
        raise Unauthenticated(
            Bilingual("登录已失效", "you are not logged in any more"),
            advice=Bilingual("请重新登录", "log in again"),
        )
    if now - row.last_seen_at >= TOUCH_SECONDS:
        _touch(services, row, now)
    return Session(principal_of(member.user), row.csrf_hash, member.user.must_change_password)


def is_csrf(session: Session, csrf_token: str) -> bool:
    """Whether that token was given out with this session."""
    return is_token(csrf_token, session.csrf_hash)


def log_out(services: Services, session_token: str) -> None:
    """End that session; one that is over already is none of our concern."""
    with services.repository.write() as tx:
        row = tx.sessions.get(fingerprint(session_token))
        member = tx.users.get(row.user_id) if row else None
        if row is None or member is None or not tx.sessions.end(row.token_hash):
            return
        write_down(tx, services, principal_of(member.user), "session.end", member.user.id)


def log_out_everywhere(services: Services, principal: Principal) -> None:
    """End all sessions of that person."""
    with services.repository.write() as tx:
        tx.users.lock(principal.id)
        count = tx.sessions.end_of([principal.id])
        write_down(tx, services, principal, "session.end_all", principal.id, detail=f"{count} sessions")


def principal_of(user: UserRow) -> Principal:
    """The person as one who asks."""
    return Principal(user.id, user.name, user.organisation_id, Role(user.role))


def nobody() -> Unauthenticated:
    """The error for a wrong login and for a wrong password alike."""
    return Unauthenticated(Bilingual("账号或密码不正确", "login or password is wrong"))


def network_of(address: str) -> str:
    """What counts as one address: of IPv6 the /64, since every household has as many as it likes."""
    try:
        parsed = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return fit(address, 64)
    if isinstance(parsed, ipaddress.IPv6Address):
        return str(parsed.ipv4_mapped or ipaddress.ip_network((parsed, 64), strict=False))
    return str(parsed)


def _is_right(member: OrganisationMember | None, password: str) -> bool:
    if member is None:
        hash_password(password)  # takes as long as looking at a password that is there
        return False
    return is_password(password, member.user.password_hash)


def _note_failure(services: Services, attempt: _Attempt) -> None:
    """The login itself is not written down: people type their password there."""
    told = "locked out" if attempt.number >= FREE_ATTEMPTS else f"attempt {attempt.number}"
    user_id = attempt.member.user.id if attempt.member else ""
    with services.repository.write() as tx:
        write_down(
            tx,
            services,
            None,
            "session.begin",
            user_id,
            AuditOutcome.FAILED,
            detail=told,
            address=attempt.address,
        )


def _open(services: Services, attempt: _Attempt, known: UserRow, better_hash: str | None) -> LoggedIn:
    token, csrf_token, now = new_token(), new_token(), services.now()
    row = SessionRow(
        token_hash=fingerprint(token),
        user_id=known.id,
        csrf_hash=fingerprint(csrf_token),
        created_at=now,
        expires_at=now + IDLE_SECONDS,
        last_seen_at=now,
        agent=fit(attempt.agent, 200),
    )
    with services.repository.write() as tx:
        tx.throttles.give_back(attempt.bucket)
        member = tx.users.locked(attempt.login)
        if member is None or not member.is_welcome or member.user.password_hash != known.password_hash:
            raise nobody()  # somebody changed it while we looked at the password
        changes = {"failures": 0, "locked_until": 0.0, "last_login_at": now}
        tx.users.update(known.id, **changes, password_hash=better_hash or known.password_hash)
        tx.sessions.forget_expired(now)
        tx.sessions.add(row)
        _note_entry(tx, services, member.user, attempt.address)
    return LoggedIn(
        principal_of(member.user),
        token,
        csrf_token,
        as_time(row.expires_at),
        as_time(now + LONGEST_SECONDS),
        member.user.must_change_password,
    )


def _note_entry(tx: Transaction, services: Services, user: UserRow, address: str) -> None:
    write_down(tx, services, principal_of(user), "session.begin", user.id, address=address)


def _is_over(row: SessionRow, now: float) -> bool:
    return now >= min(row.expires_at, row.created_at + LONGEST_SECONDS)


def _touch(services: Services, row: SessionRow, now: float) -> None:
    expires_at = min(now + IDLE_SECONDS, row.created_at + LONGEST_SECONDS)
    try:
        with services.repository.write() as tx:
            tx.sessions.touch(row.token_hash, now, expires_at)
    except StorageError:
        return  # a full disk keeps nobody from reading what is there; the session just does not grow older
