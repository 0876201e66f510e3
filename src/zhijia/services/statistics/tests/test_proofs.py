"""What was signed is proven offline: `zhijia prove` on a return that was corrected holds both sheets."""

import json
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from django.core.management import call_command
from django.test import override_settings

from zhijia.organisation.tests.factories import NOW, build_small_city
from zhijia.services.statistics.tests.story import open_story
from zhijia.trail.models import PendingEvent
from zhijia.trail.numbering import number_settled
from zhijia.trail.sealing import seal

pytestmark = [pytest.mark.database, pytest.mark.django_db(transaction=True)]


def test_both_sheets_of_a_corrected_return_are_in_its_proof(transactional_db: None, tmp_path: Path) -> None:
    city = build_small_city()
    story, mill = open_story(city).handed_out().of_mill(officers_part=3), city.mill_union
    first = story.of(mill)
    story.make("correct", mill, {"reason": "漏报两人"}, by=city.town_cadre).of_mill(officers_part=5)
    second, number = story.of(mill), first.case.number
    while PendingEvent.objects.using("batch").exists():
        number_settled(using="batch")
    with override_settings(SEALING_FOLDER=tmp_path / "sealing"):
        while seal(now=NOW, using="batch"):
            continue

    call_command("prove", number, "--to", str(tmp_path))

    with zipfile.ZipFile(tmp_path / f"{number}-proof.zip") as archive:
        archive.extractall(tmp_path / "out")
    command = [sys.executable, "-I", "-S", "verify_case.py", f"{number}.json"]
    told = subprocess.run(command, cwd=tmp_path / "out", capture_output=True, encoding="utf-8", check=False)
    proof = json.loads((tmp_path / "out" / f"{number}.json").read_text())
    said = json.dumps(proof, ensure_ascii=False)
    assert told.returncode == 0, told.stdout
    assert first.digest != second.digest
    assert first.digest in said
    assert second.digest in said
    altered = said.replace(second.digest, first.digest)
    (tmp_path / "out" / f"{number}.json").write_text(altered)
    assert subprocess.run(command, cwd=tmp_path / "out", capture_output=True, check=False).returncode != 0
