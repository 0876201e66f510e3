"""The numbers of congresses (bargaining-congress B10): what they say of known stories, and that they always equal their lists."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

import pytest
from django.db import transaction
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from zhijia.engines.cases.models import CaseFinding, Clock
from zhijia.engines.indicators.day import on_day
from zhijia.engines.indicators.definitions import OF_UNION_YEAR
from zhijia.engines.indicators.reading import Place, read_many
from zhijia.engines.indicators.rollup import drain
from zhijia.engines.indicators.tests.agreement import (
    ActAs,
    assert_numbers_are_lists,
    assert_rebuilding_changes_nothing,
    codes_of,
)
from zhijia.engines.issues.models import Issue
from zhijia.law.resolver import all_parameters
from zhijia.lib.shanghai import end_of_day, start_of_day
from zhijia.organisation.models import Enterprise
from zhijia.organisation.scopes import scoped
from zhijia.organisation.tests.factories import BUILDER, SmallCity, build_small_city
from zhijia.services.congress.indicators.findings import BROKEN, code_of
from zhijia.services.congress.proposals.models import Proposal, ProposalReply
from zhijia.services.congress.sessions.models import CongressSession
from zhijia.services.congress.terms.models import CongressTerm, ElectionUnit
from zhijia.services.congress.terms.opening import NewTerm, open_term
from zhijia.services.congress.tests.story import Story, open_story
from zhijia.services.congress.tests.test_proposals import NIGHT, WHO, Chamber
from zhijia.services.congress.tests.test_sessions import (
    ballots,
    call_session,
    delivered,
    item_of,
    opened,
    staff_meeting,
)
from zhijia.site.testing.effort import examples

FIRST = date(2026, 11, 16)


def numbers(city: SmallCity, day: str, *codes: str) -> dict[str, tuple[int, int | None]]:
    with scoped(city.leader.actor):
        read = read_many([f"congress.{code}" for code in codes], path=city.root.path, on=date.fromisoformat(day))
    return {code.removeprefix("congress."): (r.numerator, r.denominator) for code, r in read.items()}


def held(story: Story, size: int) -> Story:
    """A session that so many attend, six days after its last text was delivered, with a resolution to carry out."""
    delivered(story).at("2026-11-21")
    story.make("change_text", {"item": item_of(story), "text": "修改稿"}).make("deliver", {"day": "2026-11-21"})
    opened(story.at("2026-11-27"), size).make("start_voting").make("decide", ballots(story, size, 0))
    story.make("resolve", {"minutes": "会议记录", "signers": "主席团"})
    story.make("publish", {"day": story.today, "channel": "公告栏"})
    return story.make("give_task", {"item": item_of(story), "text": "按合同调整工资", "level": "own"})


def test_wc_013_a_congress_is_on_time_for_twelve_months_from_its_beginning_and_from_each_session(
    city: SmallCity,
) -> None:
    with on_day(FIRST):
        staff_meeting(city)
    assert numbers(city, "2027-11-16", "held_on_time") == {"held_on_time": (1, 1)}
    assert numbers(city, "2027-11-17", "held_on_time") == {"held_on_time": (0, 1)}

    with scoped(BUILDER):
        CongressSession.objects.update(opened_on=date(2027, 11, 20))

    days = {"2027-11-17": 0, "2027-11-19": 0, "2027-11-20": 1, "2028-11-20": 1, "2028-11-21": 0}
    assert {day: numbers(city, day, "held_on_time")["held_on_time"] for day in days} == {
        day: (on_time, 1) for day, on_time in days.items()
    }
    assert numbers(city, "2029-11-16", "held_on_time") == {"held_on_time": (0, 0)}  # its last day was the one before


def test_wc_014_while_it_is_state_owned_industry_a_factory_meets_each_half_year(city: SmallCity) -> None:
    with on_day(FIRST):
        staff_meeting(city)
    with scoped(BUILDER), on_day(date(2027, 6, 1)):
        Enterprise.objects.filter(pk=city.mill.pk).update(ownership="110", industry_section="C")

    days = ("2027-05-31", "2027-06-01", "2027-11-16")
    assert [numbers(city, day, "held_on_time")["held_on_time"] for day in days] == [(1, 1), (0, 1), (0, 1)]


def test_a_session_its_findings_and_its_resolutions_are_counted_by_either_year(city: SmallCity) -> None:
    """WC-016 was pointed out once for the session however often; a resolution is open until it is closed."""
    with on_day(FIRST):
        held(staff_meeting(city), 30)

    codes = (
        "sessions",
        "regularity",
        "findings",
        "findings.wc-016",
        "findings.wc-013",
        "carried_out",
        "not_carried_out",
    )
    assert numbers(city, "2026-11-27", *codes) == {
        "sessions": (1, None),
        "regularity": (0, 1),
        "findings": (1, None),
        "findings.wc-016": (1, None),
        "findings.wc-013": (0, None),
        "carried_out": (0, 1),
        "not_carried_out": (1, None),
    }
    assert numbers(city, "2027-01-01", "sessions", f"sessions{OF_UNION_YEAR}", "not_carried_out") == {
        "sessions": (0, None),
        f"sessions{OF_UNION_YEAR}": (1, None),
        "not_carried_out": (1, None),
    }
    with scoped(BUILDER):
        Issue.objects.update(due_on=date(2026, 12, 4))
    late = [numbers(city, day, "carried_out_late")["carried_out_late"][0] for day in ("2026-12-04", "2026-12-05")]
    assert late == [0, 1]


def test_every_rule_of_the_congress_that_warns_has_a_number_of_its_own() -> None:
    """A rule that the law gives as a warning, and that a move judges, is never only in the total."""
    warning = {
        rule
        for one in all_parameters().values()
        if one.key.startswith(("congress.", "company.")) and one.severity == "warn"
        for rule in one.rules
        if rule.startswith("WC-")
    }
    by_itself = {"WC-009"}  # a mandate ends: no move judges it

    assert warning - by_itself - BROKEN.keys() == set()
    assert {code_of(rule) for rule in BROKEN} <= set(codes_of("congress"))


def test_wc_041_proposals_are_filed_answered_on_time_and_rated(city: SmallCity) -> None:
    with on_day(FIRST):
        chamber = Chamber(city)
        answered, refused = chamber.submitted(0), chamber.submitted(1, NIGHT)
        chamber.make(answered, "file", **WHO)
        chamber.make(refused, "refuse", **WHO)
        chamber.make(answered, "assign", lead="设备部", due_on="2026-11-18")
    codes = ("proposals", "proposals_filed", "proposals_answered", "proposals_on_time", "proposals_satisfied")
    assert numbers(city, "2026-11-16", *codes) == {
        "proposals": (2, None),
        "proposals_filed": (1, 2),
        "proposals_answered": (0, 1),
        "proposals_on_time": (0, 1),
        "proposals_satisfied": (0, 0),
    }
    overdue = [numbers(city, f"2026-11-{day}", "proposals_overdue")["proposals_overdue"][0] for day in (18, 19)]
    assert overdue == [0, 1]

    chamber.story.at("2026-11-20")
    chamber.make(answered, "reply", text="明年六月前加装", signer="部长甲", replied_on="2026-11-20")
    chamber.act(0, answered, "rate", rating="dissatisfied", note="太晚")

    assert numbers(city, "2026-11-20", *codes, "proposals_overdue") == {
        "proposals": (2, None),
        "proposals_filed": (1, 2),
        "proposals_answered": (1, 1),
        "proposals_on_time": (0, 1),
        "proposals_satisfied": (0, 1),
        "proposals_overdue": (0, None),
    }


def regional(city: SmallCity, units: str) -> Story:
    """The town prepares a congress of its firms."""
    story = open_story(city, ordinal=9)
    with scoped(city.town_cadre.actor):
        entry = NewTerm(union=city.north_town, enterprise=None, scope="regional", form="congress", ordinal=1)
        story.case_id = open_term(entry, actor=city.town_cadre.actor, now=story.now).case_id
    story.make("plan", {"headcount": 160, "planned": 30}, by=city.town_cadre)
    return story.make("add_units", {"units": units}, by=city.town_cadre)


def test_a_regional_congress_covers_the_firms_that_send_delegates_and_no_others_of_its_town(city: SmallCity) -> None:
    """E-11: two firms lie in the town, one of them sends delegates."""
    story = regional(city, f"{city.lone.name} 40\n没有登记的作坊 5")
    with scoped(BUILDER):
        units = list(
            ElectionUnit.objects.filter(term__case=story.case_id).order_by("pk").values_list("enterprise", flat=True)
        )
        assert units == [city.lone.pk, None]
        CongressTerm.objects.filter(case=story.case_id).update(from_on=FIRST, to_on=date(2029, 11, 15))

    assert numbers(city, "2026-11-16", "regional", "regional_enterprises", "coverage", "constituted") == {
        "regional": (1, None),
        "regional_enterprises": (1, None),
        "coverage": (0, 2),  # no union covers the lone firm
        "constituted": (0, 2),
    }
    assert numbers(city, "2026-11-15", "regional", "regional_enterprises") == {
        "regional": (0, None),
        "regional_enterprises": (0, None),
    }


@dataclass
class Register:
    """Congresses, sessions, proposals in the making, and the day that was reached."""

    city: SmallCity
    act_as: ActAs
    chamber: Chamber
    today: date = FIRST


Step = Callable[[Register, int], object]


def meet(register: Register, nth: int) -> object:
    day = None if nth % 4 == 0 else register.today - timedelta(days=nth * 40)
    return CongressSession.objects.filter(ordinal=1 + nth % 2).update(opened_on=day)


def end_term(register: Register, nth: int) -> object:
    return CongressTerm.objects.update(ended_on=register.today + timedelta(days=nth) if nth % 3 else None)


def change_owner(register: Register, nth: int) -> object:
    facts = {"ownership": ("110", "151", "171")[nth % 3], "industry_section": "CF"[nth % 2]}
    return Enterprise.objects.filter(pk=register.city.mill.pk).update(**facts)


def point_out(register: Register, nth: int) -> object:
    session = CongressSession.objects.get(ordinal=1 + nth % 2)
    facts = {
        "verb": "gather",
        "text": "提示",
        "text_en": "hint",
        "event_id": nth,
        "found_at": start_of_day(register.today),
    }
    return CaseFinding.objects.create(case_id=session.case_id, rule=("WC-013", "WC-016", "WC-099")[nth % 3], **facts)


def change_task(register: Register, nth: int) -> object:
    closed = register.today + timedelta(days=nth)
    due = {"due_on": register.today + timedelta(days=nth - 10)}
    return Issue.objects.filter(closed_on=None).update(found_on=closed - timedelta(days=40), **due)


def rule(register: Register, nth: int) -> object:
    one = Proposal.objects.order_by("pk")[nth % 2 :][:1].get()
    ruling = ("filed", "merged", "refused", "redirected")[nth % 4]
    day = {"submitted_on": FIRST, "decided_on": register.today, "decision": "意见"}
    return Proposal.objects.filter(pk=one.pk).update(ruling=ruling, **day)


def reply(register: Register, nth: int) -> object:
    one = Proposal.objects.order_by("pk")[nth % 2 :][:1].get()
    number = ProposalReply.objects.filter(proposal=one).count() + 1
    if number > 2:
        return None
    rated = {"rating": ("satisfied", "dissatisfied")[nth % 2], "rated_on": register.today} if nth % 3 else {}
    return ProposalReply.objects.create(
        proposal=one, number=number, text="答", signer="长", replied_on=register.today, **rated
    )


def change_clock(register: Register, nth: int) -> object:
    day = register.today + timedelta(days=nth - 15)
    ended = {"state": "met", "ended_on": day} if nth % 2 else {"state": "running", "ended_on": None}
    due_on = day - timedelta(days=nth % 5)
    return Clock.objects.filter(name="reply").update(due_on=due_on, due_at=end_of_day(due_on), **ended)


def cover(register: Register, nth: int) -> object:
    unit = ElectionUnit.objects.order_by("-pk")[nth % 2 :][:1].get()
    firm = (register.city.lone.pk, register.city.mill.pk, None)[nth % 3]
    return ElectionUnit.objects.filter(pk=unit.pk).update(enterprise=firm)


def fold(register: Register, nth: int) -> object:
    with register.act_as("batch"):
        return drain(most=1 + nth)


def sleep(register: Register, nth: int) -> object:
    register.today += timedelta(days=1 + nth * 9)
    return None


STEPS: list[Step] = [
    *(meet, meet, end_term, change_owner, point_out, point_out, change_task, rule, rule, reply, reply, change_clock),
    *(cover, fold, sleep, sleep),
]
STORIES = st.lists(st.tuples(st.sampled_from(STEPS), st.integers(0, 30)), min_size=8, max_size=20)


@pytest.mark.database
@settings(
    max_examples=examples(4),
    deadline=None,
    phases=(Phase.explicit, Phase.generate),  # shrinking a story takes minutes
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(story=STORIES)
def test_whatever_becomes_of_congresses_their_numbers_equal_their_lists(
    db: None, acting_as: ActAs, story: list[tuple[Step, int]]
) -> None:
    with transaction.atomic():
        register = _open_register(build_small_city(), acting_as)
        for step, nth in story:
            with on_day(register.today), scoped(BUILDER):
                step(register, nth)
        city, last = register.city, register.today
        days = [FIRST, last, last + timedelta(days=1), date(last.year, 12, 31), last + timedelta(days=400)]
        with scoped(city.leader.actor):
            places = [Place(city.root.path), Place(city.root.path, (city.south.path,)), Place(city.mill_union.path)]
            assert_numbers_are_lists(codes_of("congress"), places=places, days=sorted(set(days)))
        assert_rebuilding_changes_nothing(acting_as)
        transaction.set_rollback(True)


def _open_register(city: SmallCity, act_as: ActAs) -> Register:
    """A session with a task and one in preparation, two proposals of which one is assigned, a regional congress in force."""
    with on_day(FIRST):
        chamber = Chamber(city)
        assigned, _other = chamber.submitted(0), chamber.submitted(1, NIGHT)
        chamber.make(assigned, "file", **WHO)
        chamber.make(assigned, "assign", lead="设备部", due_on="2026-11-20")
        congress = chamber.story
        held(call_session(Story(city, congress.case_id, congress.now)), 5)
        call_session(Story(city, congress.case_id, congress.now), "2026-12-20")
        regional(city, f"{city.lone.name} 40\n没有登记的作坊 5")
        with scoped(BUILDER):
            CongressTerm.objects.filter(scope="regional").update(from_on=FIRST, to_on=date(2029, 11, 15))
    return Register(city, act_as, chamber)
