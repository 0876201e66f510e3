"""A regional contract over thirty firms: from the offer to who is covered, one firm leaving, and what is refused."""

from dataclasses import replace
from datetime import date

import pytest
from django.urls import reverse

from zhijia.engines.cases.advance import InvalidInput
from zhijia.engines.cases.models import Awaits
from zhijia.engines.indicators.reading import read_many
from zhijia.lib.sentences import Refused
from zhijia.organisation.models import Enterprise
from zhijia.organisation.models.posts import Role
from zhijia.organisation.models.unions import UnionKind
from zhijia.organisation.scopes import scoped
from zhijia.organisation.tests.factories import BUILDER, SmallCity, make_enterprise, make_union
from zhijia.services.bargaining.actions.opening import NewBargaining, open_bargaining
from zhijia.services.bargaining.flow.states import IN_FORCE
from zhijia.services.bargaining.models import CoverageLink
from zhijia.services.bargaining.models.bargainings import ContractType, Side
from zhijia.services.bargaining.models.talks import ChosenBy
from zhijia.services.bargaining.tests.story import Story, moment, open_story

FIRMS = 30


@pytest.fixture
def firms(city: SmallCity) -> list[Enterprise]:
    """Thirty small firms of the town, each with its union."""
    with scoped(BUILDER):
        rows = [make_enterprise(f"柳湾织造{n}厂", territory=city.north_town, headcount=10 + n) for n in range(FIRMS)]
        for n, firm in enumerate(rows):
            make_union(f"织造{n}厂工会", parent=city.north_town, kind=UnionKind.ENTERPRISE, covers=firm)
    return rows


@pytest.fixture
def signed(city: SmallCity) -> Story:
    """The town's union bargains for the weavers of the town; its cadre acts as the chair does elsewhere."""
    town = replace(city, chair=city.town_cadre)
    entry = NewBargaining(
        union=city.north_town, enterprise=None, contract_type=ContractType.REGIONAL, scope_label="柳湾镇纺织"
    )
    with scoped(city.town_cadre.actor):
        bargaining = open_bargaining(entry, actor=city.town_cadre.actor, now=moment("2026-03-02"))
    return Story(town, bargaining.case_id, city.county_cadre, moment("2026-03-02")).to_signature(
        term=("2026-04-01", "2028-03-31")
    )


def pasted(firms: list[Enterprise]) -> str:
    return "\n".join(f"{firm.credit_code}\t{firm.headcount}\t4" for firm in firms)


def recognise(story: Story, lines: str, day: str = "2026-04-20", basis: str = "recognised") -> Story:
    return story.make("recognise", {"day": day, "basis": basis, "firms": lines}, scan=True)


def test_a_regional_contract_covers_the_thirty_firms_that_recognised_it_and_counts_each_worker_once(
    city: SmallCity, firms: list[Enterprise], signed: Story
) -> None:
    signed.at("2026-04-02").file("2026-04-02")
    recognise(signed.at("2026-04-20"), pasted(firms[:20]))
    recognise(signed, pasted(firms[20:]), day="2026-04-15", basis="congress")
    signed.at("2026-05-06").sweep()
    assert signed.state in IN_FORCE

    with scoped(BUILDER):
        links = CoverageLink.objects.filter(contract=signed.contract)
        assert {basis: links.filter(basis=basis).count() for basis in ("recognised", "congress", "own")} == {
            "recognised": 20,
            "congress": 10,
            "own": 0,
        }
    heads = sum(firm.headcount or 0 for firm in firms)
    codes = ["bargaining.enterprises_joint", "bargaining.workers_covered", "bargaining.contracts.regional"]
    with scoped(city.leader.actor):
        on_day = {day: read_many(codes, path=city.root.path, on=day) for day in (date(2026, 4, 17), date(2026, 5, 6))}
    shown = {day: [found[code].numerator for code in codes] for day, found in on_day.items()}
    assert shown == {date(2026, 4, 17): [0, 0, 0], date(2026, 5, 6): [30, heads, 1]}

    page = city.town_cadre.client().get(reverse("bargaining:contract", args=[signed.contract.pk])).content.decode()
    assert f"覆盖 30 家单位，职工 {heads} 人" in page
    case = city.county_cadre.client().get(reverse("cases:case", args=[signed.case_id])).content.decode()
    assert f"30家 · {heads}人" in case


