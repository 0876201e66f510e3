"""The numbers of bargaining (bargaining-congress §A9): what they say of known stories, and that they always equal their lists."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta

import pytest
from django.db import transaction
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from zhijia.engines.indicators.day import on_day
from zhijia.engines.indicators.reading import Place, read_many
from zhijia.engines.indicators.rollup import drain
from zhijia.engines.indicators.tests.agreement import (
    ActAs,
    assert_numbers_are_lists,
    assert_rebuilding_changes_nothing,
    codes_of,
)
from zhijia.organisation.models import Enterprise, LabourBureau, UnionCoverage
from zhijia.organisation.scopes import scoped
from zhijia.organisation.tests.factories import BUILDER, NOW, TODAY, SmallCity, build_small_city
from zhijia.services.bargaining.actions.opening import NewBargaining
from zhijia.services.bargaining.actions.taking_over import ExistingContract, take_back, take_over_contracts
from zhijia.services.bargaining.flow import BARGAINING_FLOW
from zhijia.services.bargaining.models import Contract, CoverageLink
from zhijia.services.bargaining.models.bargainings import JOINT_TYPES, ContractType, Side
from zhijia.services.bargaining.models.performance import PerformanceInspection, PerformanceItem
from zhijia.services.bargaining.panels.case import show_bargaining
from zhijia.services.bargaining.tests.story import FILLED, Story, open_story
from zhijia.site.testing.effort import examples

DAYS = [date(2026, 3, 20), date(2026, 4, 2), date(2026, 6, 1), TODAY, date(2026, 12, 31), date(2027, 4, 1)]


def numbers(city: SmallCity, day: str, *codes: str) -> dict[str, tuple[int, int | None]]:
    with scoped(city.leader.actor):
        read = read_many([f"bargaining.{code}" for code in codes], path=city.root.path, on=date.fromisoformat(day))
    return {code.removeprefix("bargaining."): (r.numerator, r.denominator) for code, r in read.items()}


def taken(
    city: SmallCity, number: str, kind: ContractType, *, effective: date = date(2025, 4, 1), years: int = 2
) -> Contract:
    """A contract of the mill, or for joint types of the town, that covers mill and lone."""
    is_joint = kind in JOINT_TYPES
    union = city.north_town if is_joint else city.mill_union
    opening = NewBargaining(
        union=union,
        enterprise=None if is_joint else city.mill,
        contract_type=kind,
        scope_label="柳湾镇" if is_joint else "",
    )
    entry = ExistingContract(
        opening=opening,
        number=number,
        employer_side="用人单位方",
        signed_on=effective,
        term_from=effective,
        term_to=effective.replace(year=effective.year + years) - timedelta(days=1),
        effective_on=effective,
        headcount=50,
        covers=[city.mill, city.lone] if is_joint else [],
    )
    with scoped(city.county_cadre.actor):
        return take_over_contracts([entry], actor=city.county_cadre.actor, now=NOW)[0]


def test_an_enterprise_and_its_employees_count_once_however_many_contracts_cover_them(city: SmallCity) -> None:
    """ST-01, ST-02: own, regional and special contracts of one enterprise; none counts after its last day."""
    taken(city, "综合1号", ContractType.GENERAL)
    taken(city, "工资1号", ContractType.WAGE, effective=date(2026, 1, 1), years=1)
    taken(city, "区域1号", ContractType.REGIONAL)

    codes = ["enterprises_covered", "enterprises_own", "enterprises_joint", "workers_covered", "workers_rate"]
    codes += ["workers_rate_all", "contracts_own", "contracts_joint"]
    assert numbers(city, "2026-11-20", *codes) == {
        "enterprises_covered": (2, None),
        "enterprises_own": (1, None),
        "enterprises_joint": (2, None),
        "workers_covered": (160, None),
        "workers_rate": (120, 180),
        "workers_rate_all": (160, 220),
        "contracts_own": (2, None),
        "contracts_joint": (1, None),
    }
    assert numbers(city, "2026-12-31", "wage_rate", "contract_rate") == {"wage_rate": (1, 2), "contract_rate": (1, 2)}
    assert numbers(city, "2027-01-01", "wage_rate", "contract_rate") == {"wage_rate": (0, 2), "contract_rate": (1, 2)}
    assert numbers(city, "2027-04-01", "enterprises_covered", "contracts") == {
        "enterprises_covered": (0, None),
        "contracts": (0, None),
    }
    assert numbers(city, "2026-10-31", "expiring", "contracts", "contracts.wage") == {
        "expiring": (0, None),
        "contracts": (3, None),
        "contracts.wage": (1, None),
    }
    assert numbers(city, "2026-11-01", "expiring") == {"expiring": (1, None)}


def whole_story(city: SmallCity) -> Story:
    """A wage contract: agreed in time, passed at once, filed in time, objected to, filed again, in force by silence."""
    story = open_story(city).to_signature().at("2026-04-02").file("2026-04-02")
    story.at("2026-04-10").review("objection")
    story.at("2026-04-13").make("renegotiate", {"reason": "按审查意见修改支付周期"}).meet(
        held_on="2026-04-13", chaired_by=Side.EMPLOYER
    )
    story.draft("2026-05-01", "2027-04-30").initial().table().at("2026-04-20").vote(session_label="一届四次")
    story.at("2026-04-21").confirm_papers().sign().at("2026-04-22").file("2026-04-22")
    return story.at("2026-05-20").sweep()


def test_a_round_from_offer_to_effect_moves_every_rate_on_its_day(city: SmallCity) -> None:
    story = whole_story(city)
    assert story.state == "effective"

    assert numbers(city, "2026-03-10", "offers", "offers.wage", "offers.women", "reply_rate", "replied_on_time") == {
        "offers": (1, None),
        "offers.wage": (1, None),
        "offers.women": (0, None),
        "reply_rate": (0, 1),
        "replied_on_time": (0, 1),
    }
    assert numbers(city, "2026-03-11", "reply_rate", "replied_on_time", "signing_rate") == {
        "reply_rate": (1, 1),
        "replied_on_time": (1, 1),
        "signing_rate": (0, 1),
    }
    assert numbers(city, "2026-04-15", "objections", "objection_rate", "review_rate", "first_pass_rate") == {
        "objections": (1, None),
        "objection_rate": (1, 1),
        "review_rate": (1, 1),
        "first_pass_rate": (1, 1),
    }
    assert numbers(city, "2026-12-31", "objections", "filing_rate", "filed_on_time", "votes_entered") == {
        "objections": (0, None),
        "filing_rate": (1, 1),
        "filed_on_time": (1, 1),
        "votes_entered": (1, 1),
    }
    assert numbers(city, "2027-01-01", "offers", "reply_rate") == {"offers": (0, None), "reply_rate": (0, 0)}


def test_only_contracts_made_here_are_judged(city: SmallCity) -> None:
    taken(city, "综合1号", ContractType.GENERAL)
    assert numbers(city, "2026-06-01", "standard_rate", "contracts") == {
        "standard_rate": (0, 0),
        "contracts": (1, None),
    }

    whole_story(city)

    assert numbers(city, "2026-06-01", "standard_rate", "contracts", "contracts_reviewed") == {
        "standard_rate": (0, 1),
        "contracts": (2, None),
        "contracts_reviewed": (1, None),
    }


def test_a_text_that_was_corrected_after_an_objection_leaves_its_old_faults_behind(city: SmallCity) -> None:
    """§A9 规范率 and the case page look at the version that was signed, not at the one before the objection."""
    with scoped(BUILDER):
        LabourBureau.objects.create(name="北塘区人力资源和社会保障局", place=city.mill_union.place, keeper=city.north)
    story = open_story(city).to_signature().at("2026-04-02").file("2026-04-02")
    story.at("2026-04-08").review("objection", on_content="支付周期")
    first = shown_findings(story)
    story.at("2026-04-09").make("renegotiate", {"reason": "改"}).meet(Side.EMPLOYER)
    story.write_draft("2026-05-01", "2027-04-30").fill(FILLED["wage"]).initial().table().at("2026-04-16").vote()

    story.confirm_papers().sign().file("2026-04-16").at("2026-05-20").sweep()

    assert (first, shown_findings(story), story.rules()) == ({"§A7"}, set(), {"§A7"})
    assert numbers(city, "2026-06-01", "standard_rate") == {"standard_rate": (1, 1)}


def shown_findings(story: Story) -> set[str]:
    """The rules that the case page points out."""
    with scoped(story.city.chair.actor):
        panel = show_bargaining(story.city.chair.actor, BARGAINING_FLOW.record_of(story.case).case, story.today())
    return {rule for rule, _text in panel["findings"]}


def test_women_s_contracts_are_also_measured_among_the_enterprises_that_have_one(city: SmallCity) -> None:
    """§A9, the denominator of 2006: of two organised enterprises one is covered, and by a women's contract since April."""
    taken(city, "综合1号", ContractType.GENERAL, effective=date(2026, 1, 1))
    taken(city, "女1号", ContractType.WOMEN, effective=date(2026, 4, 1))

    assert numbers(city, "2026-03-31", "women_rate", "women_rate_of_covered") == {
        "women_rate": (0, 2),
        "women_rate_of_covered": (0, 1),
    }
    assert numbers(city, "2026-04-01", "women_rate", "women_rate_of_covered") == {
        "women_rate": (1, 2),
        "women_rate_of_covered": (1, 1),
    }


