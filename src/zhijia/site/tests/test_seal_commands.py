"""`zhijia seal`, `verify` and `prove` at the terminal."""

import re
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import connections
from django.test import override_settings

from zhijia.engines.cases.tests.supply import open_supply, registered, supply_of
from zhijia.organisation.tests.factories import NOW, build_small_city
from zhijia.site.doctor.finding import Weight
from zhijia.site.doctor.log import check_log
from zhijia.trail.models import PendingEvent
from zhijia.trail.numbering import number_settled
from zhijia.trail.record import Doer, NewEvent, Subject, record

pytestmark = [pytest.mark.database, pytest.mark.django_db(transaction=True)]
Captured = pytest.CaptureFixture[str]


@pytest.fixture(autouse=True)
def folder(tmp_path: Path) -> Iterator[Path]:
    with override_settings(SEALING_FOLDER=tmp_path / "sealing"):
        yield tmp_path


@pytest.fixture
def number() -> Iterator[str]:
    """A case in a sealed log."""
    city = build_small_city()
    with registered(supply_of(city)) as flow:
        case = open_supply(city, flow)
        while PendingEvent.objects.using("batch").exists():
            number_settled(using="batch")
        call_command("seal")
        yield case.number


def run(*arguments: str) -> int:
    with pytest.raises(SystemExit) as ended:
        call_command(*arguments)
    return int(str(ended.value.code))


def test_a_whole_log_is_told_with_its_newest_root_which_verifies(number: str, capsys: Captured) -> None:
    call_command("seal")
    root = re.search(r"[0-9a-f]{8}( [0-9a-f]{8}){7} @ \d+", capsys.readouterr().out)
    assert root is not None

    code = run("verify", "--root", root[0], "--processes", "1")

    told = capsys.readouterr().out
    assert code == 0
    assert f"根相符：{root[0]}" in told
    assert "✓ 没有改动、删除或调换。" in told


def test_an_altered_row_is_told_in_both_languages(
    number: str, capsys: Captured, monkeypatch: pytest.MonkeyPatch
) -> None:
    with connections["owner"].cursor() as cursor:
        cursor.execute("ALTER TABLE trail_event DISABLE TRIGGER USER")
        cursor.execute(
            "UPDATE trail_event SET subject_label = 'x' WHERE id = (SELECT event_id FROM trail_eventnumber WHERE seq = 1)"
        )

    chinese = run("verify", "--processes", "1"), capsys.readouterr().out
    monkeypatch.setenv("LC_ALL", "en_US.UTF-8")
    english = run("verify", "--processes", "1"), capsys.readouterr().out

    assert (chinese[0], english[0]) == (1, 1)
    assert re.search(r"✗ 第 1 条（留痕 \d+）被改动：内容与封存时不符。", chinese[1])
    assert re.search(r"✗ No\. 1 \(event \d+\) was altered", english[1])


def test_what_was_cut_off_is_missed_by_the_note_outside_the_database(number: str, capsys: Captured) -> None:
    with connections["owner"].cursor() as cursor:
        for table in ("trail_checkpoint", "trail_eventnumber", "trail_eventsalt", "trail_event"):
            cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
        cursor.execute("DELETE FROM trail_checkpoint")
        cursor.execute("DELETE FROM trail_eventnumber")
        cursor.execute("DELETE FROM trail_eventsalt")

    assert run("verify", "--processes", "1") == 1
    assert "截去" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--root", "abc"], "不是“十六进制根@条数”"),
        (["--key", "abc"], "64 个十六进制数字"),
        (["--from", "999999"], "没有封存点"),
    ],
)
def test_what_cannot_be_understood_is_refused_with_a_sentence(number: str, arguments: list[str], words: str) -> None:
    with pytest.raises(CommandError, match=words):
        call_command("verify", *arguments)


def test_keys_are_listed_and_changed(number: str, capsys: Captured) -> None:
    capsys.readouterr()
    call_command("seal", "keys")
    before = capsys.readouterr().out.splitlines()
    call_command("seal", "rotate")
    after = capsys.readouterr().out.splitlines()

    assert len(before) == 1
    assert after[0] == before[0]
    assert len(after) == 2


def test_a_lost_key_is_replaced_only_when_that_is_said(number: str, folder: Path) -> None:
    for file in (folder / "sealing").glob("*.key"):
        file.unlink()

    with pytest.raises(CommandError, match="封存私钥"):
        call_command("seal", "rotate")
    call_command("seal", "rotate", "--lost")

    assert len(list((folder / "sealing").glob("*.key"))) == 1


def test_the_proof_of_a_case_is_written_with_its_verifier(number: str, folder: Path, capsys: Captured) -> None:
    call_command("prove", number, "--to", str(folder))

    with zipfile.ZipFile(folder / f"{number}-proof.zip") as archive:
        assert f"{number}.json" in archive.namelist()
    with pytest.raises(CommandError, match="没有编号为"):
        call_command("prove", "XX-2026-000009")
    with pytest.raises(CommandError, match="没有这个条数的封存点"):
        call_command("prove", number, "--size", "77")


def test_a_note_that_nobody_can_read_is_told(number: str, folder: Path) -> None:
    (folder / "sealing" / "latest.root").write_text("?")

    with pytest.raises(CommandError, match="读不出来"):
        call_command("verify")
    (finding,) = [finding for finding in check_log(using="batch") if finding.weight is Weight.UNSAFE]
    assert "读不出来" in finding.sentence


def test_the_doctor_has_nothing_to_say_about_a_sealed_log(number: str) -> None:
    assert {finding.weight for finding in check_log(using="batch")} == {Weight.GOOD}


def test_the_doctor_tells_of_a_lost_key_and_of_a_root_that_the_log_lost(number: str, folder: Path) -> None:
    for file in (folder / "sealing").glob("*.key"):
        file.unlink()
    with connections["owner"].cursor() as cursor:
        cursor.execute("ALTER TABLE trail_checkpoint DISABLE TRIGGER USER")
        cursor.execute("DELETE FROM trail_checkpoint")

    told = [finding.sentence for finding in check_log(using="batch") if finding.weight is Weight.UNSAFE]

    assert "封存私钥" in told[0]
    assert "截去或重做" in told[1]


def test_the_doctor_tells_of_events_that_wait_too_long_for_number_and_seal(number: str) -> None:
    waiting = NewEvent("trail.erased", NOW, Doer(None, "系统"), Subject("tests.thing", 1, "一件事"))
    record(waiting)  # its moment lies far enough back
    unnumbered = [finding.sentence for finding in check_log(using="batch") if finding.weight is Weight.ADVICE]
    while PendingEvent.objects.using("batch").exists():
        number_settled(using="batch")
    unsealed = [finding.sentence for finding in check_log(using="batch") if finding.weight is Weight.ADVICE]

    assert "1 条留痕十多分钟没有编号" in unnumbered[0]
    assert "1 条留痕没有封存" in unsealed[0]


def test_an_earlier_state_is_accepted_and_the_old_note_is_kept(number: str, folder: Path, capsys: Captured) -> None:
    note = (folder / "sealing" / "latest.root").read_text()

    call_command("seal", "accept")

    (kept,) = (folder / "sealing").glob("latest-*.root")
    assert kept.read_text() == note
    assert (folder / "sealing" / "latest.root").read_text() == note
