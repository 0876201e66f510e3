"""Casting by name, ordinary secret, hands and paper: one vote each, none after the close, none linked once it is closed."""

from collections.abc import Callable
from functools import partial

import pytest
from django.db import DatabaseError, connection, transaction

from zhijia.engines.ballots import polls
from zhijia.engines.ballots.content import Ballot
from zhijia.engines.ballots.models import Mode, NamedBallot, Poll, Turnout
from zhijia.engines.ballots.sheets import Counted, confirm_count, enter_count
from zhijia.engines.ballots.tests.modes import ELECTION, MOTION, Voting, voting
from zhijia.engines.ballots.tests.polling import at_once, owner_sees
from zhijia.engines.ballots.withdrawing import withdraw
from zhijia.lib.sentences import Refused
from zhijia.organisation.scopes import scoped
from zhijia.organisation.tests.factories import BUILDER, NOW, Figure, SmallCity
from zhijia.trail.models import Event

pytestmark = [pytest.mark.database, pytest.mark.django_db(transaction=True)]
YES, NO = Ballot({"1": "yes"}), Ballot({"1": "no"})
CASTING = [Mode.NAMED, Mode.ORDINARY]


def _told(act: Callable[[], object]) -> str:
    """What an act in its own transaction came to."""
    try:
        with transaction.atomic():
            act()
    except (Refused, DatabaseError) as error:
        return "closed" if "开始或者已经截止" in str(error) or "does not change" in str(error) else "refused"
    return "kept"


@pytest.mark.parametrize("mode", CASTING)
def test_of_three_casts_at_once_one_counts_and_after_the_close_the_database_refuses(
    city: SmallCity, mode: Mode
) -> None:
    with voting(city, mode, electors=10) as poll:
        triple = at_once([partial(_told, partial(poll.cast, poll.electors[0], YES))] * 3)
        casts = [partial(_told, partial(poll.cast, elector, YES)) for elector in poll.electors[1:]]
        raced = at_once([*casts[:5], poll.close, *casts[5:]])
        late = _told(partial(poll.cast, poll.electors[0], NO))
        outcome = poll.count()

    kept = [one for one in raced if one is not None]
    assert sorted(triple) == ["kept", "refused", "refused"]
    assert set(kept) <= {"kept", "closed"}
    assert late == "closed"
    assert outcome.counts[1].ballots == 1 + kept.count("kept")


def test_a_named_mark_is_seen_by_all_after_the_close_and_by_nobody_else_before(city: SmallCity) -> None:
    """Running totals before the close are mistake E-19; the desk records a roll-call and does not read it back."""
    with voting(city, Mode.NAMED) as poll:
        one, two, three, *_ = poll.electors
        poll.cast(one, YES)
        with pytest.raises(Refused, match="唱名由这次表决指定"):
            poll.cast(two, NO, actor=city.town_cadre.actor)
        poll.cast(two, NO, actor=poll.tellers[0].actor)

        def seen_by(figure: Figure) -> int:
            with scoped(figure.actor):
                return NamedBallot.objects.filter(question__poll=poll.poll).count()

        before = [seen_by(figure) for figure in (one, three, poll.tellers[0])]
        with pytest.raises(Refused, match="每人只投一次"):
            poll.cast(two, YES)
        with pytest.raises(Refused, match="唱名由这次表决指定"):
            poll.cast(poll.electors[3], YES, actor=three.actor)
        poll.close()
        after = [seen_by(figure) for figure in (three, city.town_cadre, city.stranger)]
        with scoped(BUILDER):
            said = dict(NamedBallot.objects.values_list("elector__name", "recorded_by"))

    assert (before, after) == ([1, 0, 0], [2, 2, 0])
    assert said[one.person.name] == ""
    assert said[two.person.name] == poll.tellers[0].actor.signature


def test_after_the_close_nothing_joins_an_ordinary_ballot_to_its_voter(city: SmallCity) -> None:
    with voting(city, Mode.ORDINARY, MOTION, ELECTION, electors=6) as poll:
        before = owner_sees("SELECT count(*) FROM trail_event")
        for n, elector in enumerate(reversed(poll.electors[1:])):
            poll.cast(elector, YES if n % 2 else NO, Ballot({"2": "yes"}, ("丁另选",) if n == 3 else ()))
        assert owner_sees("SELECT count(*) FROM trail_event") == before
        poll.close()
        box, number = f"ordinary_box.closed_{poll.poll.pk}", poll.poll.pk
        by_order = owner_sees(f"SELECT question, content FROM {box} ORDER BY ctid")
        writers = owner_sees(f"SELECT DISTINCT xmin::text FROM {box}")
        voters = owner_sees(
            f"SELECT count(*) FROM ordinary_box.voters_{number} v JOIN {box} b ON b.xmin::text = v.xmin::text"
        )
        outcome = poll.count()

    assert by_order == sorted(by_order)
    assert len(writers) == 1
    assert voters == [(0,)]
    assert owner_sees(f"SELECT count(*) FROM ballots_turnout t JOIN {box} b ON b.xmin::text = t.xmin::text") == [(0,)]
    in_heap = [one for (one,) in owner_sees("SELECT elector_id FROM ballots_turnout ORDER BY ctid")]
    assert in_heap == sorted(in_heap)
    columns = owner_sees(
        "SELECT DISTINCT data_type FROM information_schema.columns WHERE table_schema = 'ordinary_box'"
    )
    assert {kind for (kind,) in columns} == {"smallint", "text"}
    left = owner_sees("SELECT relname FROM pg_class WHERE relnamespace = 'ordinary_box'::regnamespace")
    assert {name for (name,) in left} == {f"closed_{number}"}
    assert outcome.counts[1].ballots == 5
    assert outcome.counts[2].write_ins == {"丁另选": 1}
    with scoped(poll.electors[0].actor):
        assert Turnout.objects.count() == 0
    with scoped(poll.electors[1].actor):
        assert Turnout.objects.count() == 1


