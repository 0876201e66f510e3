"""The verifiable secret ballot from the faults of others: one vote each, none lost, none after the close, none linked."""

import json
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

import psycopg
import pytest
from django.db import DatabaseError, connections, transaction

from zhijia.engines.ballots.box.door import read_paper, row_of
from zhijia.engines.ballots.box.slot import Line, Slot, Waiting, put_in_together
from zhijia.engines.ballots.content import Ballot, write_ballot
from zhijia.engines.ballots.issuing import TookAnother
from zhijia.engines.ballots.models import Elector, Issuance, QuestionCount
from zhijia.engines.ballots.protocol import receipt_text
from zhijia.engines.ballots.tests.polling import (
    ELECTION,
    MOTION,
    Polling,
    at_once,
    box_conninfo,
    is_receipt,
    owner_sees,
    polling,
)
from zhijia.engines.ballots.voter import Phone
from zhijia.lib.sentences import Refused
from zhijia.organisation.scopes import scoped
from zhijia.organisation.tests.factories import BUILDER, SmallCity
from zhijia.trail.models import Event

pytestmark = [pytest.mark.database, pytest.mark.django_db(transaction=True)]
YES = write_ballot(Ballot({"1": "yes"}))


@pytest.fixture
def poll(city: SmallCity, tmp_path: Path) -> Iterator[Polling]:
    with polling(city, tmp_path, MOTION, ELECTION) as opened:
        yield opened


def test_a_ticket_asked_for_three_times_at_once_is_one_ticket_and_one_event(poll: Polling) -> None:
    elector, phone = poll.electors[0], Phone(poll.manifest)
    phone.blinded(1)

    answers = at_once([lambda: poll.ask(elector, phone, 1)] * 3)

    assert answers[0] == answers[1] == answers[2]
    with scoped(BUILDER):
        assert Issuance.objects.count() == 1
        assert Event.objects.filter(kind="ballots.tickets_taken").count() == 1


def test_of_three_different_tickets_of_one_elector_at_once_one_is_stamped(poll: Polling) -> None:
    elector = poll.electors[0]
    phones = [Phone(poll.manifest) for _ in range(3)]

    answers = at_once([partial(poll.ask, elector, phone, 1) for phone in phones])

    assert sum(isinstance(answer, TookAnother) for answer in answers) == 2
    with scoped(BUILDER):
        assert Issuance.objects.count() == 1


def test_a_ballot_cast_three_times_at_once_is_in_the_box_once(poll: Polling) -> None:
    body = poll.take(poll.electors[0], 1).paper(1, YES)

    answers = at_once([lambda: poll.put_in(body)] * 3)

    assert [status for status, _answer in answers] == [200] * 3
    (receipt,) = {bytes.fromhex(answer["receipt"]) for _status, answer in answers}
    paper, key = read_paper(body), bytes.fromhex(json.loads(poll.manifest)["receipt_key"])
    kept = receipt_text(paper.poll, 1, paper.ticket.serial, paper.sealed)
    other = receipt_text(paper.poll, 2, paper.ticket.serial, paper.sealed)
    assert (is_receipt(key, kept, receipt), is_receipt(key, other, receipt)) == (True, False)
    poll.close()
    assert owner_sees(f"SELECT count(*) FROM ballot_box.closed_{poll.poll.pk}") == [(1,)]


def test_ballots_that_come_together_are_one_transaction_and_each_is_answered_for_itself(poll: Polling) -> None:
    one, two = (poll.take(elector, 1) for elector in poll.electors[:2])
    no = write_ballot(Ballot({"1": "no"}))
    first = one.paper(1, YES)
    bodies = [first, first, one.paper(1, no), two.paper(1, YES)]
    together = [Waiting(poll.poll.pk, row_of(read_paper(body))) for body in bodies]
    line = Line(box_conninfo())

    put_in_together(line, poll.poll.pk, together)
    put_in_together(line, poll.poll.pk, again := [Waiting(poll.poll.pk, together[3].row)])
    line.close()

    box = owner_sees(f"SELECT sealed, xmin::text FROM ballot_box.ballots_{poll.poll.pk}")
    kept = {bytes(sealed) for sealed, _writer in box}
    assert (len(box), len({writer for _sealed, writer in box})) == (2, 1)
    for waiting in [*together, *again]:
        assert waiting.answer.result() == ("kept" if waiting.row[-1] in kept else "taken")
    nobody = Slot("host=127.0.0.1 port=1")
    for outcome in at_once([lambda: _error_of(nobody, together[0].row)] * 3):
        assert isinstance(outcome, psycopg.OperationalError)
    nobody.close()


def _error_of(slot: Slot, row: tuple[Any, ...]) -> psycopg.Error | None:
    try:
        slot.put_in(1, row)
    except psycopg.Error as error:
        return error
    return None


