"""Sealed columns tell nothing by accident, open nowhere else, and go over to new keys while people work."""

import logging
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Collection, Iterator
from datetime import date
from pathlib import Path
from time import sleep
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, connections, transaction
from django.template import Context, Template
from django.test import override_settings

from zhijia.lib.crypto.ciphers import CipherKind
from zhijia.lib.crypto.ciphertexts import key_number_of
from zhijia.lib.crypto.indexes import IndexPurpose
from zhijia.lib.resident_ids import synthetic_resident_id
from zhijia.lib.sentences import Refused
from zhijia.organisation.models import DataKey, Person
from zhijia.organisation.protection.keyring import blind_index, opened_keys
from zhijia.organisation.protection.keys import introduce_keys, read_keys
from zhijia.organisation.protection.proving import faults_of_keys, faults_of_samples
from zhijia.organisation.protection.rotating import add_data_key, reseal, rows_left, sealed_tables
from zhijia.organisation.scopes import scoped
from zhijia.organisation.tests.factories import BUILDER, SmallCity, build_small_city
from zhijia.organisation.tests.test_moves_interrupted import login_of
from zhijia.site.doctor.finding import Weight
from zhijia.site.doctor.keys import check_keys

ID_NUMBER = synthetic_resident_id(2, born_on=date(1990, 3, 7))
ADDRESS = "江海市演示县长江路1号2幢301室"
apart = pytest.mark.django_db(transaction=True)


def identify(person: Person, number: str = ID_NUMBER) -> Person:
    person.id_kind, person.id_number = "resident", number
    person.id_index = blind_index(IndexPurpose.ID_NUMBER).of(number)
    person.address = ADDRESS
    person.save()
    return person


@pytest.fixture
def worker(city: SmallCity) -> Person:
    with scoped(BUILDER):
        return identify(Person.objects.get(pk=city.worker.person.pk))


@pytest.fixture
def folder(transactional_db: None, tmp_path: Path) -> Iterator[Path]:
    """Key files of this test alone, for a city in which the worker is identified."""
    folder = shutil.copytree(os.environ["ZHIJIA_PROTECTION"], tmp_path / "protection")
    with override_settings(PROTECTION_FOLDER=folder):
        with scoped(BUILDER):
            identify(Person.objects.get(pk=build_small_city().worker.person.pk))
        yield folder


def the_identified() -> Person:
    return Person.objects.get(id_kind="resident")


def raw(query: str, *values: Any) -> Any:
    with connection.cursor() as cursor:
        cursor.execute(query, values)
        return cursor.fetchall() if cursor.description else None


def test_what_is_sealed_is_said_by_nothing_but_revealing_it(worker: Person, caplog: pytest.LogCaptureFixture) -> None:
    with scoped(BUILDER):
        read = Person.objects.get(pk=worker.pk)
        logging.getLogger(__name__).warning("%s %r %s", read.id_number, read.address, {"number": read.id_number})
        shown = Template("{{ p.id_number }} {{ p.id_number.masked }} {{ p.address.masked }}")
        page = shown.render(Context({"p": read}))
        stored = raw("SELECT id_number, address FROM organisation_person WHERE id = %s", worker.pk)[0]

        assert ID_NUMBER not in Template("{{ p.id_number.reveal }}").render(Context({"p": read}))
        assert read.id_number.reveal() == ID_NUMBER
        assert page == f"******** 3205********{ID_NUMBER[-4:]} 江海市演示县****"
        assert ID_NUMBER not in caplog.text
        assert ADDRESS not in caplog.text
        assert not any(ID_NUMBER.encode() in bytes(value) or "长江路".encode() in bytes(value) for value in stored)


def test_a_query_can_neither_look_into_a_sealed_column_nor_write_it_past_its_row(worker: Person) -> None:
    with scoped(BUILDER):
        with pytest.raises(TypeError, match="never compared"):
            Person.objects.filter(id_number=ID_NUMBER).exists()
        with pytest.raises(TypeError, match="written with its row"), transaction.atomic():
            Person.objects.filter(pk=worker.pk).update(id_number=ID_NUMBER)
        with pytest.raises(ValueError, match="take the id of the row"), transaction.atomic():
            Person.objects.create(name="无号", home=worker.home, sort_key="w", address=ADDRESS)


