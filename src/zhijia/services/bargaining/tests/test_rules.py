"""The rules of table C that the flow of a bargaining keeps: what blocks is refused, what warns stays on the case."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date

import pytest

from zhijia.engines.cases.advance import InvalidInput
from zhijia.lib.sentences import Refused
from zhijia.organisation.models import LabourBureau
from zhijia.organisation.models.unions import UnionKind
from zhijia.organisation.scopes import scoped
from zhijia.organisation.tests.factories import BUILDER, SmallCity, make_union
from zhijia.services.bargaining.actions.opening import NewBargaining, open_bargaining
from zhijia.services.bargaining.models import Contract
from zhijia.services.bargaining.models.bargainings import ContractType, Side, Track
from zhijia.services.bargaining.models.talks import ChosenBy
from zhijia.services.bargaining.tests.story import Story, moment, open_story


@contextmanager
def refused_by(rule: str) -> Iterator[None]:
    """What the block does is refused, and by this rule."""
    with pytest.raises(Refused) as refused:
        yield
    assert refused.value.rule == rule


@pytest.fixture
def story(city: SmallCity) -> Story:
    return open_story(city)


@pytest.fixture
def at_the_table(story: Story) -> Story:
    """Talks that began on 16 March with three negotiators a side."""
    return story.to_the_table()


@pytest.mark.parametrize("missing", ["proposed_on", "proposed_place"])
def test_a_wage_offer_states_time_place_and_content_cb_002(story: Story, missing: str) -> None:
    with refused_by("CB-002"):
        story.send_offer(**{missing: ""})

    assert story.state == "drafting"


def test_an_offer_without_topics_is_no_offer_cb_001(story: Story) -> None:
    with pytest.raises(InvalidInput):
        story.send_offer(topics=" ")


def test_a_general_offer_may_leave_the_place_open(city: SmallCity) -> None:
    story = open_story(city, ContractType.GENERAL)

    assert story.send_offer(proposed_place="").state == "offered"


def test_a_contract_takes_the_ordinary_track_cb_005(city: SmallCity) -> None:
    story = open_story(city, track=Track.SIMPLIFIED)

    with refused_by("CB-005"):
        story.send_offer()

    assert story.state == "drafting"


@pytest.mark.parametrize(("kind", "is_refused"), [("north_town", False), ("root", True), ("whole_city", True)])
def test_a_regional_contract_is_made_at_county_level_or_below_cb_006(
    city: SmallCity, kind: str, is_refused: bool
) -> None:
    """The federation of an industry directly below the city bargains for no county (劳动合同法 第五十三条, verified)."""
    who = city.town_cadre if kind == "north_town" else city.city_cadre
    with scoped(BUILDER):
        industry = make_union("江海市纺织行业工会联合会", parent=city.root, kind=UnionKind.INDUSTRY_FEDERATION)
    entry = NewBargaining(
        union=industry if kind == "whole_city" else getattr(city, kind),
        enterprise=None,
        contract_type=ContractType.REGIONAL,
        scope_label="柳湾镇纺织",
    )
    now = moment("2026-03-02")
    with scoped(who.actor):
        opened = open_bargaining(entry, actor=who.actor, now=now)
    story = Story(city, opened.case_id, who, now)
    offer = {"topics": "最低工资", "channel": "paper"}

    if is_refused:
        with refused_by("CB-006"):
            story.make("send_offer", offer, by=who.actor)
    else:
        assert story.make("send_offer", offer, by=who.actor).state == "offered"


@pytest.mark.parametrize(
    ("rule", "seat"),
    [
        ("CB-010", lambda s: s.seat(Side.WORKERS, 2).seat(Side.EMPLOYER, 2)),
        ("CB-011", lambda s: s.seat(Side.WORKERS, 4).seat(Side.EMPLOYER, 3)),
        ("CB-012", lambda s: s.seat(Side.WORKERS).seat(Side.EMPLOYER, is_chief="")),
        ("CB-013", lambda s: s.seat(Side.WORKERS, chosen_by=ChosenBy.SELECTED).seat(Side.EMPLOYER)),
        ("CB-014", lambda s: s.seat(Side.WORKERS).seat(Side.EMPLOYER, chosen_by=ChosenBy.APPOINTED)),
        ("CB-015", lambda s: s.seat(Side.WORKERS, 1).seat(Side.EMPLOYER).outsiders(Side.WORKERS, 2)),
        ("CB-017", lambda s: s.seat(Side.WORKERS).seat(Side.EMPLOYER, 2).add(Side.EMPLOYER, "workers代表2")),
    ],
)
def test_talks_do_not_begin_with_teams_that_the_law_does_not_know(
    story: Story, rule: str, seat: Callable[[Story], Story]
) -> None:
    story.at("2026-03-02").send_offer().at("2026-03-03").serve("2026-03-03").agree("2026-03-03").make("prepare")
    seat(story)

    with refused_by(rule):
        story.make("begin_talks", {"first_meeting_on": "2026-03-03"})

    assert story.state == "preparing"


def test_one_outsider_of_three_may_sit_at_the_table_cb_015(story: Story) -> None:
    story.send_offer().serve("2026-03-02").agree("2026-03-02").make("prepare")
    story.seat(Side.WORKERS, 2).outsiders(Side.WORKERS, 1).seat(Side.EMPLOYER)

    assert story.make("begin_talks", {"first_meeting_on": "2026-03-02"}).state == "negotiating"


def test_a_chief_never_comes_from_outside_cb_016(story: Story) -> None:
    story.send_offer().serve("2026-03-02").agree("2026-03-02")

    with pytest.raises(InvalidInput):
        story.seat(Side.WORKERS, 1, is_external="on", employer_name="某律师事务所")


def test_the_recorder_is_no_negotiator_cb_021(at_the_table: Story) -> None:
    with refused_by("CB-021"):
        at_the_table.meet(recorder="workers代表2")

    with scoped(BUILDER):
        assert not at_the_table.bargaining.meetings.exists()


def test_the_chair_alternates_or_it_is_noted_cb_032(at_the_table: Story) -> None:
    at_the_table.meet(Side.WORKERS).meet(Side.EMPLOYER)
    assert "CB-032" not in at_the_table.rules()

    at_the_table.meet(Side.EMPLOYER)

    assert "CB-032" in at_the_table.rules()


def test_minutes_that_nobody_signed_are_refused_cb_033(at_the_table: Story) -> None:
    with pytest.raises((Refused, InvalidInput)):
        at_the_table.meet(minutes_signed_on="")


def test_a_suspension_fixes_when_and_where_talks_go_on_cb_034(at_the_table: Story) -> None:
    suspension = {
        "from_on": "2026-03-16",
        "until_on": "2026-03-30",
        "next_on": "2026-03-31",
        "next_place": "公司会议室",
        "next_topic": "工资增长",
        "reason": "等待财务数据",
    }
    with pytest.raises(InvalidInput):
        at_the_table.make("suspend", {**suspension, "next_place": ""})

    at_the_table.make("suspend", suspension)

    assert at_the_table.at("2026-03-31", 0, 0, 0).sweep().state == "deadlocked"


@pytest.mark.parametrize(("day", "is_noted"), [("2026-03-31", False), ("2026-04-01", True)])
def test_a_vacant_seat_that_is_filled_late_is_noted_cb_020(at_the_table: Story, day: str, is_noted: bool) -> None:
    seat = at_the_table.bargaining.negotiators.filter(side=Side.WORKERS, is_chief=False)
    with scoped(at_the_table.city.chair.actor):
        leaver = seat.order_by("pk")[0].pk
    at_the_table.make(
        "end_mandate", {"negotiator": leaver, "day": "2026-03-16", "ground": "replaced", "reason": "调离"}
    )
    assert at_the_table.clock("vacancy").due_on == date(2026, 3, 31)
    at_the_table.at("2026-03-20").add(Side.EMPLOYER, "厂方增派代表")
    assert at_the_table.clock("vacancy").state == "running"  # the other side fills no seat of this one

    at_the_table.at(day).add(Side.WORKERS, "新代表")

    assert at_the_table.clock("vacancy").state == "met"
    assert ("CB-020" in at_the_table.rules()) is is_noted


def test_the_text_of_an_initialled_draft_is_tabled_and_no_other_cb_040(at_the_table: Story) -> None:
    at_the_table.draft("2026-04-01", "2027-03-31")

    with pytest.raises(Refused):
        at_the_table.table()


def test_a_contract_without_womens_content_is_refused_since_2023_cb_071(at_the_table: Story) -> None:
    at_the_table.draft("2026-04-01", "2027-03-31", codes=("wage_level",))

    with refused_by("CB-071"):
        at_the_table.initial()

    assert at_the_table.state == "negotiating"


@pytest.mark.parametrize(
    ("changes", "outcome"),
    [
        ({"term_from": date(2027, 1, 1)}, "refused"),
        ({}, "noted"),
        ({"effective_on": date(2026, 3, 1), "effect_basis": "deemed"}, "kept"),
    ],
    ids=["not_yet_begun", "not_in_force", "in_force"],
)
def test_a_womens_contract_counts_while_it_is_in_force_cb_071(
    at_the_table: Story, changes: dict[str, object], outcome: str
) -> None:
    """妇女权益保障法 第四十四条第二款 (verified): content there is, not content that is only promised."""
    other = open_story(at_the_table.city, ContractType.WOMEN, officer=at_the_table.officer).bargaining
    with scoped(BUILDER):
        values = {
            "term_from": date(2026, 1, 1),
            "term_to": date(2028, 12, 31),
            "signed_on": date(2026, 2, 2),
            **changes,
        }
        Contract.objects.create(
            bargaining=other,
            number="女2026-1",
            contract_type=ContractType.WOMEN,
            union=at_the_table.city.mill_union,
            enterprise=at_the_table.city.mill,
            employer_side=at_the_table.city.mill.name,
            **values,
        )
    at_the_table.draft("2026-04-01", "2027-03-31", codes=("wage_level",))

    if outcome == "refused":
        with refused_by("CB-071"):
            at_the_table.initial()
    else:
        assert ("CB-071" in at_the_table.initial().rules()) is (outcome == "noted")


@pytest.mark.parametrize(
    ("term_to", "is_refused"),
    [("2027-02-27", True), ("2027-03-31", False), ("2029-03-31", False), ("2029-04-02", True)],
)
def test_a_term_is_one_to_three_years_cb_061(at_the_table: Story, term_to: str, is_refused: bool) -> None:
    at_the_table.draft("2026-04-01", term_to)

    if is_refused:
        with refused_by("CB-061"):
            at_the_table.initial()
    else:
        assert at_the_table.initial().state == "drafted"


@pytest.mark.parametrize(("present", "is_refused"), [("39", True), ("40", False)])
def test_two_thirds_of_all_delegates_are_present_cb_042(at_the_table: Story, present: str, is_refused: bool) -> None:
    at_the_table.draft("2026-04-01", "2027-03-31").initial().table()
    counts = {"present": present, "issued": present, "returned": present, "no": "3", "abstain": "0", "invalid": "0"}
    counts["yes"] = str(int(present) - 3)

    if is_refused:
        with refused_by("CB-042"):
            at_the_table.vote(**counts)
    else:
        assert at_the_table.vote(**counts).state == "adopted"


@pytest.mark.parametrize(("yes", "state"), [("30", "not_passed"), ("31", "adopted")])
def test_exactly_half_of_all_delegates_does_not_pass_cb_043(at_the_table: Story, yes: str, state: str) -> None:
    at_the_table.draft("2026-04-01", "2027-03-31").initial().table()

    at_the_table.vote(yes=yes, no=str(51 - int(yes)), abstain="0", invalid="1").confirm_papers()

    assert at_the_table.state == state
    with scoped(BUILDER):
        told = at_the_table.case.findings.filter(rule="CB-043").values_list("text", flat=True)
        said = [*told]
    assert bool(said) is (state == "not_passed")
    if state == "not_passed":
        assert "民主管理规定》第二十条" in said[0]
        assert "《集体合同规定》第三十六条（2004年）（不少于1/2）则已达到" in said[0]
        with pytest.raises(Refused, match="未通过"):
            at_the_table.sign()


def test_counts_that_do_not_add_up_are_told_at_the_form_wc_023(at_the_table: Story) -> None:
    at_the_table.draft("2026-04-01", "2027-03-31").initial().table()

    with pytest.raises(InvalidInput):
        at_the_table.vote(yes="46")


def test_a_draft_that_did_not_pass_goes_back_to_the_table_cb_044(at_the_table: Story) -> None:
    at_the_table.draft("2026-04-01", "2027-03-31").initial().table().vote(yes="20", no="31", abstain="0", invalid="1")

    with pytest.raises(Refused):
        at_the_table.sign()

    assert at_the_table.make("renegotiate", {"reason": "未通过"}).state == "negotiating"


def test_chiefs_sign_themselves_and_after_the_vote_cb_045_cb_046(at_the_table: Story) -> None:
    at_the_table.draft("2026-04-01", "2027-03-31").initial().table().at("2026-03-20").vote().confirm_papers()

    with refused_by("CB-045"):
        at_the_table.sign("2026-03-19")
    with pytest.raises(InvalidInput):
        at_the_table.make("sign", {"day": "2026-03-20"}, scan=True)


def test_nothing_is_signed_on_papers_that_nobody_confirmed(at_the_table: Story) -> None:
    at_the_table.draft("2026-04-01", "2027-03-31").initial().table().vote()

    with pytest.raises(Refused):
        at_the_table.sign()
    with pytest.raises(Refused):
        at_the_table.make("confirm_paper", {"entries": []})


@pytest.mark.parametrize(
    ("contract_type", "day", "rule", "is_noted"),
    [
        (ContractType.WAGE, "2026-04-07", "CB-052", False),
        (ContractType.WAGE, "2026-04-08", "CB-052", True),
        (ContractType.GENERAL, "2026-04-10", "CB-051", False),
        (ContractType.GENERAL, "2026-04-11", "CB-051", True),
    ],
)
def test_a_filing_counts_from_the_signature(
    city: SmallCity, contract_type: ContractType, day: str, rule: str, is_noted: bool
) -> None:
    """Signed on Tuesday 31 March: seven days for wages, ten for the others."""
    story = open_story(city, contract_type).to_signature()

    story.at(day).file()

    assert (rule in story.rules()) is is_noted


@pytest.mark.parametrize(
    ("registered", "name", "outcome"),
    [
        ("", "北塘区人力资源和社会保障局", "noted"),
        ("北塘区人力资源和社会保障局", "北塘区 人力资源和社会保障局", "kept"),
        ("北塘区人力资源和社会保障局", "外省某市人力资源和社会保障局", "refused"),
    ],
    ids=["none_registered", "of_the_place", "of_elsewhere"],
)
def test_a_contract_is_filed_with_the_bureau_of_the_place_cb_054(
    city: SmallCity, registered: str, name: str, outcome: str
) -> None:
    """集体合同规定 第四十三条 (verified): the bureau that has jurisdiction, as far as it is known here."""
    story = open_story(city).to_signature().at("2026-04-02")
    if registered:
        with scoped(BUILDER):
            LabourBureau.objects.create(name=registered, place=story.case.place, keeper=city.north)

    if outcome == "refused":
        with refused_by("CB-054"):
            story.file(bureau_name=name)
    else:
        assert ("CB-054" in story.file(bureau_name=name).rules()) is (outcome == "noted")


def test_two_copies_are_noted_cb_050(story: Story) -> None:
    assert "CB-050" in story.to_signature().at("2026-04-02").file(copies="2").rules()


@pytest.mark.parametrize(("is_sealed", "is_noted"), [("on", False), ("", True)])
def test_an_objection_without_seal_is_noted_cb_056(story: Story, is_sealed: str, is_noted: bool) -> None:
    story.to_signature().at("2026-04-02").file("2026-04-02").at("2026-04-08").review("objection", is_sealed=is_sealed)

    assert ("CB-056" in story.rules()) is is_noted


def test_a_new_filing_starts_the_clock_anew_cb_059(story: Story) -> None:
    story.to_signature().at("2026-04-02").file("2026-04-02").confirm_papers()
    first = story.clock("review").due_on
    story.at("2026-04-08").review("objection").confirm_papers().at("2026-04-09").make("renegotiate", {"reason": "改"})

    story.draft("2026-05-01", "2027-04-30").initial().table().at("2026-04-10").vote().confirm_papers()
    story.at("2026-04-13").sign().at("2026-04-14").file("2026-04-14")

    assert first == date(2026, 4, 17)
    assert story.clock("review").due_on == date(2026, 4, 29)
    assert story.contract.term_from == date(2026, 5, 1)
    with scoped(BUILDER):
        assert [filing.number for filing in story.contract.filings.order_by("number")] == [1, 2]


def test_a_publication_after_five_days_is_noted_cb_060(story: Story) -> None:
    story.to_signature().at("2026-04-02").file("2026-04-02").at("2026-04-18", 0, 0, 0).sweep()
    assert story.contract.effective_on == date(2026, 4, 18)

    story.at("2026-04-24", 0, 0, 0).sweep()
    assert story.state == "performing"
    story.at("2026-04-24").make("publish", {"day": "2026-04-24", "via": "公告栏"})

    assert "CB-060" in story.rules()


@pytest.mark.parametrize(
    "verb",
    [
        "agree",
        "prepare",
        "begin_talks",
        "initial_draft",
        "table_draft",
        "record_vote",
        "sign",
        "file",
        "review",
        "publish",
    ],
)
def test_no_shortcut_leads_past_the_offer(story: Story, verb: str) -> None:
    with pytest.raises(Refused):
        story.make(verb, scan=True)

    assert story.state == "drafting"


@pytest.mark.parametrize("verb", ["take_effect", "reply_overdue", "expire", "open_renewal", "leave_unpublished"])
def test_what_time_brings_about_nobody_can_type(story: Story, verb: str) -> None:
    with pytest.raises(Refused):
        story.make(verb)


def test_an_existing_contract_cannot_be_taken_over_from_nothing(story: Story) -> None:
    with pytest.raises(Refused):
        story.make("take_over")


def test_nothing_is_published_before_the_day_it_takes_effect(story: Story) -> None:
    """In force from 21 April 2026: the 20th is no day of publication, whenever it is entered."""
    story.to_signature("2026-03-02").at("2026-04-03").file("2026-04-03").at("2026-04-21", 0, 0, 0).sweep()

    with pytest.raises(InvalidInput) as refused:
        story.at("2026-04-22").make("publish", {"day": "2026-04-20", "via": "公告栏"})

    assert "公布日期不能早于这一天" in str(refused.value.form.errors["day"])
    assert story.make("publish", {"day": "2026-04-21", "via": "公告栏"}).contract.published_on == date(2026, 4, 21)
