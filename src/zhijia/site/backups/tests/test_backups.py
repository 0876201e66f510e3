"""A backup taken while the system runs comes back whole, or is refused."""

import io
import shutil
import stat
import tarfile
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import psycopg
import pytest
from django.contrib.auth.models import Group
from django.core.management import CommandError
from django.db import connections
from django.test import override_settings
from psycopg.conninfo import make_conninfo

from zhijia.engines.ballots.box.door import Box
from zhijia.engines.ballots.content import Ballot, write_ballot
from zhijia.engines.ballots.models import Mode
from zhijia.engines.ballots.outcomes import result_of
from zhijia.engines.ballots.tests.modes import voting
from zhijia.engines.ballots.tests.polling import MOTION, ask_door, box_conninfo, polling
from zhijia.lib.resident_ids import synthetic_resident_id
from zhijia.lib.sentences import Refused
from zhijia.organisation.actions.particulars import describe_person
from zhijia.organisation.entries import PersonEntry
from zhijia.organisation.models import DataKey, Person
from zhijia.organisation.protection.keys import protection_folder
from zhijia.organisation.scopes import scoped
from zhijia.organisation.tests.factories import BUILDER, Figure, build_small_city
from zhijia.site.backups.backup import write_backup
from zhijia.site.backups.log import prove_log
from zhijia.site.backups.restore import restore_backup
from zhijia.site.backups.storage import owner_login
from zhijia.site.doctor.finding import Weight
from zhijia.site.doctor.keys import check_keys
from zhijia.site.postgres.provision import create_database, grant_access
from zhijia.site.testing.databases import TestDatabases
from zhijia.trail.checkpoints import latest_checkpoint
from zhijia.trail.models import PendingEvent
from zhijia.trail.numbering import number_settled
from zhijia.trail.record import Doer, NewEvent, Subject, record, record_all
from zhijia.trail.sealing import seal

pytestmark = pytest.mark.database
NOW = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)
NUMBER = synthetic_resident_id(3, born_on=date(1990, 3, 7))


@pytest.fixture
def files(tmp_path: Path) -> Path:
    folder = tmp_path / "files"
    (folder / "ab").mkdir(parents=True)
    (folder / "ab" / "扫描件.pdf").write_bytes(b"%PDF-1.7 scan")
    return folder


@pytest.fixture
def empty_database(transactional_db: None, django_db_setup: TestDatabases) -> Iterator[dict[str, str]]:
    """The owner's login to a new database without a table."""
    name = f"{connections.settings['default']['NAME']}_restored"
    admin = django_db_setup.admin
    create_database(admin, name)
    grant_access(admin, name)
    yield {**owner_login(), "dbname": name}
    with psycopg.connect(admin, autocommit=True) as connection:
        connection.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


def test_a_backup_comes_back_with_every_row_and_attachment(
    empty_database: dict[str, str], files: Path, tmp_path: Path
) -> None:
    Group.objects.create(name="财务")
    target = tmp_path / "备份.tar"

    written = write_backup(target, login=owner_login(), files=files, now=NOW)
    restored = restore_backup(target, login=empty_database, files=tmp_path / "restored")

    assert written == restored
    assert restored.tables["public.auth_group"] == 1
    assert (tmp_path / "restored" / "ab" / "扫描件.pdf").read_bytes() == b"%PDF-1.7 scan"
    with psycopg.connect(make_conninfo(**empty_database)) as connection:
        assert connection.execute("SELECT name FROM auth_group").fetchall() == [("财务",)]


def test_row_security_and_rights_come_back_too(empty_database: dict[str, str], files: Path, tmp_path: Path) -> None:
    guarded = "SELECT count(*) FROM pg_policies"
    rights = "SELECT count(*) FROM information_schema.role_table_grants WHERE grantee = 'zhijia_app'"
    defaults = "SELECT count(*) FROM pg_default_acl, aclexplode(defaclacl)"
    target = tmp_path / "backup.tar"
    with connections["owner"].cursor() as cursor:
        cursor.execute(f"SELECT ({guarded}), ({rights}), ({defaults})")
        before = cursor.fetchone()

    write_backup(target, login=owner_login(), files=files, now=NOW)
    restore_backup(target, login=empty_database, files=tmp_path / "restored")

    with psycopg.connect(make_conninfo(**empty_database)) as connection:
        assert connection.execute(f"SELECT ({guarded}), ({rights}), ({defaults})").fetchone() == before