@pytest.mark.parametrize(
    "move",
    [
        "UPDATE organisation_person SET phone = id_number, phone_index = id_index WHERE id = {own}",
        "UPDATE organisation_person SET phone = (SELECT id_number FROM organisation_person WHERE id = {own}),"
        " phone_index = 'x' WHERE id = {other}",
        "UPDATE organisation_person SET phone = set_byte(id_number, 30, 255 - get_byte(id_number, 30)),"
        " phone_index = 'x' WHERE id = {own}",
    ],
)
def test_a_ciphertext_copied_to_another_column_or_row_or_altered_does_not_open(
    city: SmallCity, worker: Person, move: str
) -> None:
    other = city.chair.person.pk
    with scoped(BUILDER):
        raw(move.format(own=worker.pk, other=other))
        moved = Person.objects.exclude(phone=None).get()

        with pytest.raises(Refused, match="密文被改动过或不在原处"):
            moved.phone.reveal()
        (fault,) = faults_of_samples(using="default")

    assert f"organisation_person.phone 的密文打不开，被改动过或不在原处：第 {moved.pk} 行" in str(fault)


def test_by_raw_sql_the_application_sees_numbers_of_its_scope_only_and_learns_no_more_than_elsewhere(
    city: SmallCity, worker: Person
) -> None:
    index = blind_index(IndexPurpose.ID_NUMBER)
    asked = [index.of(ID_NUMBER), index.of("320599199003070111")]
    outcomes = {}
    for who in (city.city_cadre, city.county_cadre, city.chair, city.worker, city.stranger, city.south_chair):
        with scoped(who.actor):
            seen = raw("SELECT count(*) FROM organisation_person WHERE id_index = %s", asked[0])[0][0]
            said = raw("SELECT verdict, id FROM organisation_match_people(%s, %s)", ["resident"] * 2, asked)
            outcomes[who.person.name] = (seen, said)

    mine = (1, [("mine", worker.pk), ("new", None)])
    elsewhere = (0, [("elsewhere", None), ("new", None)])
    assert outcomes == {
        "陈干事": mine, "北干事": mine, "青主席": mine, "青小工": mine, "南干事": elsewhere, "堤主席": elsewhere
    }  # fmt: skip


def test_the_application_reads_data_keys_and_makes_alters_and_removes_none(city: SmallCity) -> None:
    assert opened_keys().ring.current.kind is CipherKind.AES_256_GCM
    assert not introduce_keys(using="default")
    for statement in (
        "INSERT INTO organisation_datakey (purpose, cipher, wrapped, opened_by) VALUES ('text', 1, 'x', 'x')",
        "UPDATE organisation_datakey SET opened_by = 'x'",
        "DELETE FROM organisation_datakey",
    ):
        with pytest.raises(DatabaseError, match="permission denied"), transaction.atomic():
            raw(statement)


@apart
def test_after_rewrapping_the_new_file_alone_opens_everything_and_nothing_was_resealed(folder: Path) -> None:
    with scoped(BUILDER):
        before = raw("SELECT id_number FROM organisation_person WHERE id_kind = 'resident'")
    old = list(folder.glob("*.kek"))

    call_command("rotate_keys")

    for file in old:
        file.unlink()
    assert [finding.weight for finding in check_keys(using="batch")] == [Weight.GOOD]
    with scoped(BUILDER):
        assert the_identified().id_number.reveal() == ID_NUMBER
        assert raw("SELECT id_number FROM organisation_person WHERE id_kind = 'resident'") == before


@apart
def test_a_missing_key_file_is_named_by_the_doctor_and_to_whoever_wants_to_rotate(folder: Path) -> None:
    for file in folder.glob("*.kek"):
        file.chmod(0o644)
    readable = [finding.sentence for finding in check_keys(using="batch")]
    for file in folder.glob("*.kek"):
        file.unlink()
    (key,) = DataKey.objects.values_list("opened_by", flat=True).distinct()

    missing = [finding.sentence for finding in check_keys(using="batch")]

    assert "别的用户也能读" in readable[0]
    assert missing == [f"主密钥文件 {folder / key}.kek 不在或不是原来的内容，个人信息打不开：请从单独保管处放回。"]
    with pytest.raises(CommandError, match="主密钥文件"):
        call_command("rotate_keys")


@apart
def test_an_altered_data_key_is_told(folder: Path) -> None:
    with connections["owner"].cursor() as cursor:
        cursor.execute(
            "UPDATE organisation_datakey k SET wrapped = (SELECT wrapped FROM organisation_datakey WHERE purpose = 'phone')"
            " WHERE purpose = 'id_number'"
        )

    (fault,) = faults_of_keys(using="batch")

    assert "数据密钥打不开" in str(fault)