def test_before_the_close_the_product_reads_no_ordinary_ballot_and_a_void_poll_leaves_none(city: SmallCity) -> None:
    with voting(city, Mode.ORDINARY) as poll:
        poll.cast(poll.electors[0], YES)
        with scoped(BUILDER), connection.cursor() as cursor, pytest.raises(DatabaseError, match="permission denied"):
            cursor.execute(f"SELECT content FROM ordinary_box.ballots_{poll.poll.pk}")
        with scoped(BUILDER):
            polls.void(poll.poll, actor=BUILDER, now=NOW)

    assert owner_sees("SELECT count(*) FROM pg_class WHERE relnamespace = 'ordinary_box'::regnamespace") == [(0,)]


@pytest.mark.parametrize("mode", CASTING)
def test_who_is_not_there_or_not_on_the_roll_or_marks_too_many_casts_nothing(city: SmallCity, mode: Mode) -> None:
    with voting(city, mode, ELECTION, electors=3, absent=1) as poll:
        with pytest.raises(Refused, match="签到"):
            poll.cast(poll.electors[2], YES)
        for wrong in (Ballot({"1": "yes", "2": "yes", "3": "yes"}), Ballot({"9": "yes"}), Ballot({"1": "maybe"})):
            with pytest.raises(Refused, match="对不上"):
                poll.cast(poll.electors[0], wrong)
        poll.close()
        outcome = poll.count()

    assert outcome.counts[1].ballots == 0
    assert (outcome.numbers.roll, outcome.numbers.present) == (3, 2)


def _sheet(poll: Voting, figure: Figure, yes: int, no: int, **papers: int) -> None:
    with scoped(figure.actor):
        question = Poll.objects.get(pk=poll.poll.pk).questions.select_related("poll").get()
        marks = {"1": {"yes": yes, "no": no, "abstain": 0}}
        enter_count(question, Counted(marks=marks, write_ins={}, **papers), actor=figure.actor, now=NOW)


def _confirm(poll: Voting, figure: Figure) -> None:
    with scoped(figure.actor):
        question = Poll.objects.get(pk=poll.poll.pk).questions.select_related("poll").get()
        confirm_count(question, question.sheet, actor=figure.actor, now=NOW)


def test_hands_are_counted_by_one_and_confirmed_by_another_and_are_not_more_than_people(city: SmallCity) -> None:
    """WC-019, WC-023: three of four raised their hands, more than half of all."""
    with voting(city, Mode.HANDS) as poll:
        one, two = poll.tellers
        with pytest.raises(Refused, match="多于实到4人"):
            _sheet(poll, one, 3, 2)
        with pytest.raises(Refused, match="指定的监票人"):
            _sheet(poll, poll.electors[0], 3, 1)
        _sheet(poll, one, 3, 1)
        with pytest.raises(Refused, match="不能核对自己"):
            _confirm(poll, one)
        poll.close()
        with pytest.raises(Refused, match="没有由第二人核对"):
            poll.count()
        _confirm(poll, two)
        with pytest.raises(Refused, match="不能再改"):
            _sheet(poll, one, 4, 0)
        outcome = poll.count()
        with scoped(BUILDER):
            kinds = Event.objects.filter(kind__startswith="ballots.count").order_by("pk").values_list("kind", flat=True)
            assert list(kinds) == ["ballots.count_entered", "ballots.count_confirmed"]

    assert outcome.verdicts[1].ruling == "passed"
    assert "赞成 3 ÷ 应到 4 = 75% > 1/2" in str(outcome.verdicts[1].sentences[1])


def test_papers_add_up_and_spoiled_ones_count_against(city: SmallCity) -> None:
    """WC-018, WC-023: two yes of four in office is exactly half and does not pass; the third paper was spoiled."""
    with voting(city, Mode.PAPER) as poll:
        for papers in (
            {"issued": 5, "returned": 3, "spoiled": 1},
            {"issued": 4, "returned": 3, "spoiled": 0},
            {"issued": 2, "returned": 3, "spoiled": 1},
        ):
            with pytest.raises(Refused):
                _sheet(poll, poll.tellers[0], 2, 0, **papers)
        poll.close()
        _sheet(poll, poll.tellers[0], 2, 0, issued=4, returned=3, spoiled=1)
        _confirm(poll, poll.tellers[1])
        outcome = poll.count()

    verdict = outcome.verdicts[1]
    assert (outcome.counts[1].valid, outcome.counts[1].invalid) == (2, 1)
    assert verdict.ruling == "failed"
    assert "赞成 2 ÷ 应到 4 = 50% = 1/2，恰好等于1/2，没有超过，不通过" in str(verdict.sentences[1])


def test_a_candidate_who_withdrew_is_not_elected_and_votes_for_her_are_still_counted(city: SmallCity) -> None:
    with voting(city, Mode.NAMED, ELECTION, electors=3) as poll:
        with scoped(city.town_cadre.actor):
            question = Poll.objects.get(pk=poll.poll.pk).questions.get()
            withdraw(question, "1", reason="本人书面退出", actor=city.town_cadre.actor, now=NOW)
        for elector in poll.electors:
            poll.cast(elector, Ballot({"1": "yes", "2": "yes"}))
        poll.close()
        outcome = poll.count()

    assert outcome.counts[1].marks["1"]["yes"] == 3
    assert outcome.verdicts[1].elected == ("乙建国",)
    assert outcome.verdicts[1].open_seats == 1
