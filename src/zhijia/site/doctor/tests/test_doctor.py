"""The doctor names what is unsafe and keeps quiet about what is well."""

from pathlib import Path

import pytest
from django.db import connection, connections, transaction
from django.db.backends.base.base import BaseDatabaseWrapper

from zhijia.site.doctor.configuration import (
    check_calendar,
    check_debug,
    check_demo,
    check_hosts,
    check_key,
    check_public_address,
    check_second_factor,
)
from zhijia.site.doctor.database import (
    check_contents,
    check_durability,
    check_jobs,
    check_long_writers,
    check_migrations,
    check_order,
    check_role,
    check_row_security,
    check_server,
    check_version,
    missing_migrations,
)
from zhijia.site.doctor.finding import Weight
from zhijia.site.doctor.machine import GIB, check_disk, check_fonts, check_privacy


@pytest.mark.parametrize(("free", "weight"), [(GIB // 2, "✗"), (2 * GIB, "!"), (50 * GIB, "✓")])
def test_a_filling_disk_is_told_before_it_is_full(free: int, weight: str) -> None:
    assert check_disk(free).weight == weight


@pytest.mark.parametrize(
    ("names", "weight"),
    [
        (["NotoSerifCJK-Regular.ttc"], "✓"),
        (["simfang.ttf"], "✓"),
        (["DejaVuSans.ttf"], "!"),
        ([], "!"),
    ],
)
def test_a_missing_chinese_font_is_told(names: list[str], weight: str) -> None:
    assert check_fonts(names).weight == weight


def test_a_key_that_others_can_read_is_unsafe(tmp_path: Path) -> None:
    key = tmp_path / "secret.key"
    key.write_text("key")
    key.chmod(0o600)
    closed = check_privacy(tmp_path)
    key.chmod(0o644)

    assert closed.weight is Weight.GOOD
    assert check_privacy(tmp_path).weight is Weight.UNSAFE
    assert str(key) in check_privacy(tmp_path).sentence


@pytest.mark.parametrize(
    ("hosts", "second_factor", "demo"),
    [(["127.0.0.1", "localhost"], "!", "✓"), (["zhijia.example.org"], "✗", "✗"), (["*"], "✗", "✗")],
)
def test_public_passwords_and_a_single_factor_are_for_this_machine_only(
    hosts: list[str], second_factor: str, demo: str
) -> None:
    assert check_second_factor(hosts, is_required=False).weight == second_factor
    assert check_second_factor(hosts, is_required=True).weight is Weight.GOOD
    assert check_demo(hosts, is_demo=True).weight == demo
    assert check_demo(hosts, is_demo=False).weight is Weight.GOOD


def test_debug_mode_is_unsafe() -> None:
    assert check_debug(is_debug=True).weight is Weight.UNSAFE
    assert check_debug(is_debug=False).weight is Weight.GOOD


def test_a_short_session_key_is_unsafe() -> None:
    assert check_key("k" * 31).weight is Weight.UNSAFE
    assert check_key("k" * 32).weight is Weight.GOOD


@pytest.mark.parametrize(
    ("hosts", "is_https", "weight"),
    [
        (["localhost", "127.0.0.1"], False, "✓"),
        (["union.example"], True, "✓"),
        (["union.example"], False, "✗"),
        (["*"], True, "✗"),
    ],
)
def test_a_site_for_others_needs_a_name_and_https(hosts: list[str], is_https: bool, weight: str) -> None:
    assert check_hosts(hosts, is_https=is_https).weight == weight


@pytest.mark.parametrize(
    ("hosts", "address", "weight"),
    [
        (["localhost"], "http://localhost:8000", "✓"),
        (["union.example"], "http://localhost:8000", "✗"),
        (["union.example"], "http://[::1]:8000", "✗"),
        (["union.example"], "https://union.example", "✓"),
    ],
)
def test_the_codes_on_papers_of_a_site_for_others_lead_to_an_address_that_others_reach(
    hosts: list[str], address: str, weight: str
) -> None:
    assert check_public_address(hosts, address=address).weight == weight


@pytest.mark.parametrize(("month", "is_known", "weight"), [(10, False, "✓"), (11, False, "!"), (12, True, "✓")])
def test_the_next_years_calendar_is_asked_for_from_november(month: int, is_known: bool, weight: str) -> None:
    assert check_calendar(year=2026, month=month, is_next_year_known=is_known).weight == weight


@pytest.mark.database
def test_the_test_database_is_sound_but_for_its_durability(transactional_db: None) -> None:
    found = [*check_server(connection), check_migrations(missing_migrations(connection)), *check_contents(connection)]

    assert [finding.sentence for finding in found if finding.weight is not Weight.GOOD] == [
        check_durability(connection).sentence
    ]
    assert check_order(connection).weight is check_version(connection).weight is Weight.GOOD


@pytest.mark.database
def test_a_role_that_owns_tables_is_unsafe_for_the_site(owner_connection: BaseDatabaseWrapper) -> None:
    assert check_role(owner_connection).weight is Weight.UNSAFE
    assert check_role(connection).weight is Weight.GOOD


@pytest.mark.database
def test_a_table_by_path_without_row_security_is_named(owner_connection: BaseDatabaseWrapper) -> None:
    with owner_connection.cursor() as cursor:
        cursor.execute("CREATE TABLE public.forgotten (id bigint, path text)")

    found = check_row_security(connection)

    assert found.weight is Weight.UNSAFE
    assert "forgotten" in found.sentence


@pytest.mark.database
def test_a_writer_that_stays_open_is_told(transactional_db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("zhijia.site.doctor.database.LONG_WRITER_SECONDS", 0)
    writer = connections["default"].copy()
    with transaction.atomic(using="default"), connection.cursor() as cursor:
        cursor.execute("INSERT INTO auth_group (name) VALUES ('慢')")
        found = list(check_long_writers(writer))
    writer.close()

    assert [finding.weight for finding in found] == [Weight.ADVICE]


@pytest.mark.database
def test_jobs_that_nobody_takes_up_are_told(transactional_db: None) -> None:
    with connections["batch"].cursor() as cursor:
        cursor.execute(
            "INSERT INTO procrastinate_jobs (queue_name, task_name, status) VALUES ('default', 'nobody.comes', 'todo')"
        )

    assert check_jobs(connection).weight is Weight.ADVICE