@apart
def test_new_writes_go_over_to_sm4_by_a_setting_and_what_aes_sealed_is_read_and_then_resealed(folder: Path) -> None:
    with override_settings(PROTECTION_CIPHER="SM4_GCM"):
        with scoped(BUILDER):
            person = the_identified()
            person.address = "江海市演示县黄河路2号"
            person.save()
            kinds = raw(
                "SELECT get_byte(id_number, 1), get_byte(address, 1) FROM organisation_person WHERE id = %s", person.pk
            )
            read = the_identified()
            assert (read.id_number.reveal(), read.address.reveal()) == (ID_NUMBER, "江海市演示县黄河路2号")
        assert kinds == [(CipherKind.AES_256_GCM, CipherKind.SM4_GCM)]

        call_command("rotate_keys", "--data")

        with scoped(BUILDER):
            assert raw("SELECT DISTINCT get_byte(id_number, 1), get_byte(address, 1) FROM organisation_person"
                       " WHERE id_kind <> ''") == [(CipherKind.SM4_GCM, CipherKind.SM4_GCM)]  # fmt: skip
            assert the_identified().id_number.reveal() == ID_NUMBER


@apart
def test_a_process_that_does_not_know_a_new_key_yet_finds_it_when_it_reads(folder: Path) -> None:
    stale = opened_keys()
    key = add_data_key(using="batch")
    other = opened_keys().ring
    assert key.pk not in other

    with connections["batch"].cursor() as cursor:
        ring = _fresh_ring()
        for table in sealed_tables():
            list(reseal(table, ring, using="batch"))
        cursor.execute("SELECT id_number FROM organisation_person WHERE id_number IS NOT NULL")
        assert key_number_of(bytes(cursor.fetchone()[0])) == key.pk

    _forget(stale)
    with scoped(BUILDER):
        assert the_identified().id_number.reveal() == ID_NUMBER
    assert key.pk in opened_keys().ring


KILLED = """
import os, signal
import django
django.setup()
from zhijia.organisation.protection.keyring import opened_keys
from zhijia.organisation.protection.rotating import reseal, sealed_tables, _take, _put
from django.db import transaction
ring = opened_keys(using="batch").ring
table = next(each for each in sealed_tables() if each.name == "organisation_person")
pieces = reseal(table, ring, using="batch", piece=2)
next(pieces), next(pieces)
with transaction.atomic(using="batch"):
    _put(table, ring, _take(table, ring, after=0, piece=2, using="batch"), using="batch")
    os.kill(os.getpid(), signal.SIGKILL)
"""


@apart
def test_resealing_killed_in_the_middle_of_a_piece_is_begun_again_and_leaves_who_writes_in_peace(folder: Path) -> None:
    numbers = {}
    with scoped(BUILDER):
        for serial, person in enumerate(Person.objects.filter(id_kind="").order_by("pk"), start=10):
            numbers[person.pk] = synthetic_resident_id(serial, born_on=date(1980, 1, 1))
            identify(person, numbers[person.pk])
    add_data_key(using="batch")
    before = _backends()
    killed = subprocess.run(
        [sys.executable, "-c", KILLED],
        env={
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "zhijia.site.settings",
            "ZHIJIA_PROTECTION": str(folder),
            "ZHIJIA_DATABASE_URL": login_of("default"),
            "ZHIJIA_BATCH_URL": login_of("batch"),
        },
        check=False,
        capture_output=True,
        text=True,
    )
    _await_end_of(lambda: _backends() - before)
    table = next(each for each in sealed_tables() if each.name == Person._meta.db_table)
    ring = _fresh_ring()
    half_way = rows_left(table, ring, using="batch")
    with scoped(BUILDER):
        Person.objects.select_for_update().get(pk=max(numbers))  # somebody has her form open in a transaction

        passed_by = sum(reseal(table, ring, using="batch", piece=3))

    left = rows_left(table, ring, using="batch")
    rest = sum(reseal(table, ring, using="batch"))

    assert killed.returncode == -signal.SIGKILL, killed.stderr
    assert half_way == len(numbers) + 1 - 4
    assert (passed_by, left, rest) == (half_way - 1, 1, 1)
    assert rows_left(table, ring, using="batch") == 0
    with scoped(BUILDER):
        assert {p.pk: p.id_number.reveal() for p in Person.objects.filter(pk__in=numbers)} == numbers


def _backends() -> set[int]:
    """Who is connected with this database."""
    with connections["batch"].cursor() as cursor:
        cursor.execute(
            "SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )
        return {pid for (pid,) in cursor.fetchall()}


def _await_end_of(left: Callable[[], Collection[int]]) -> None:
    """A server hears of the death of a client after a moment, and holds its locks until then."""
    patience = 400
    while left() and patience:
        patience -= 1
        sleep(0.05)
    assert not left()


def _fresh_ring() -> Any:
    return read_keys(using="batch").ring


def _forget(stale: object) -> None:
    """Another process did the work: this one still holds what it had opened before."""
    assert opened_keys() is stale