def test_a_second_ballot_with_the_same_ticket_is_refused_and_the_first_counts(poll: Polling) -> None:
    phone = poll.take(poll.electors[0], 1)
    poll.put_in(phone.paper(1, YES))

    status, answer = poll.put_in(phone.paper(1, write_ballot(Ballot({"1": "no"}))))

    assert (status, answer["answer"]) == (409, "taken")


def _status_of(poll: Polling, body: bytes) -> int:
    return poll.put_in(body)[0]


def test_of_ballots_that_race_the_close_those_are_in_the_box_that_were_answered_so(
    city: SmallCity, tmp_path: Path
) -> None:
    with polling(city, tmp_path, MOTION, electors=24) as poll:
        bodies = [poll.take(elector, 1).paper(1, YES) for elector in poll.electors]

        casts = [partial(_status_of, poll, body) for body in bodies]
        statuses = at_once([*casts[:12], poll.close, *casts[12:]])

        kept = [status for status in statuses if status == 200]
        assert set(statuses) - {None} <= {200, 410}
        assert owner_sees(f"SELECT count(*) FROM ballot_box.closed_{poll.poll.pk}") == [(len(kept),)]
        assert poll.put_in(bodies[0])[0] == 410


def test_what_was_forged_replayed_or_cut_short_never_enters_the_box(poll: Polling) -> None:
    one, two = (poll.take(elector, 1, 2) for elector in poll.electors[:2])
    paper, other = json.loads(one.paper(1, YES)), json.loads(two.paper(1, YES))
    elsewhere = {**paper, "question": 2, "sealed": json.loads(one.paper(2, YES))["sealed"]}
    cases: dict[int, list[Any]] = {
        403: [
            {**paper, "a": other["a"]},
            {**paper, "a": paper["b"], "b": paper["a"]},
            {**paper, "serial": "00" * 32},
            {**paper, "serial": paper["serial"][:-2]},
            elsewhere,
        ],
        400: [
            {**paper, "sealed": paper["sealed"][:-2]},
            {**paper, "sealed": "zz"},
            {**paper, "a": paper["a"][0]},
            {key: value for key, value in paper.items() if key != "serial"},
            [],
        ],
        404: [{**paper, "poll": "00" * 32}, {**paper, "question": 9}],
    }

    for expected, bodies in cases.items():
        for body in bodies:
            assert poll.put_in(json.dumps(body).encode())[0] == expected, body
    assert poll.put_in(b"")[0] == 400
    assert owner_sees(f"SELECT count(*) FROM ballot_box.ballots_{poll.poll.pk}") == [(0,)]


def test_a_copy_of_somebody_elses_sealed_ballot_counts_for_nobody(poll: Polling) -> None:
    one, two = (poll.take(elector, 1) for elector in poll.electors[:2])
    mine, theirs = json.loads(one.paper(1, YES)), one.paper(1, YES)
    copied = {**json.loads(two.paper(1, YES)), "sealed": mine["sealed"]}
    poll.put_in(theirs)
    poll.put_in(json.dumps(copied).encode())
    poll.close()
    poll.reveal(1, 2)
    poll.count()

    with scoped(BUILDER):
        counted = QuestionCount.objects.get(question__number=1)

    assert (counted.valid, counted.invalid) == (1, 1)