def test_rows_written_while_the_backup_runs_are_not_counted(
    transactional_db: None, files: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def write_meanwhile(run: Callable[..., None]) -> Callable[..., None]:
        def wrapped(*arguments: object, **options: object) -> None:
            Group.objects.create(name="后来")
            run(*arguments, **options)

        return wrapped

    monkeypatch.setattr("zhijia.site.backups.backup.run_client", write_meanwhile(_run_client()))

    manifest = write_backup(tmp_path / "backup.tar", login=owner_login(), files=files, now=NOW)

    assert manifest.tables["public.auth_group"] == 0
    assert Group.objects.count() == 1


def test_a_restored_log_keeps_its_seal_and_goes_on(
    empty_database: dict[str, str], django_db_setup: TestDatabases, files: Path, tmp_path: Path
) -> None:
    with override_settings(SEALING_FOLDER=tmp_path / "sealing"):
        write_sealed_events(5)
        sealed = latest_checkpoint()
        record(an_event())
        target = tmp_path / "backup.tar"
        write_backup(target, login=owner_login(), files=files, now=NOW)
        original = connections.settings["default"]["NAME"]
        restore_backup(target, login=empty_database, files=tmp_path / "restored")

        django_db_setup.use(empty_database["dbname"])
        report = prove_log(using="owner")
        write_sealed_events(2)
        after = prove_log(using="owner")
        django_db_setup.use(original)

    assert (report.is_whole, report.events, report.sealed, report.newest) == (True, 6, 5, sealed)
    assert (after.is_whole, after.sealed) == (True, 8)


def an_event() -> NewEvent:
    return NewEvent("trail.erased", NOW, Doer(None, "系统"), Subject("tests.thing", 1, "一件事"))


def write_sealed_events(count: int) -> None:
    record_all(an_event() for _ in range(count))
    while PendingEvent.objects.using("batch").exists():
        number_settled(using="batch")
    seal(now=NOW, using="batch")


def _run_client() -> Callable[..., None]:
    from zhijia.site.backups.clients import run_client

    return run_client


def test_the_keys_of_personal_data_are_not_in_a_backup_and_what_is_restored_opens_with_them_only(
    empty_database: dict[str, str], django_db_setup: TestDatabases, files: Path, tmp_path: Path
) -> None:
    folder = shutil.copytree(protection_folder(), tmp_path / "protection")
    (key,) = {row.opened_by for row in DataKey.objects.all()}
    secret = (folder / f"{key}.kek").read_text().split()[1]
    target, original = tmp_path / "backup.tar", connections["default"].settings_dict["NAME"]
    chair = build_small_city().chair
    with scoped(BUILDER):
        describe_person(BUILDER, chair.person, PersonEntry(id_kind="resident", id_number=NUMBER), now=NOW)
    write_backup(target, login=owner_login(), files=files, now=NOW)
    restore_backup(target, login=empty_database, files=tmp_path / "restored")

    django_db_setup.use(empty_database["dbname"])
    with override_settings(PROTECTION_FOLDER=folder):
        with_key = [finding.weight for finding in check_keys(using="owner")]
        read = _number_read_by(chair)
        (folder / f"{key}.kek").unlink()
        without = [finding.sentence for finding in check_keys(using="owner")]
    with override_settings(PROTECTION_FOLDER=tmp_path / "lost"), pytest.raises(Refused, match="主密钥文件"):
        _number_read_by(chair)
    django_db_setup.use(original)

    assert (with_key, read) == ([Weight.GOOD], NUMBER)
    assert without == [f"主密钥文件 {folder / key}.kek 不在或不是原来的内容，个人信息打不开：请从单独保管处放回。"]
    for text in (secret.encode(), bytes.fromhex(secret), NUMBER.encode()):
        assert text not in target.read_bytes()


def _number_read_by(chair: Figure) -> str:
    """What the application shows her of her own number, opened."""
    with scoped(chair.actor):
        number = Person.objects.get(pk=chair.person.pk).id_number
        assert number is not None
        return str(number.reveal())


def test_a_database_that_is_not_empty_is_refused_and_unchanged(
    transactional_db: None, files: Path, tmp_path: Path
) -> None:
    target = tmp_path / "backup.tar"
    write_backup(target, login=owner_login(), files=files, now=NOW)
    Group.objects.create(name="留下")

    with pytest.raises(CommandError, match="目标不是空的"):
        restore_backup(target, login=owner_login(), files=tmp_path / "restored")

    assert Group.objects.filter(name="留下").exists()


def test_a_file_that_is_no_backup_is_refused_with_a_sentence(empty_database: dict[str, str], tmp_path: Path) -> None:
    target = tmp_path / "letter.tar"
    target.write_bytes(b"not an archive")

    with pytest.raises(CommandError, match="不是完整的备份"):
        restore_backup(target, login=empty_database, files=tmp_path / "restored")


def test_a_backup_whose_attachment_was_taken_out_does_not_pass_the_proof(
    empty_database: dict[str, str], files: Path, tmp_path: Path
) -> None:
    target, poorer = tmp_path / "backup.tar", tmp_path / "poorer.tar"
    write_backup(target, login=owner_login(), files=files, now=NOW)
    with tarfile.open(target) as whole, tarfile.open(poorer, "w") as copy:
        for member in whole.getmembers():
            if not member.name.startswith("files/"):
                content = whole.extractfile(member)
                copy.addfile(member, io.BytesIO(content.read() if content else b""))

    with pytest.raises(CommandError, match=r"files: 1 .* → 0"):
        restore_backup(poorer, login=empty_database, files=tmp_path / "restored")


def test_a_backup_is_for_its_owner_only_and_leaves_no_draft(
    transactional_db: None, files: Path, tmp_path: Path
) -> None:
    target = tmp_path / "backup.tar"

    write_backup(target, login=owner_login(), files=files, now=NOW)

    assert stat.S_IMODE(target.stat().st_mode) == 0o600
    assert sorted(path.name for path in tmp_path.iterdir()) == ["backup.tar", "files"]


def test_a_backup_during_an_ordinary_vote_loses_no_ballot_and_keeps_no_order_of_casting(
    empty_database: dict[str, str], files: Path, tmp_path: Path
) -> None:
    """Two tables copied in the order in which people voted would say who voted what."""
    with voting(build_small_city(), Mode.ORDINARY, electors=4) as poll:
        last_first = list(reversed(poll.electors))
        for elector, mark in zip(last_first[:3], ("yes", "no", "abstain"), strict=True):
            poll.cast(elector, Ballot({"1": mark}))
        write_backup(tmp_path / "backup.tar", login=owner_login(), files=files, now=NOW)
        poll.cast(last_first[3], Ballot({"1": "yes"}))
        poll.close()
        counted = poll.count().counts[1].ballots
    restore_backup(tmp_path / "backup.tar", login=empty_database, files=tmp_path / "restored")
    with psycopg.connect(make_conninfo(**empty_database)) as restored:
        ballots = restored.execute(f"SELECT content FROM ordinary_box.ballots_{poll.poll.pk} ORDER BY ctid").fetchall()
        voters = restored.execute(f"SELECT elector FROM ordinary_box.voters_{poll.poll.pk} ORDER BY ctid").fetchall()

    assert counted == 4
    assert len(ballots) == len(voters) == 3
    assert (ballots, voters) == (sorted(ballots), sorted(voters))


def test_a_verifiable_vote_goes_on_in_the_restored_database_with_every_sealed_ballot(
    empty_database: dict[str, str], django_db_setup: TestDatabases, files: Path, tmp_path: Path
) -> None:
    """The box is a table of its own for each poll, made while the system runs, with rights of its own; so are encrypted columns."""
    city, original = build_small_city(), connections["default"].settings_dict["NAME"]
    with scoped(BUILDER):
        describe_person(BUILDER, city.chair.person, PersonEntry(id_kind="resident", id_number=NUMBER), now=NOW)
    with polling(city, tmp_path / "home", MOTION, electors=3) as poll:
        papers = [poll.take(elector, 1).paper(1, write_ballot(Ballot({"1": "yes"}))) for elector in poll.electors]
        receipts = [poll.put_in(paper) for paper in papers[:2]]
        write_backup(tmp_path / "backup.tar", login=owner_login(), files=files, now=NOW)
        restored = restore_backup(tmp_path / "backup.tar", login=empty_database, files=tmp_path / "restored")

        django_db_setup.use(empty_database["dbname"])
        box = Box(make_conninfo(box_conninfo(), dbname=empty_database["dbname"]), tmp_path / "home" / "box")
        again = [ask_door(box, paper) for paper in papers]
        box.close()
        poll.close()
        poll.reveal(1, 2)
        poll.count()
        with scoped(BUILDER):
            counted = result_of(poll.poll).counts[1].ballots
        number = _number_read_by(city.chair)
        django_db_setup.use(original)

    assert restored.tables[f"ballot_box.ballots_{poll.poll.pk}"] == 2
    assert again[:2] == receipts
    assert [status for status, _answer in again] == [200] * 3
    assert (counted, number) == (3, NUMBER)
