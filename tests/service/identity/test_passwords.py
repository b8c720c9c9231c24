"""What a password must be, and how it is kept."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.errors import StorageError, UsageError
from service.identity import passwords
from service.identity.passwords import check_policy, hash_password, is_outgrown, is_password
from service.identity.tokens import is_id, new_initial_password
from service.identity.wording import checked_login, fit, fold_login, is_login

REFUSED = [
    ("eleven char", "11 characters"),
    ("x" * 257, "too long"),
    ("aaaaaaaaaaaa", "one character"),
    ("abcabcabcabca", "three characters again and again"),
    ("password1234", "on the list"),
    ("PassWord1234", "on the list in another case"),
    ("ｐａｓｓｗｏｒｄ１２３４", "on the list in another width"),
    ("administrator", "on the list"),
    ("zhang.sanfeng", "the login"),
    ("ZHANG.SANFENG12", "the login and a little"),
    ("zhang.sanfengzhang.sanfeng", "the login twice"),
]


@pytest.mark.parametrize("password", [case[0] for case in REFUSED], ids=[case[1] for case in REFUSED])
def test_what_everybody_tries_first_is_refused(password: str) -> None:
    with pytest.raises(UsageError):
        check_policy(password, "zhang.sanfeng")


@pytest.mark.parametrize(
    "password", ["twelve chars", "all lower case words", "一二三四五六七八九十百千", "       x        y"]
)
def test_length_is_enough(password: str) -> None:
    check_policy(password, "zhang.sanfeng")


def test_an_initial_password_is_a_good_one() -> None:
    for _ in range(50):
        check_policy(new_initial_password(), "zhang.sanfeng")


def test_the_cost_is_what_the_standard_asks() -> None:
    """RFC 9106, section 4: 64 MiB, 3 passes, 4 lanes."""
    assert "$argon2id$v=19$m=65536,t=3,p=4$" in hash_password("x")


def test_every_hash_has_its_own_salt(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(passwords, "COST", passwords.Cost(1, 8, 1))
    assert hash_password("x") != hash_password("x")


@pytest.mark.parametrize("damaged", ["", "x", "$argon2id$v=19$m=8,t=1,p=1$AAAA$AAAA", "plain text"])
def test_a_damaged_hash_is_told_and_opens_nothing(damaged: str) -> None:
    with pytest.raises(StorageError):
        is_password("x", damaged)


@given(st.text(max_size=40), st.text(max_size=40))
def test_a_password_is_itself_and_nothing_else(one: str, other: str) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(passwords, "COST", passwords.Cost(1, 8, 1))
        hashed = hash_password(one)
        assert is_password(one, hashed) and not is_outgrown(hashed)
        if passwords._normal(one) != passwords._normal(other):
            assert not is_password(other, hashed)


@given(st.text(max_size=100))
def test_a_login_that_is_accepted_stays_as_it_is(text: str) -> None:
    try:
        login = checked_login(text)
    except UsageError:
        return
    assert is_login(login) and fold_login(login) == login and len(login) <= 64


@given(st.text(max_size=100), st.integers(1, 50))
def test_fit_text_is_short_and_stays_as_it_is(text: str, limit: int) -> None:
    fitting = fit(text, limit)
    assert len(fitting) <= limit and fit(fitting, limit) == fitting
    fitting.encode()


@pytest.mark.parametrize(
    "text",
    ["usr_" + "a" * 25, "usr_" + "a" * 27, "usr_" + "A" * 26, "usr_" + "a" * 26 + "\n", "key_" + "a" * 26],
)
def test_what_cannot_be_an_id_is_none(text: str) -> None:
    assert not is_id("usr", text)