def test_after_freezing_the_database_refuses_another_roll_question_key_or_end(poll: Polling) -> None:
    number = poll.poll.pk
    attempts = [
        f"DELETE FROM ballots_elector WHERE poll_id = {number} AND number = 4",
        f"UPDATE ballots_elector SET name = '别人' WHERE poll_id = {number}",
        'INSERT INTO ballots_elector (poll_id, number, person_id, name, "group", salt, path)'
        f" SELECT {number}, 99, {poll.scrutineers[0].person.pk}, '别人', '', '\\x00', ''",
        f"UPDATE ballots_question SET title = '另一件事' WHERE poll_id = {number}",
        f"UPDATE ballots_poll SET manifest = '{{}}' WHERE id = {number}",
        f"UPDATE ballots_poll SET closes_at = closes_at + interval '1 hour' WHERE id = {number}",
        f"UPDATE ballots_poll SET state = 'counted' WHERE id = {number}",
        f"UPDATE ballots_scrutineer SET point = '\\x04' WHERE poll_id = {number}",
        f"UPDATE ballots_scrutineer SET revealed = '\\x04' WHERE poll_id = {number}",
        f"SELECT ballot_box.close({number})",
    ]

    for attempt in attempts:
        with pytest.raises(DatabaseError, match=r"frozen|change|go from|decision|not closed"):
            owner_sees(attempt + ("" if attempt.startswith("SELECT") else " RETURNING 1"))
    with transaction.atomic(using="owner"):
        owner_sees("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        with pytest.raises(DatabaseError, match="sees the past"):
            owner_sees(attempts[-1])
        transaction.set_rollback(True, using="owner")


def test_after_the_close_nothing_in_the_database_joins_a_ballot_to_an_elector(poll: Polling) -> None:
    for elector in poll.electors:
        poll.vote(elector, 1, {"1": "yes"})
    during = owner_sees("SELECT kind FROM trail_event WHERE kind LIKE 'ballot%'")
    poll.close()
    box = f"ballot_box.closed_{poll.poll.pk}"

    assert owner_sees(f"SELECT count(DISTINCT xmin::text), count(*) FROM {box}") == [(1, 4)]
    assert owner_sees(f"SELECT count(*) FROM {box} b JOIN ballots_issuance i ON i.xmin::text = b.xmin::text") == [(0,)]
    assert owner_sees(
        f"SELECT count(*) FROM ballots_issuance i JOIN {box} b"
        " ON b.serial IN (i.blinded_a, i.blinded_b) OR b.stamp_a = i.stamped_a OR b.stamp_b = i.stamped_b"
    ) == [(0,)]
    in_heap = owner_sees(f"SELECT serial FROM {box} ORDER BY ctid")
    assert [bytes(serial) for (serial,) in in_heap] == sorted(bytes(serial) for (serial,) in in_heap)
    left = owner_sees(
        "SELECT relname FROM pg_class WHERE relnamespace = 'ballot_box'::regnamespace AND relkind IN ('r','S')"
    )
    assert {name for (name,) in left} == {"poll", f"closed_{poll.poll.pk}"}
    columns = owner_sees(
        "SELECT DISTINCT data_type FROM information_schema.columns WHERE table_schema = 'ballot_box'"
        " AND table_name <> 'poll'"
    )
    assert {kind for (kind,) in columns} == {"smallint", "bytea"}
    assert {kind for (kind,) in during} == {"ballots.key_made", "ballots.tickets_taken"}


def test_the_box_may_only_put_in_and_the_product_sees_no_ballot_before_the_close(poll: Polling) -> None:
    poll.vote(poll.electors[0], 1, {"1": "yes"})
    table = f"ballot_box.ballots_{poll.poll.pk}"

    with psycopg.connect(box_conninfo(), autocommit=True) as box:
        for query in (
            f"SELECT * FROM {table}",
            f"DELETE FROM {table}",
            "SELECT * FROM public.ballots_elector",
            "SELECT * FROM public.trail_event",
            f"SELECT ballot_box.close({poll.poll.pk})",
        ):
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                box.execute(query)
    with scoped(BUILDER), pytest.raises(DatabaseError, match="permission denied"):
        connections["default"].cursor().execute(f"SELECT * FROM {table}")


def test_a_network_that_drops_between_ticket_and_ballot_loses_nothing(poll: Polling) -> None:
    elector, phone = poll.electors[0], poll.phone(poll.electors[0])
    lost = poll.ask(elector, phone, 1)
    again = poll.ask(elector, phone, 1)
    phone.receive(1, again[0].stamps)
    body = phone.paper(1, YES)
    first, second = poll.put_in(body), poll.put_in(body)

    assert lost == again
    assert first == second == (200, first[1])
    poll.close()
    assert owner_sees(f"SELECT count(*) FROM ballot_box.closed_{poll.poll.pk}") == [(1,)]


def test_after_a_power_cut_the_presidium_extends_and_nobody_gets_a_second_ticket(
    city: SmallCity, tmp_path: Path
) -> None:
    """The end has passed by the clock of the machine: ballots wait, tickets stay, another phone gets none."""
    with polling(city, tmp_path, MOTION, hours=1) as poll:
        elector = poll.electors[0]
        body = poll.take(elector, 1).paper(1, YES)
        before = poll.put_in(body)[0]

        poll.extend(hours=10**5, reason="投票时停电四十分钟，主席团决定延长")
        poll.box.close()

        assert before == 410
        assert poll.put_in(body)[0] == 200
        with pytest.raises(TookAnother, match="不能补发"):
            poll.ask(elector, Phone(poll.manifest), 1)
        with scoped(BUILDER):
            assert Event.objects.filter(kind="ballots.extended").count() == 1


def test_who_is_not_on_the_roll_or_not_there_takes_no_ticket(poll: Polling) -> None:
    with pytest.raises(Refused, match="名册"):
        poll.ask(poll.scrutineers[0], Phone(poll.manifest), 1)
    with connections["owner"].cursor() as cursor:
        cursor.execute("DELETE FROM ballots_presence")
    with pytest.raises(Refused, match="签到"):
        poll.ask(poll.electors[0], Phone(poll.manifest), 1)
    with scoped(BUILDER):
        question, elector = poll.poll.questions.get(number=1), Elector.objects.get(poll=poll.poll, number=1)
        empty = dict.fromkeys(("blinded_a", "blinded_b", "stamped_a", "stamped_b"), b"")
        with pytest.raises(DatabaseError, match="no ticket"):
            Issuance.objects.create(question=question, elector=elector, **empty)
