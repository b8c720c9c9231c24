"""The Dockerfile and the compose file cannot be tried here: at least they name only what exists."""

from __future__ import annotations

import re
import shlex
from pathlib import Path
from typing import Any

import pytest
import typer
import yaml

from app.cli import cli
from app.settings import PREFIX, Settings, load_settings

ROOT = Path(__file__).parent.parent
NOT_IN_THE_IMAGE = {"fonts-wqy-zenhei", "fonts-wqy-microhei", "fonts-arphic-uming", "fonts-arphic-ukai"}
"""fonts that sample papers are set in"""


def instructions() -> list[tuple[str, str]]:
    """The Dockerfile's lines, continued ones joined, as (instruction, rest)."""
    text = re.sub(r"\\\n", " ", (ROOT / "Dockerfile").read_text())
    lines = [line.strip() for line in text.splitlines() if line.strip() and not line.startswith("#")]
    return [(line.split(None, 1)[0], line.split(None, 1)[1]) for line in lines]


@pytest.fixture(scope="module")
def compose() -> dict[str, Any]:
    """The compose file with every variable set."""
    text = (ROOT / "compose.yaml").read_text()
    text = re.sub(r"\$\{[A-Z_]+:-([^}]*)\}", r"\1", text)
    return dict(yaml.safe_load(re.sub(r"\$\{[A-Z_]+(:\?[^}]*)?\}", "secret", text)))


def our_services(compose: dict[str, Any]) -> dict[str, dict[str, Any]]:
    return {name: each for name, each in compose["services"].items() if each.get("image") == "tongguan"}


def is_setting(name: str) -> bool:
    return name.removeprefix(PREFIX).lower() in Settings.model_fields


def test_the_image_copies_what_is_there_and_every_package() -> None:
    sources = [source for kind, rest in instructions() if kind == "COPY" for source in rest.split()[:-1]]
    assert all((ROOT / source).exists() for source in sources)
    packages = {path.parent.name for path in ROOT.glob("*/__init__.py")} - {"benchmarks", "tests"}
    assert packages <= set(sources)


def test_the_image_installs_the_debian_packages_of_the_set_up() -> None:
    setup = (ROOT / "scripts" / "setup.sh").read_text()
    (listed,) = re.findall(r'^packages="([^"]*)"', setup, re.MULTILINE)
    runs = " ".join(rest for kind, rest in instructions() if kind == "RUN")
    assert set(listed.split()) - NOT_IN_THE_IMAGE <= set(runs.split())


def test_the_image_sets_only_settings_that_exist() -> None:
    pairs = [pair for kind, rest in instructions() if kind == "ENV" for pair in shlex.split(rest)]
    assert pairs and all(is_setting(pair.partition("=")[0]) for pair in pairs)


def test_the_image_does_not_run_as_root() -> None:
    kinds = [kind for kind, _ in instructions()]
    assert kinds.index("USER") < kinds.index("ENTRYPOINT")


def test_compose_sets_only_settings_that_exist_and_can_be(compose: dict[str, Any]) -> None:
    assert set(our_services(compose)) == {"serve", "worker"}
    for service in our_services(compose).values():
        ours = {name: value for name, value in service["environment"].items() if name.startswith(PREFIX)}
        assert all(is_setting(name) for name in ours)
        load_settings(**{name.removeprefix(PREFIX).lower(): value for name, value in ours.items()})


def test_compose_runs_commands_that_exist(compose: dict[str, Any]) -> None:
    group: Any = typer.main.get_command(cli)
    for service in our_services(compose).values():
        name, *options = service["command"]
        known = {flag for each in group.commands[name].params for flag in (*each.opts, *each.secondary_opts)}
        assert set(options) <= known


def test_compose_depends_on_and_mounts_what_it_declares(compose: dict[str, Any]) -> None:
    for service in compose["services"].values():
        assert set(service.get("depends_on", ())) <= set(compose["services"])
        volumes = {volume.partition(":")[0] for volume in service.get("volumes", ())}
        assert volumes <= set(compose["volumes"])


def test_a_container_is_given_the_time_that_a_stop_takes(compose: dict[str, Any]) -> None:
    for service in our_services(compose).values():
        seconds = float(service["environment"]["TONGGUAN_STOP_SECONDS"])
        assert int(service["stop_grace_period"].removesuffix("s")) > 2 * seconds


def test_every_variable_of_compose_stands_in_the_example() -> None:
    used = set(re.findall(r"\$\{([A-Z_]+)", (ROOT / "compose.yaml").read_text()))
    given = set(re.findall(r"^([A-Z_]+)=", (ROOT / "compose.env.example").read_text(), re.MULTILINE))
    assert used == given


def test_every_image_is_of_a_certain_version(compose: dict[str, Any]) -> None:
    foreign = [each["image"] for each in compose["services"].values() if each["image"] != "tongguan"]
    assert foreign and all(re.search(r":\S*\d", image) for image in foreign)


def test_every_container_is_limited_and_has_no_more_rights_than_it_needs(compose: dict[str, Any]) -> None:
    for name, service in compose["services"].items():
        assert service["cap_drop"] == ["ALL"], name
        assert service["security_opt"] == ["no-new-privileges:true"], name
        assert service["mem_limit"] and service["pids_limit"], name
    assert not any("cap_add" in service for service in our_services(compose).values())


def test_the_program_does_not_have_the_keys_of_the_stores_keeper(compose: dict[str, Any]) -> None:
    keeper = compose["services"]["objects"]["environment"]["MINIO_ROOT_USER"]
    text = (ROOT / "compose.yaml").read_text()
    for service in our_services(compose).values():
        assert service["environment"]["AWS_ACCESS_KEY_ID"] != keeper
    assert "OBJECTS_ROOT_PASSWORD" not in text.partition("services:")[0]
