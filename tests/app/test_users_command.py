"""People at the console: for an administrator who cannot log in."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from app.exit_codes import ExitCode
from service.identity import passwords
from storage.repository import open_repository

OFFICE = ("--organisation", "商务厅")


@pytest.fixture(autouse=True)
def cheap(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(passwords, "COST", passwords.Cost(1, 8, 1))


@pytest.fixture
def installation(tongguan: Callable[..., Any]) -> Callable[..., Any]:
    """The command line on an installation with the administrator ``root``."""
    ran = tongguan(
        "users", "add", "root", "--name", "管理员", "--role", "administrator", *OFFICE, "--new-organisation"
    )
    assert ran.code == ExitCode.ALL_CLEAR, ran.err
    return tongguan


def test_an_empty_house_has_nobody(tongguan: Callable[..., Any]) -> None:
    ran = tongguan("users", "list")
    assert (ran.code, ran.out) == (ExitCode.ALL_CLEAR, "There is nobody.\n")


def test_people_are_added_with_a_password_that_is_shown_once(installation: Callable[..., Any]) -> None:
    ran = installation("users", "add", "Li.Lei", "--name", "李雷", "--role", "clerk", *OFFICE)
    password = re.search(r": ((?:[a-z2-9]{5}-){3}[a-z2-9]{5})$", ran.out, re.MULTILINE)
    assert password is not None and "must change the password" in ran.out
    listed = installation("users", "list").out
    assert "li.lei  李雷  clerk  商务厅" in listed and password[1] not in listed
    assert installation("users", "list", "--name", "LEI").out.count("\n") == 1


def test_an_organisation_is_made_only_when_that_is_asked_for(tongguan: Callable[..., Any]) -> None:
    ran = tongguan("users", "add", "root", "--name", "x", "--role", "administrator", *OFFICE)
    assert ran.code == ExitCode.WRONG_USE and "--new-organisation" in ran.err


def test_an_organisation_of_that_name_is_not_made_again(installation: Callable[..., Any]) -> None:
    installation("users", "add", "li", "--name", "李", "--role", "clerk", *OFFICE, "--new-organisation")
    assert (
        installation("users", "add", "wang", "--name", "王", "--role", "clerk", *OFFICE).code
        == ExitCode.ALL_CLEAR
    )


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("add", "x1", "--name", "x", "--role", "king", *OFFICE), "Roles are"),
        (("add", "x1", "--name", "x", "--role", "machine", *OFFICE), "Roles are"),
        (("add", "x1", "--name", "x", "--role", "exporter", *OFFICE), "only clerk"),
        (("add", "ROOT", "--name", "x", "--role", "clerk", *OFFICE), "taken"),
        (("add", "a b", "--name", "x", "--role", "clerk", *OFFICE), "a login has"),
        (("reset-password", "nobody"), "nobody with the login"),
        (("deactivate", "nobody"), "nobody with the login"),
        (("deactivate", "root"), "last active administrator"),
    ],
)
def test_what_cannot_be_done_is_told_with_advice(
    installation: Callable[..., Any], arguments: tuple[str, ...], told: str
) -> None:
    ran = installation("users", *arguments)
    assert ran.code == ExitCode.WRONG_USE and told in ran.err


def test_people_are_shut_out_and_let_in_again(installation: Callable[..., Any]) -> None:
    installation("users", "add", "li", "--name", "李", "--role", "clerk", *OFFICE)
    assert "shut out" in installation("users", "deactivate", "li").out
    assert "shut out" in installation("users", "list", "--name", "li").out
    assert "shut out" not in installation("users", "activate", "li").out


def test_a_reset_password_is_printed_in_the_asked_language(installation: Callable[..., Any]) -> None:
    assert "初始密码" in installation("users", "reset-password", "root", "--lang", "zh").out


def test_the_audit_log_knows_what_the_console_did_and_shows_when_it_was_changed(
    installation: Callable[..., Any], tmp_path: Path
) -> None:
    ran = installation("audit")
    assert ran.code == ExitCode.ALL_CLEAR and "2 lines" in ran.out
    repository = open_repository(f"sqlite:///{tmp_path}/data/tongguan.sqlite")
    with repository.write() as tx:
        assert [row.actor_id for row in tx.audit.newest(None, 10)] == ["console", "console"]
    with repository._database.write() as connection:
        connection.execute(text("UPDATE audit_log SET detail = 'nothing' WHERE number = 2"))
    repository.close()
    ran = installation("audit")
    assert ran.code == ExitCode.NEEDS_PERSON and "from line 2 on" in ran.out