def test_an_offer_is_overdue_from_the_day_after_its_rolled_term_until_it_is_answered(city: SmallCity) -> None:
    """CB-003: received on 3 March, answered on 8 April; the twentieth day is 23 March, a Monday."""
    story = open_story(city).at("2026-03-02").send_offer().at("2026-03-03").serve("2026-03-03")
    assert story.clock("reply").due_on == date(2026, 3, 23)
    story.at("2026-03-30").sweep()
    assert story.state == "refused"

    assert numbers(city, "2026-03-23", "replies_overdue") == {"replies_overdue": (0, None)}
    assert numbers(city, "2026-03-24", "replies_overdue") == {"replies_overdue": (1, None)}
    story.at("2026-04-08").agree("2026-04-08")
    assert numbers(city, "2026-04-07", "replies_overdue") == {"replies_overdue": (1, None)}
    assert numbers(city, "2026-04-08", "replies_overdue", "replied_on_time") == {
        "replies_overdue": (0, None),
        "replied_on_time": (0, 1),
    }


def test_promises_are_counted_as_the_last_inspection_found_them(city: SmallCity) -> None:
    contract = taken(city, "综合1号", ContractType.GENERAL)
    with scoped(BUILDER):
        for day, states in ((date(2026, 6, 30), ("not", "not_due")), (date(2026, 9, 30), ("fulfilled", "partly"))):
            inspection = PerformanceInspection.objects.create(
                contract=contract,
                period_from=date(2026, 1, 1),
                period_to=day,
                inspected_on=day,
                workers_inspectors="双方",
                employer_inspectors="双方",
                asked_aware=20,
                aware=18,
                satisfied=15,
            )
            for status in states:
                PerformanceItem.objects.create(inspection=inspection, promise="工资增长百分之五", status=status)

    assert numbers(city, "2026-10-01", "fulfilment_rate", "asked", "aware", "satisfied") == {
        "fulfilment_rate": (1, 2),
        "asked": (20, None),
        "aware": (18, None),
        "satisfied": (15, None),
    }


