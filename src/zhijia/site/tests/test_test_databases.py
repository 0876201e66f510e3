"""The tests' own ground: whom they connect as, and that nothing of a test is left for the next."""

import threading
from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest
from django.contrib.auth.models import Group
from django.db import connection, connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.utils import ProgrammingError

from zhijia.site.testing.databases import TestDatabases

pytestmark = pytest.mark.database


def _current_role() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_user")
        return str(cursor.fetchone()[0])


def test_a_test_connects_as_the_application_role(db: None) -> None:
    assert _current_role() == "zhijia_app"


def test_the_application_role_owns_nothing_and_is_no_superuser(db: None) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_class WHERE pg_get_userbyid(relowner) = 'zhijia_app'")
        owned = cursor.fetchone()[0]
        cursor.execute("SELECT rolsuper OR rolbypassrls OR rolcreaterole FROM pg_roles WHERE rolname = 'zhijia_app'")
        is_privileged = cursor.fetchone()[0]

    assert owned == 0
    assert is_privileged is False


def test_the_application_role_may_not_change_the_schema(db: None) -> None:
    with pytest.raises(ProgrammingError, match="permission denied"), connection.cursor() as cursor:
        cursor.execute("CREATE TABLE public.smuggled (id bigint)")


@pytest.mark.parametrize("attempt", [1, 2])
def test_rows_of_a_rolled_back_test_do_not_reach_the_next(db: None, attempt: int) -> None:
    assert not Group.objects.filter(name="visitor").exists()

    Group.objects.create(name="visitor")


@pytest.mark.parametrize("attempt", [1, 2])
def test_committed_rows_of_a_transactional_test_do_not_reach_the_next(transactional_db: None, attempt: int) -> None:
    assert not Group.objects.filter(name="visitor").exists()

    Group.objects.create(name="visitor")


def test_another_thread_sees_what_a_transactional_test_committed(transactional_db: None) -> None:
    Group.objects.create(name="visitor")
    seen: list[int] = []

    def count_in_thread() -> None:
        seen.append(Group.objects.filter(name="visitor").count())
        connections.close_all()

    thread = threading.Thread(target=count_in_thread)
    thread.start()
    thread.join()

    assert seen == [1]


def test_a_session_that_a_test_left_open_hinders_no_copy(
    transactional_db: None, django_db_setup: TestDatabases
) -> None:
    Group.objects.create(name="visitor")
    left = connection.copy()
    left.ensure_connection()

    with django_db_setup.copy(of=django_db_setup.in_use):
        assert Group.objects.filter(name="visitor").exists()
    assert not left.is_usable()
    left.close()


def test_the_owner_may_alter_the_copy(owner_connection: BaseDatabaseWrapper) -> None:
    with owner_connection.cursor() as cursor:
        cursor.execute("CREATE TABLE public.sketch (id bigint)")
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO public.sketch VALUES (1)")
        cursor.execute("SELECT count(*) FROM public.sketch")

        assert cursor.fetchone() == (1,)


def test_acting_as_another_role_ends_with_the_block(acting_as: Callable[[str], AbstractContextManager[None]]) -> None:
    with acting_as("batch"):
        inside = _current_role()

    assert inside == "zhijia_batch"
    assert _current_role() == "zhijia_app"


def test_acting_as_another_role_ends_after_an_error(acting_as: Callable[[str], AbstractContextManager[None]]) -> None:
    with pytest.raises(ProgrammingError), acting_as("owner"), connection.cursor() as cursor:
        cursor.execute("SELECT * FROM no_such_table")

    assert _current_role() == "zhijia_app"


def test_membership_for_tests_gives_no_rights_without_asking(db: None) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_has_role('zhijia_app', 'zhijia_owner', 'USAGE')")

        assert cursor.fetchone() == (False,)


def test_a_rolled_back_test_may_not_use_the_owner(db: None) -> None:
    with pytest.raises(AssertionError, match="not allowed"):
        connections["owner"].ensure_connection()
