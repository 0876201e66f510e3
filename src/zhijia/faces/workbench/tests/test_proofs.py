"""The proof of a case leaves the case page as one archive, for those of the unions who see the case."""

import io
import json
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from django.db import connections
from django.test import override_settings

from zhijia.engines.cases.models import Case
from zhijia.engines.cases.tests.supply import make, open_supply, registered, supply_of
from zhijia.faces.workbench.tests.asking import ask, client_of
from zhijia.organisation.tests.factories import NOW, SmallCity
from zhijia.trail.models import Checkpoint, PendingEvent
from zhijia.trail.numbering import number_settled
from zhijia.trail.sealing import seal

pytestmark = pytest.mark.django_db(transaction=True)


def seal_everything(folder: Path) -> None:
    while PendingEvent.objects.using("batch").exists():
        number_settled(using="batch")
    with override_settings(SEALING_FOLDER=folder):
        while seal(now=NOW, using="batch"):
            continue
    connections["batch"].close()


def test_the_archive_is_checked_by_the_program_that_lies_in_it(city: SmallCity, tmp_path: Path) -> None:
    with registered(supply_of(city)) as flow:
        case = open_supply(city, flow)
        make(case, "submit", city.town_cadre.actor)
        seal_everything(tmp_path)
        make(case, "approve", city.county_cadre.actor)

        page = ask(city.county_cadre, f"/cases/{case.pk}/?tab=timeline")
        response = ask(city.county_cadre, f"/cases/{case.pk}/proof/")
        printed = Checkpoint.objects.using("batch").latest("size").size
        seal_everything(tmp_path)
        older = ask(city.county_cadre, f"/cases/{case.pk}/proof/?size={printed}")
        wrong = [ask(city.county_cadre, f"/cases/{case.pk}/proof/?size={size}") for size in ("9" * 15, "9" * 99, "一")]

    assert f'action="/cases/{case.pk}/proof/"' in page.content.decode()
    assert [answer.status_code for answer in wrong] == [302, 302, 302]
    with zipfile.ZipFile(io.BytesIO(older.content)) as archive:
        assert json.loads(archive.read(f"{case.number}.json"))["checkpoint"]["size"] == printed
    assert response.headers["Content-Disposition"] == f'attachment; filename="{case.number}-proof.zip"'
    with zipfile.ZipFile(io.BytesIO(response.content)) as archive:
        assert set(archive.namelist()) == {f"{case.number}.json", "verify_case.py", "README.txt"}
        archive.extractall(tmp_path / "out")
        proof = json.loads(archive.read(f"{case.number}.json"))
    command = [sys.executable, "-I", "-S", "verify_case.py", f"{case.number}.json"]
    checked = subprocess.run(command, cwd=tmp_path / "out", capture_output=True, encoding="utf-8", check=False)
    assert checked.returncode == 0, checked.stdout
    assert [event["kind"] for event in proof["events"]] == ["tests.supply.opened", "tests.supply.submitted"]


def test_before_the_first_seal_the_page_says_so(city: SmallCity) -> None:
    with registered(supply_of(city)) as flow:
        case = open_supply(city, flow)

        response = client_of(city.county_cadre).get(f"/cases/{case.pk}/proof/", follow=True)

    assert "留痕还没有封存过" in response.content.decode()


def test_whoever_does_not_see_the_case_finds_no_proof(city: SmallCity, tmp_path: Path) -> None:
    with registered(supply_of(city)) as flow:
        case: Case = open_supply(city, flow)
        seal_everything(tmp_path)

        outcomes = {
            name: ask(getattr(city, name), f"/cases/{case.pk}/proof/").status_code
            for name in ("town_cadre", "county_cadre", "city_cadre", "stranger", "chair", "worker")
        }

    assert outcomes == {
        "town_cadre": 200,
        "county_cadre": 200,
        "city_cadre": 200,
        "stranger": 404,
        "chair": 404,
        "worker": 404,
    }
