"""Roles, database and grants on any server: made once, checked ever after."""

import os
from collections.abc import Iterator

import psycopg
import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from psycopg.conninfo import make_conninfo

from zhijia.site.doctor.database import check_box_login, check_roles
from zhijia.site.doctor.finding import Weight
from zhijia.site.postgres.provision import create_database, create_roles, grant_access
from zhijia.site.postgres.roles import APP, BATCH, LOGIN_ROLES, OWNER
from zhijia.site.testing.databases import TestDatabases

pytestmark = [pytest.mark.database, pytest.mark.django_db]
NAME = f"zhijia_provisioned_{os.getpid()}"
"""Of this process alone: two of them may share a server."""


@pytest.fixture
def admin(django_db_setup: TestDatabases) -> Iterator[str]:
    server = django_db_setup.admin
    create_database(server, NAME)
    grant_access(server, NAME)
    yield server
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f"DROP DATABASE {NAME} WITH (FORCE)")


def _connect(admin: str, role: str) -> psycopg.Connection:
    return psycopg.connect(make_conninfo(admin, user=role, password=role, dbname=NAME), autocommit=True)


def test_provisioning_twice_changes_nothing(admin: str) -> None:
    assert create_roles(admin, dict.fromkeys(LOGIN_ROLES, "unused")) == []
    assert create_database(admin, NAME) is False
    grant_access(admin, NAME)

    with _connect(admin, OWNER) as owner:
        rights = owner.execute("SELECT count(*) FROM pg_default_acl, aclexplode(defaclacl)").fetchone()
    assert rights == (12,)


@pytest.mark.parametrize("role", [APP, BATCH])
def test_who_works_with_the_data_may_not_shape_it(admin: str, role: str) -> None:
    with _connect(admin, role) as connection, pytest.raises(psycopg.errors.InsufficientPrivilege):
        connection.execute("CREATE TABLE public.smuggled (id bigint)")


@pytest.mark.parametrize("role", [APP, BATCH])
def test_what_the_owner_makes_may_be_read_and_written_but_not_emptied(admin: str, role: str) -> None:
    with _connect(admin, OWNER) as owner:
        owner.execute("CREATE TABLE public.note (id bigint GENERATED ALWAYS AS IDENTITY, text text)")

    with _connect(admin, role) as connection:
        connection.execute("INSERT INTO public.note (text) VALUES ('一')")
        assert connection.execute("UPDATE public.note SET text = '二' RETURNING text").fetchone() == ("二",)
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            connection.execute("TRUNCATE public.note")


def test_what_the_owner_takes_back_stays_taken(admin: str) -> None:
    with _connect(admin, OWNER) as owner:
        owner.execute("CREATE TABLE public.trace (id bigint)")
        owner.execute("REVOKE UPDATE, DELETE ON public.trace FROM zhijia_app")

    grant_access(admin, NAME)

    with _connect(admin, APP) as connection, pytest.raises(psycopg.errors.InsufficientPrivilege):
        connection.execute("DELETE FROM public.trace")


def test_the_database_sorts_chinese_and_latin_by_bytes(admin: str) -> None:
    with _connect(admin, APP) as connection:
        row = connection.execute(
            "SELECT array_agg(word ORDER BY word) FROM unnest(ARRAY['工', 'a', 'Z']) word"
        ).fetchone()

    assert row == (["Z", "a", "工"],)


def test_a_server_provisioned_before_a_role_was_added_is_told_of_it_and_mended(
    admin: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """As every server was on which the ballot box got its role; here a later one, of this process alone."""
    later = f"zhijia_later_{os.getpid()}"
    for module in ("zhijia.site.postgres.provision", "zhijia.site.management.commands.provision"):
        monkeypatch.setattr(f"{module}.LOGIN_ROLES", (*LOGIN_ROLES, later))
    monkeypatch.setattr("zhijia.site.management.commands.provision.BOX", later)
    told = f"缺少角色 {later}：请用管理员连接地址再执行一次 zhijia provision"
    assert (check_roles(connection).weight, told in check_roles(connection).sentence) == (Weight.UNSAFE, True)
    with pytest.raises(CommandError, match=told):
        call_command("migrate", database="default")
    try:
        call_command("provision", admin, database=NAME)

        printed = capsys.readouterr().out
        assert f"ZHIJIA_BOX_URL=postgresql://{later}:" in printed
        assert "ZHIJIA_DATABASE_URL" not in printed  # whose password stays
        assert check_roles(connection).weight is Weight.GOOD
        call_command("provision", admin, database=NAME)
        assert "角色已存在，口令未变" in capsys.readouterr().out
    finally:
        with psycopg.connect(admin, autocommit=True) as server:
            server.execute(f"DROP ROLE IF EXISTS {later}")


def test_without_a_login_of_the_box_the_doctor_says_what_does_not_work() -> None:
    assert check_box_login("").sentence.startswith("没有设置 ZHIJIA_BOX_URL")
    assert check_box_login("postgresql://box@db/zhijia").weight is Weight.GOOD
