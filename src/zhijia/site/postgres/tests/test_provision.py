"""Roles, database and grants on any server: made once, checked ever after."""

import os
from collections.abc import Iterator

import psycopg
import pytest
from psycopg.conninfo import make_conninfo

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
