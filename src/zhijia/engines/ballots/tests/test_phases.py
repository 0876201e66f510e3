"""What the database itself refuses to the product, in every mode: another roll, and anything once a poll is closed."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from pathlib import Path

import psycopg
import pytest
from django.db import DatabaseError, connection, transaction

from zhijia.engines.ballots import polls
from zhijia.engines.ballots.casting import cast_named, cast_secret
from zhijia.engines.ballots.content import Ballot, write_ballot
from zhijia.engines.ballots.models import Mode, Poll
from zhijia.engines.ballots.tests.modes import ELECTION, Voting, voting
from zhijia.engines.ballots.tests.polling import MOTION, box_conninfo, owner_sees, polling
from zhijia.engines.ballots.withdrawing import withdraw
from zhijia.lib.sentences import Refused
from zhijia.organisation.models import Employment
from zhijia.organisation.scopes import scoped
from zhijia.organisation.tests.factories import BUILDER, NOW, TODAY, SmallCity
from zhijia.trail.models import Event

pytestmark = [pytest.mark.database, pytest.mark.django_db(transaction=True)]
YES = Ballot({"1": "yes"})
OTHER_MODES = [Mode.NAMED, Mode.ORDINARY, Mode.HANDS, Mode.PAPER]
ON_FROZEN = {
    "delete": "DELETE FROM ballots_elector WHERE poll_id = %(poll)s",
    "rename": "UPDATE ballots_elector SET name = '别人' WHERE poll_id = %(poll)s",
    "add": (
        'INSERT INTO ballots_elector (poll_id, number, person_id, name, "group", salt, path)'
        " SELECT poll_id, 99, %(stranger)s, '别人', '', salt, '' FROM ballots_elector WHERE id = %(elector)s"
    ),
    "question": "UPDATE ballots_question SET title = '另一件事' WHERE poll_id = %(poll)s",
    "end": "UPDATE ballots_poll SET closes_at = closes_at + interval '1 hour' WHERE id = %(poll)s",
    "text": "UPDATE ballots_poll SET manifest = '{}' WHERE id = %(poll)s",
}
ON_CLOSED = {
    "open again": "UPDATE ballots_poll SET state = 'open' WHERE id = %(poll)s",
    "come": "INSERT INTO ballots_presence (elector_id, came_at, path) VALUES (%(absent)s, now(), '')",
    "extend": (
        "INSERT INTO ballots_extension (poll_id, old_at, new_at, reason, decided_at, decided_by, path)"
        " SELECT id, closes_at, closes_at + interval '1 hour', '补投', now(), '某人', '' FROM ballots_poll WHERE id = %(poll)s"
    ),
    "withdraw": (
        "INSERT INTO ballots_withdrawal (question_id, code, reason, decided_at, decided_by, path)"
        " VALUES (%(question)s, '2', '退出', now(), '某人', '')"
    ),
    "name": (
        "INSERT INTO ballots_namedballot (question_id, elector_id, content, cast_at, recorded_by, path)"
        """ VALUES (%(question)s, %(elector)s, '{"m": {"1": "yes"}, "w": []}', now(), '', '')"""
    ),
    "ticket": (
        "INSERT INTO ballots_issuance (question_id, elector_id, blinded_a, blinded_b, stamped_a, stamped_b, path)"
        " VALUES (%(question)s, %(elector)s, '', '', '', '', '')"
    ),
}


def _accepted(attempts: Mapping[str, str], values: Mapping[str, int]) -> Sequence[str]:
    """Which of these the database does to whoever may do most in the product."""
    done = []
    for name, attempt in attempts.items():
        try:
            with scoped(BUILDER), transaction.atomic(), connection.cursor() as cursor:
                cursor.execute(attempt, values)
                if cursor.rowcount:
                    done.append(name)
        except DatabaseError as error:
            if not isinstance(error.__cause__, psycopg.errors.CheckViolation | psycopg.errors.InsufficientPrivilege):
                raise
    return done


def _values(poll: Voting, city: SmallCity) -> dict[str, int]:
    with scoped(BUILDER):
        present, absent = poll.line(poll.electors[0]).pk, poll.line(poll.electors[-1]).pk
        question = poll.poll.questions.get().pk
    return {
        "poll": poll.poll.pk,
        "question": question,
        "elector": present,
        "absent": absent,
        "stranger": city.stranger.person.pk,
    }


@pytest.mark.parametrize("mode", OTHER_MODES)
def test_a_frozen_roll_and_a_closed_phase_stand_against_the_product_itself(city: SmallCity, mode: Mode) -> None:
    with voting(city, mode, ELECTION, electors=3, absent=1) as poll:
        values = _values(poll, city)
        assert _accepted(ON_FROZEN, values) == []
        with pytest.raises(DatabaseError):
            owner_sees(ON_FROZEN["delete"] % values)
        poll.close()
        assert _accepted({**ON_FROZEN, **ON_CLOSED}, values) == []
        if mode == Mode.ORDINARY:
            with pytest.raises(Refused, match="已经截止"):
                poll.cast(poll.electors[0], YES)
        with scoped(city.town_cadre.actor), pytest.raises(Refused, match="截止以前退出"):
            withdraw(Poll.objects.get(pk=poll.poll.pk).questions.get(), "1", reason="反悔", actor=BUILDER, now=NOW)


@pytest.mark.parametrize("mode", OTHER_MODES)
def test_after_the_end_only_a_recorded_decision_lets_anybody_vote(city: SmallCity, mode: Mode) -> None:
    """A power cut: the end has passed, what was cast stays, the presidium extends with its reason; never to an earlier hour."""
    later = NOW + timedelta(hours=2)
    with voting(city, mode, electors=3, hours=1) as poll:
        casts = mode in {Mode.NAMED, Mode.ORDINARY}
        if casts:
            with pytest.raises(Refused, match="已经截止"):
                _cast_at(poll, later)
        with scoped(BUILDER):
            for until in (NOW, NOW + timedelta(hours=1)):
                with pytest.raises(Refused, match="应晚于原来"):
                    polls.extend(poll.poll, until, reason="停电", actor=BUILDER, now=later)
            until = NOW + timedelta(hours=10**5)
            polls.extend(poll.poll, until, reason="停电四十分钟，主席团决定延长", actor=BUILDER, now=later)
            (event,) = Event.objects.filter(kind="ballots.extended")
        assert event.data["reason"].startswith("停电")
        if casts:
            _cast_at(poll, later)
        poll.close()
        with scoped(BUILDER), pytest.raises(Refused, match="只有投票中的表决可以延长"):
            polls.extend(poll.poll, until + timedelta(hours=1), reason="再延", actor=BUILDER, now=later)
        if casts:
            assert poll.count().counts[1].ballots == 1


def _cast_at(poll: Voting, moment: object) -> None:
    elector = poll.electors[0]
    with scoped(elector.actor):
        held, line = Poll.objects.get(pk=poll.poll.pk), poll.line(elector)
        if poll.poll.mode == Mode.NAMED:
            cast_named(held, line, {1: YES}, actor=elector.actor, now=moment)  # type: ignore[arg-type]
        else:
            cast_secret(held, {1: YES})


@pytest.mark.parametrize("mode", [Mode.NAMED, Mode.ORDINARY])
def test_who_leaves_after_the_roll_is_frozen_stays_in_the_number_that_a_majority_is_of(
    city: SmallCity, mode: Mode
) -> None:
    """WC-019: two yes of four in office are exactly half, whoever of the other two has gone home or left the firm."""
    with voting(city, mode, electors=4) as poll:
        poll.vote("++")
        with scoped(BUILDER):
            ended = Employment.objects.filter(person=poll.electors[3].person).update(to_on=TODAY)
        assert ended == 1
        poll.close()
        outcome = poll.count()

    assert (outcome.numbers.roll, outcome.numbers.present, outcome.counts[1].ballots) == (4, 4, 2)
    assert outcome.verdicts[1].ruling == "failed"


def test_a_box_whose_connection_died_takes_the_next_ballot_and_the_same_again(city: SmallCity, tmp_path: Path) -> None:
    """The database was started anew: who sends her ballot once more, because no answer came, has voted once."""
    with polling(city, tmp_path, MOTION, electors=2) as poll:
        papers = [poll.take(elector, 1).paper(1, write_ballot(YES)) for elector in poll.electors]
        first = poll.put_in(papers[0])
        with psycopg.connect(box_conninfo(), autocommit=True) as other:
            other.execute(
                "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity"
                " WHERE usename = current_user AND pid <> pg_backend_pid()"
            )
        assert poll.put_in(papers[0]) == first
        assert poll.put_in(papers[1])[0] == 200
        poll.close()
    assert owner_sees(f"SELECT count(*) FROM ballot_box.closed_{poll.poll.pk}") == [(2,)]
