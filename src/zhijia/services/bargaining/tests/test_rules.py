"""The rules of table C that the flow of a bargaining keeps: what blocks is refused, what warns stays on the case."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date

import pytest

from zhijia.engines.cases.advance import InvalidInput
from zhijia.engines.documents.models import IssuedDocument, SignedCopy
from zhijia.lib.sentences import Refused
from zhijia.organisation.models.unions import UnionKind
from zhijia.organisation.scopes import scoped
from zhijia.organisation.tests.factories import BUILDER, SmallCity, make_union
from zhijia.services.bargaining.actions.drafting import add_clause
from zhijia.services.bargaining.actions.opening import NewBargaining, open_bargaining
from zhijia.services.bargaining.drafting.edits import Written
from zhijia.services.bargaining.models import Contract
from zhijia.services.bargaining.models.bargainings import ContractType, Side, Track
from zhijia.services.bargaining.models.talks import ChosenBy
from zhijia.services.bargaining.tests.story import FILLED, Story, moment, open_story


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
    """Written, printed, and only then signed; without it the chiefs do not initial what came of it."""
    story = at_the_table.at("2026-03-17").note_meeting().draft("2026-04-01", "2027-03-31").make("print_draft")
    with refused_by("CB-033"):
        story.initial()
    with pytest.raises(InvalidInput) as told:
        story.sign_minutes(signed_on="", by_all="")
    assert set(told.value.form.errors) == {"signed_on", "by_all"}
    with pytest.raises(InvalidInput) as told:
        story.sign_minutes(signed_on="2026-03-16")
    assert set(told.value.form.errors) == {"signed_on"}

    story.at("2026-03-18").sign_minutes().initial()

    with scoped(BUILDER):
        copies = SignedCopy.objects.order_by("pk").values_list("document__template", "signed_on")
        assert [(kind, str(day)) for kind, day in copies] == [
            ("bargaining.minutes", "2026-03-18"),
            ("bargaining.draft", "2026-03-18"),
        ]


def test_the_chiefs_sign_the_text_that_was_printed_cb_040(at_the_table: Story) -> None:
    story = at_the_table.at("2026-03-17").meet().write_draft("2026-04-01", "2027-03-31")
    with pytest.raises(Refused, match="还没有填写"):
        story.make("print_draft")
    story.fill(FILLED["wage"]).make("print_draft")
    with pytest.raises(Refused, match="已经打印"):
        story.make("print_draft")
    written = Written("附则", "附则", "本合同一式三份。", {})

    story.edit(add_clause, "", written).make("print_draft")

    with scoped(BUILDER):
        first, second = IssuedDocument.objects.filter(template="bargaining.draft").order_by("pk")
    assert first.title == "工资专项集体合同（草案）"
    assert (first.data["edits"], second.data["edits"]) == (1, 2)
    assert first.data["fingerprint"] != second.data["fingerprint"]
    assert second.data["fingerprint"] in second.model


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