def test_who_works_at_a_union_without_a_chair_finds_its_regional_contract_on_the_desk(
    city: SmallCity, signed: Story
) -> None:
    with scoped(BUILDER):
        awaited = {(each.union_id, each.role) for each in Awaits.objects.filter(case=signed.case_id)}
    desk = city.town_cadre.client().get(reverse("workbench:desk")).content.decode()

    assert (city.north_town.pk, Role.CADRE) in awaited
    assert (city.north_town.pk, Role.CHAIR) not in awaited
    assert reverse("cases:case", args=[signed.case_id]) in desk


def test_a_firm_that_leaves_is_not_counted_from_that_day(
    city: SmallCity, firms: list[Enterprise], signed: Story
) -> None:
    recognise(signed.at("2026-04-20"), pasted(firms[:2]))
    signed.at("2026-04-21").file("2026-04-21").at("2026-05-20").sweep()
    with scoped(BUILDER):
        link = CoverageLink.objects.get(enterprise=firms[0])

    signed.at("2026-09-01").make("end_coverage", {"day": "2026-09-01", "links": [link.pk], "reason": "迁出本镇"})

    with scoped(city.leader.actor):
        days = (date(2026, 8, 31), date(2026, 9, 1))
        read = [read_many(["bargaining.enterprises_joint"], path=city.root.path, on=day) for day in days]
    assert [found["bargaining.enterprises_joint"].numerator for found in read] == [2, 1]


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("91320505MA1NNNNN00 20", "没有这个信用代码"),
        ("{mill} 20 21", "女职工人数不能超过"),
        ("{mill} 多", "不是人数"),
        ("{mill} 20\n{mill} 20", "重复填写"),
        ("{pier} 20", "没有这个信用代码"),
    ],
)
def test_a_line_that_cannot_be_true_is_told_with_its_number_and_nothing_is_kept(
    city: SmallCity, signed: Story, line: str, said: str
) -> None:
    lines = line.format(mill=city.mill.credit_code, pier=city.pier.credit_code)

    with pytest.raises(InvalidInput) as faulty:
        recognise(signed.at("2026-04-20"), f"{city.lone.credit_code} 30\n{lines}")

    message = faulty.value.form.errors["firms"][0]
    assert said in message
    assert "行：" in message
    with scoped(BUILDER):
        assert not CoverageLink.objects.exists()


def test_an_enterprises_own_contract_is_recognised_by_nobody_else(city: SmallCity) -> None:
    story = open_story(city).to_signature()

    with pytest.raises(Refused, match="区域性、行业性"):
        recognise(story, pasted([city.lone]))


def test_employers_of_a_region_are_appointed_by_their_association_or_elected_among_them_cb_014(city: SmallCity) -> None:
    town = replace(city, chair=city.town_cadre)
    entry = NewBargaining(
        union=city.north_town, enterprise=None, contract_type=ContractType.REGIONAL, scope_label="柳湾镇纺织"
    )
    with scoped(city.town_cadre.actor):
        bargaining = open_bargaining(entry, actor=city.town_cadre.actor, now=moment("2026-03-02"))
    story = Story(town, bargaining.case_id, city.county_cadre, moment("2026-03-02")).send_offer()
    story.at("2026-03-10").agree("2026-03-09").make("prepare").seat(Side.WORKERS)
    with pytest.raises(InvalidInput, match="chosen_by"):
        story.seat(Side.WORKERS, 1, name="另一位", chosen_by=ChosenBy.EMPLOYERS)

    story.seat(Side.EMPLOYER, chosen_by=ChosenBy.EMPLOYERS).make("begin_talks", {"first_meeting_on": "2026-03-10"})

    assert (story.state, "CB-014" in story.rules()) == ("negotiating", False)
    own = open_story(city).send_offer().at("2026-03-10").agree("2026-03-09").make("prepare")
    with pytest.raises(InvalidInput, match="chosen_by"):
        own.seat(Side.EMPLOYER, 1, chosen_by=ChosenBy.ASSOCIATION)
