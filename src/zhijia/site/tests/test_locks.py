"""The pip locks name what uv's lock names: with and without uv the same versions are installed."""

import re
import tomllib
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).resolve().parents[4]
REQUIREMENT = re.compile(r"^([A-Za-z0-9._-]+)(?:\[[^\]]*\])?==([^ ;\\]+)", re.MULTILINE)


def _locked_by_uv() -> dict[str, str]:
    packages = tomllib.loads((CHECKOUT / "uv.lock").read_text(encoding="utf-8"))["package"]
    return {package["name"]: package["version"] for package in packages if package["name"] != "zhijia"}


def _wanted(file: str) -> str:
    return (CHECKOUT / file).read_text(encoding="utf-8")


@pytest.mark.parametrize("file", ["requirements.lock", "requirements-dev.lock"])
def test_a_pip_lock_agrees_with_the_lock_of_uv(file: str) -> None:
    locked = _locked_by_uv()

    named = dict(REQUIREMENT.findall(_wanted(file)))

    assert named
    assert named == {name: locked[name] for name in named}


@pytest.mark.parametrize("file", ["requirements.lock", "requirements-dev.lock"])
def test_every_requirement_has_a_hash(file: str) -> None:
    blocks = [block for block in re.split(r"\n(?=[A-Za-z])", _wanted(file)) if REQUIREMENT.match(block)]

    assert all("--hash=sha256:" in block for block in blocks)


def test_the_lock_for_developers_holds_the_whole_of_uvs_lock() -> None:
    named = dict(REQUIREMENT.findall(_wanted("requirements-dev.lock")))

    assert named.keys() == _locked_by_uv().keys()