def test_known_stories_equal_their_lists_and_rebuilding_changes_nothing(city: SmallCity, acting_as: ActAs) -> None:
    whole_story(city)
    taken(city, "综合1号", ContractType.GENERAL)
    taken(city, "区域1号", ContractType.REGIONAL)

    with scoped(city.leader.actor):
        places = [Place(city.root.path), Place(city.north.path), Place(city.mill_union.path)]
        assert_numbers_are_lists(codes_of("bargaining"), places=places, days=DAYS)
    assert_rebuilding_changes_nothing(acting_as)


@dataclass
class Register:
    """Contracts and coverages in the making, and the day that was reached."""

    city: SmallCity
    act_as: ActAs
    today: date = TODAY
    contracts: list[Contract] = field(default_factory=list)
    made: int = 0


Step = Callable[[Register, int], None]
KINDS = (ContractType.GENERAL, ContractType.WAGE, ContractType.WOMEN, ContractType.REGIONAL)


def take(register: Register, nth: int) -> None:
    register.made += 1
    number, effective = f"{register.made}号", TODAY - timedelta(days=10 + nth * 13)
    contract = taken(register.city, number, KINDS[nth % 4], effective=effective, years=1 + nth % 3)
    register.contracts.append(contract)


def give_back(register: Register, nth: int) -> None:
    if not register.contracts:
        return
    contract = register.contracts.pop(nth % len(register.contracts))
    with scoped(register.city.county_cadre.actor):
        take_back(
            Contract.objects.select_related("bargaining").get(pk=contract.pk),
            actor=register.city.county_cadre.actor,
            now=NOW,
        )


