"""What is in deploy/: run where it can be, and otherwise held against what the bot knows."""

from __future__ import annotations

import asyncio
import json
import os
import re
import shutil
import subprocess
import sys
import tomllib
from asyncio.subprocess import PIPE
from pathlib import Path

import pytest
import yaml

from bot.service.server import Health, serving
from bot.settings import Settings
from tests.cli.test_wheel import ROOT

DEPLOY = ROOT / "deploy"
IMAGE = (DEPLOY / "Dockerfile").read_text(encoding="utf-8")
UNIT = (DEPLOY / "announcement-bot.service").read_text(encoding="utf-8")


async def health_check(listen: str) -> tuple[int | None, str]:
    """Run the image's health check with LISTEN, and give its exit code and what it said."""
    environment = os.environ | {"LISTEN": listen, "HTTP_PROXY": "http://127.0.0.1:1"}
    script = str(DEPLOY / "healthcheck.py")
    process = await asyncio.create_subprocess_exec(sys.executable, script, env=environment, stderr=PIPE)
    _, said = await process.communicate()
    return process.returncode, said.decode()


@pytest.mark.process
@pytest.mark.parametrize("host", ["127.0.0.1", "0.0.0.0", "[::1]", "[::]"])
async def test_the_health_check_finds_a_bot_that_responds_though_telegram_is_away(host: str) -> None:
    async with serving((host.strip("[]"), 0), Health()) as port:
        assert await health_check(f"{host}:{port}") == (0, "")
    code, said = await health_check(f"{host}:{port}")
    assert code == 1
    assert re.fullmatch(r"the bot does not respond: .+\n", said)


@pytest.mark.parametrize(("given", "used"), [("", "0.0.0.0:8080"), ("127.0.0.1:9000", "127.0.0.1:9000")])
def test_the_image_listens_where_its_health_check_looks_unless_listen_says_otherwise(
    tmp_path: Path, given: str, used: str
) -> None:
    (start,) = re.findall(r"(?m)^CMD (\[.+\])$", IMAGE)
    program = tmp_path / "python"
    program.write_text('#!/bin/sh\necho "$* $LISTEN"\n', encoding="utf-8")
    program.chmod(0o755)
    environment = {"PATH": f"{tmp_path}:{os.environ['PATH']}", "LISTEN": given}
    done = subprocess.run(json.loads(start), env=environment, capture_output=True, text=True, check=True)
    assert done.stdout == f"-m bot run {used}\n"
    assert "EXPOSE 8080" in IMAGE
    assert '"0.0.0.0:8080"' in (DEPLOY / "healthcheck.py").read_text(encoding="utf-8")


def test_the_image_has_the_fonts_that_pictures_ask_for() -> None:
    asked_for = re.findall(r'"(fonts-[a-z-]+)"', (ROOT / "bot" / "cards" / "fonts.py").read_text(encoding="utf-8"))
    assert len(asked_for) == 2
    assert all(f" {package}" in IMAGE for package in asked_for)


def test_nothing_is_installed_into_the_image_that_no_lock_pins() -> None:
    (installation,) = re.findall(r"pip .*install.*", IMAGE)
    assert "--require-hashes --requirement requirements.txt" in installation


def test_nothing_is_installed_for_systemd_that_no_lock_pins() -> None:
    first, second = re.findall(r"(?m)^    .*/pip (install .*)$", (ROOT / "docs" / "deploying.md").read_text("utf-8"))
    assert first == "install --require-hashes --requirement requirements.txt --requirement requirements-build.txt"
    assert second == "install --no-deps --no-build-isolation --no-index ."
    build = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    assert build["dependency-groups"]["build"] == build["build-system"]["requires"]
    run_with, built_with = pinned("requirements.txt"), pinned("requirements-build.txt")
    assert "hatchling" in built_with
    assert all(run_with.get(name, version) == version for name, version in built_with.items())
    assert built_with.items() <= pinned("requirements-dev.txt").items(), "the tests build with the same"


def pinned(lock: str) -> dict[str, str]:
    """Return the versions that a lock file pins."""
    return dict(re.findall(r"(?m)^(\S+)==(\S+)", (ROOT / lock).read_text(encoding="utf-8")))


@pytest.mark.process
def test_what_is_copied_into_the_image_answers_with_its_facts(tmp_path: Path) -> None:
    let_through = (ROOT / ".dockerignore").read_text(encoding="utf-8").splitlines()
    for source, target in re.findall(r"(?m)^COPY (\S+) (\S+)$", IMAGE):
        assert f"!{source}" in let_through
        place = tmp_path / "app" / (source if target == "." else target)
        place.parent.mkdir(parents=True, exist_ok=True)
        copy = shutil.copytree if (ROOT / source).is_dir() else shutil.copy
        copy(ROOT / source, place)
    (tmp_path / "data").mkdir()
    environment = {"PYTHONPATH": str(tmp_path / "app"), "PATH": os.environ["PATH"]}
    command = [sys.executable, "-m", "bot", "ask", "How many patents?"]
    done = subprocess.run(command, cwd=tmp_path / "data", env=environment, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert str(tmp_path / "app" / "bot" / "announcement" / "facts.yaml") in done.stderr
    assert "19,000" in done.stdout


def test_whatever_the_image_runs_is_let_through_to_it() -> None:
    let_through = (ROOT / ".dockerignore").read_text(encoding="utf-8").splitlines()
    (check,) = re.findall(r'"/app/(\S+)"', IMAGE)
    assert f"!{check}" in let_through
    for line in let_through:
        assert not line.startswith("!") or (ROOT / line[1:]).exists()


def test_compose_sets_variables_that_there_are_and_its_proxy_calls_its_processes() -> None:
    services = yaml.safe_load((DEPLOY / "compose.yaml").read_text(encoding="utf-8"))["services"]
    bots = {name for name, service in services.items() if service.get("image") == "announcement-bot"}
    assert len(bots) == 2
    for name in bots:
        assert {variable.lower() for variable in services[name]["environment"]} <= set(Settings.model_fields)
    (proxy,) = re.findall(r"reverse_proxy (.+) {", (DEPLOY / "Caddyfile").read_text(encoding="utf-8"))
    assert set(proxy.split()) == {f"{name}:8080" for name in bots}


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="systemd is not installed")
@pytest.mark.process
def test_systemd_finds_no_fault_in_the_unit_and_little_exposure(tmp_path: Path) -> None:
    unit = tmp_path / "announcement-bot.service"
    unit.write_text(UNIT.replace("/opt/announcement-bot/bin/announcement-bot", sys.executable), encoding="utf-8")
    for command in (["verify"], ["security", "--offline=true", "--threshold=15"]):
        done = subprocess.run(["systemd-analyze", *command, str(unit)], capture_output=True, text=True)
        assert done.returncode == 0, done.stdout + done.stderr
        assert done.stderr == ""


def test_the_unit_gives_the_bot_more_time_to_stop_than_it_takes_and_starts_it_again() -> None:
    settings = dict(re.findall(r"(?m)^(\w+)=(.*)$", UNIT))
    assert settings["Type"] == "notify"
    assert int(settings["TimeoutStopSec"]) > 5
    assert settings["RestartPreventExitStatus"] == "2"
    assert "TELEGRAM_TOKEN_FILE=%d/token" in UNIT
    assert "LoadCredential=token:" in UNIT
