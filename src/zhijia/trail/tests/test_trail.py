"""The log: written once, never changed, numbered without a gap, delivered in order."""

from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from dataclasses import replace

import pytest
from django.db import connection, connections, transaction
from django.db.utils import DatabaseError, ProgrammingError

from zhijia.organisation.scopes import NOBODY, scoped
from zhijia.trail.alike import Alike, Subjects, record_alike
from zhijia.trail.canonical import PARTS, Head, commit, event_hash, salts_by_part, text_of, words_of
from zhijia.trail.kinds import UnknownEventKind, declare_event, get_kind
from zhijia.trail.models import Event, EventNumber, Subscription
from zhijia.trail.numbering import number_settled
from zhijia.trail.record import Doer, record, record_all
from zhijia.trail.subscribers import deliver, subscribe
from zhijia.trail.tests.notes import KIND, NOW, an_event, number_all

pytestmark = pytest.mark.database
ActingAs = Callable[[str], AbstractContextManager[None]]


def test_an_undeclared_kind_is_refused(db: None) -> None:
    with pytest.raises(UnknownEventKind):
        record(replace(an_event(), kind="tests.never_declared"))


def test_a_kind_has_one_label() -> None:
    assert declare_event(KIND.code, KIND.label) == get_kind(KIND.code)
    with pytest.raises(ValueError, match="declared twice"):
        declare_event(KIND.code, "另一种说法")


def test_ids_come_back_in_the_order_given_over_many_chunks(db: None, acting_as: ActingAs) -> None:
    ids = record_all(an_event(n=n) for n in range(2500))

    with acting_as("batch"):
        stored = dict(Event.objects.filter(pk__in=ids).values_list("pk", "data"))
    assert [stored[pk]["n"] for pk in ids] == list(range(2500))


def test_acts_written_alike_are_those_that_one_would_have_written_by_itself(db: None, acting_as: ActingAs) -> None:
    """Hash and words, also of what JSON or the way to the server could take for a sign of its own."""
    labels = ["甲某", 'a"b\\c', "50%s\x1f,", "", "𠮷\n"]
    alike = Alike(KIND, NOW, Doer(1, "陈%干事", None, "办公室"), "tests.thing")
    data = [{"n": n, "label": label} for n, label in enumerate(labels)]
    subjects = Subjects(range(len(labels)), labels, [text_of(kept).decode() for kept in data])

    ids = record_alike(alike, subjects)

    with acting_as("batch"):
        stored = list(Event.objects.select_related("salt").filter(pk__in=ids).order_by("pk"))
    assert [(event.subject_id, event.subject_label, event.data) for event in stored] == list(
        zip(range(len(labels)), labels, data, strict=True)
    )
    for event in stored:
        salts = salts_by_part(bytes(event.salt.salts))
        values = words_of(event.actor_label, event.post_label, event.subject_label, event.data)
        parts = {part: commit(salts[part], value) for part, value in zip(PARTS, values, strict=True)}
        head = Head(event.pk, KIND.code, NOW, 1, None, "tests.thing", event.subject_id, "", "")
        assert bytes(event.hash) == event_hash(head, parts)


@pytest.mark.parametrize("statement", ["UPDATE trail_event SET kind = 'x'", "DELETE FROM trail_event"])
@pytest.mark.parametrize("role", ["app", "batch", "owner"])
def test_no_role_changes_or_removes_an_event(db: None, acting_as: ActingAs, statement: str, role: str) -> None:
    record(an_event())

    with pytest.raises((ProgrammingError, DatabaseError)), transaction.atomic(), _as_role(role, acting_as):
        _execute(statement)


def test_an_event_is_invisible_to_whoever_does_not_see_its_subject(db: None) -> None:
    record(an_event())

    with scoped(NOBODY):
        assert not Event.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_numbers_have_no_gap_although_ids_have() -> None:
    record_all([an_event(n=1)])
    with transaction.atomic():
        record(an_event(n=2))
        transaction.set_rollback(True)
    record_all([an_event(n=3)])

    counts = [number_all(), number_settled(using="batch")]

    rows = list(EventNumber.objects.using("batch").order_by("seq").values_list("seq", "event_id"))
    assert counts == [2, 0]
    assert [seq for seq, _event in rows] == [1, 2]
    assert rows[1][1] - rows[0][1] > 1


@pytest.mark.django_db(transaction=True)
def test_numbering_goes_on_after_a_limit() -> None:
    record_all(an_event(n=n) for n in range(5))

    assert [number_settled(using="batch", limit=2) for _ in range(4)] == [2, 2, 1, 0]


@pytest.mark.django_db(transaction=True)
def test_rows_from_before_a_restore_are_settled_although_their_transactions_are_still_to_come() -> None:
    record_all(an_event(n=n) for n in range(3))
    with connections["owner"].cursor() as cursor:
        cursor.execute("ALTER TABLE trail_event DISABLE TRIGGER USER")
        cursor.execute("UPDATE trail_event SET xid = '1000000000000'")
        cursor.execute("ALTER TABLE trail_event ENABLE TRIGGER USER")
    record(an_event(n=3))

    assert [number_all(), number_settled(using="batch")] == [4, 0]


@pytest.mark.django_db(transaction=True)
def test_an_event_is_not_numbered_within_the_transaction_that_wrote_it() -> None:
    with transaction.atomic(using="batch"), connections["batch"].cursor() as cursor:
        cursor.execute(
            "INSERT INTO trail_event (kind, at, actor_label, post_label, subject_type, subject_id, subject_label, from_state,"
            " to_state, data, hash) VALUES ('x', now(), '', '', 'x', 1, '', '', '', '{}', '')"
        )
        inside = number_settled(using="batch")

    assert [inside, number_all()] == [0, 1]


@pytest.mark.django_db(transaction=True)
def test_subscribers_get_their_kinds_in_order_and_each_once() -> None:
    got: list[int] = []

    @subscribe("tests.reader", KIND.code)
    def read(event: Event) -> None:
        got.append(event.data["n"])

    record_all(an_event(n=n) for n in range(3))
    number_all()

    assert [deliver(using="batch") for _ in range(2)] == [3, 0]
    assert got == [0, 1, 2]


@pytest.mark.django_db(transaction=True)
def test_a_subscriber_that_fails_gets_the_event_again() -> None:
    tries: list[int] = []

    @subscribe("tests.reader", KIND.code)
    def stumble_once(event: Event) -> None:
        tries.append(event.pk)
        if len(tries) == 1:
            raise RuntimeError("stumbled")

    record(an_event())
    number_all()

    with pytest.raises(ExceptionGroup, match="subscribers failed"):
        deliver(using="batch")
    assert deliver(using="batch") == 1
    assert len(tries) == 2


@pytest.mark.django_db(transaction=True)
def test_one_failing_subscriber_does_not_hold_up_the_others() -> None:
    got: list[int] = []

    @subscribe("tests.broken", KIND.code)
    def fail(event: Event) -> None:
        raise RuntimeError("broken")

    @subscribe("tests.reader", KIND.code)
    def read(event: Event) -> None:
        got.append(event.pk)

    record(an_event())
    number_all()

    with pytest.raises(ExceptionGroup, match="subscribers failed"):
        deliver(using="batch")
    assert len(got) == 1
    assert Subscription.objects.using("batch").get(pk="tests.reader").last_seq == 1


def _as_role(role: str, acting_as: ActingAs) -> AbstractContextManager[None]:
    return nullcontext() if role == "app" else acting_as(role)


def _execute(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement)