def end(register: Register, nth: int) -> None:
    day = register.today - timedelta(days=nth)
    Contract.objects.filter(ended_on=None, effective_on__lt=day).update(ended_on=day, end_reason="expired")


def leave(register: Register, nth: int) -> None:
    links = CoverageLink.objects.filter(from_on__lt=register.today).order_by("pk")
    CoverageLink.objects.filter(pk__in=[row.pk for row in links[nth % 3 : nth % 3 + 1]]).update(to_on=register.today)


def count_heads(register: Register, nth: int) -> None:
    Enterprise.objects.filter(pk=register.city.mill.pk).update(headcount=None if nth % 5 == 0 else 100 + nth)


def move_firm(register: Register, nth: int) -> None:
    towns = (register.city.north_town, register.city.south_town)
    register.city.lone.territory = towns[nth % 2]
    register.city.lone.save()


def uncover(register: Register, nth: int) -> None:
    to_on = register.today + timedelta(days=nth - 15)
    UnionCoverage.objects.filter(enterprise=register.city.mill).update(to_on=to_on if nth % 3 else None)


def fold(register: Register, nth: int) -> None:
    with register.act_as("batch"):
        drain(most=1 + nth)


def sleep(register: Register, nth: int) -> None:
    register.today += timedelta(days=1 + nth)


STEPS: list[Step] = [take, take, take, give_back, end, leave, count_heads, move_firm, uncover, fold, sleep]
STORIES = st.lists(st.tuples(st.sampled_from(STEPS), st.integers(0, 30)), min_size=5, max_size=14)


@pytest.mark.database
@settings(
    max_examples=examples(3),
    deadline=None,
    phases=(Phase.explicit, Phase.generate),  # shrinking a story takes minutes
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(story=STORIES)
def test_whatever_becomes_of_contracts_their_numbers_equal_their_lists(
    db: None, acting_as: ActAs, story: list[tuple[Step, int]]
) -> None:
    with transaction.atomic():
        register = Register(build_small_city(), acting_as)
        for step, nth in story:
            with on_day(register.today), scoped(BUILDER):
                step(register, nth)
        with scoped(register.city.leader.actor):
            places = [Place(register.city.root.path), Place(register.city.north.path)]
            days = [TODAY - timedelta(days=200), TODAY, register.today, date(2027, 6, 1)]
            assert_numbers_are_lists(codes_of("bargaining"), places=places, days=days)
        assert_rebuilding_changes_nothing(acting_as)
        transaction.set_rollback(True)
