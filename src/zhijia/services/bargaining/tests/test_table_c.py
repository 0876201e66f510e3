"""Rules of table C that are judged along the way: each passes once and is refused, warned or recorded once."""

from datetime import date

import pytest

from zhijia.engines.cases.advance import InvalidInput
from zhijia.engines.cases.hearing import hear
from zhijia.engines.cases.opening import SUBJECT
from zhijia.lib.sentences import Refused
from zhijia.organisation.scopes import SYSTEM, scoped
from zhijia.organisation.tests.factories import BUILDER, SmallCity
from zhijia.services.bargaining.actions.opening import NewBargaining, open_bargaining, succeed
from zhijia.services.bargaining.flow import BARGAINING_FLOW
from zhijia.services.bargaining.models import Negotiator, PerformanceInspection
from zhijia.services.bargaining.models.bargainings import BargainingKind, ChangeGround, ContractType, Side
from zhijia.services.bargaining.models.talks import ChosenBy, LeaveGround
from zhijia.services.bargaining.tests.story import Story, moment, open_story
from zhijia.trail.models import Event
from zhijia.trail.record import NewEvent, Subject, record


@pytest.fixture
def accepted(city: SmallCity) -> Story:
    """The employer of the mill has agreed to talk, on 3 March 2026."""
    return open_story(city).send_offer().at("2026-03-03").serve("2026-03-03").agree("2026-03-03")


@pytest.fixture
def signed(city: SmallCity) -> Story:
    """A wage agreement that was signed on 31 March 2026."""
    return open_story(city).to_signature("2026-03-02")


def test_a_refusal_without_a_reason_is_told_at_its_field_cb_004(city: SmallCity) -> None:
    story = open_story(city).send_offer().at("2026-03-03").serve("2026-03-03").at("2026-03-10")

    with pytest.raises(InvalidInput) as told:
        story.refuse("2026-03-10", reason="")
    assert set(told.value.form.errors) == {"reason"}

    assert story.refuse("2026-03-10").state == "refused"


@pytest.mark.parametrize(("consenting", "is_refused"), [("49", True), ("50", True), ("51", False)])
def test_more_than_half_of_the_staff_consents_where_there_is_no_union_cb_018(
    accepted: Story, consenting: str, is_refused: bool
) -> None:
    """Half suffices for the contract provisions, the wage rules ask for more: the stricter blocks, both are shown."""
    elected = {"chosen_by": ChosenBy.ELECTED, "consenting": consenting, "staff": "100"}
    if is_refused:
        with pytest.raises(Refused, match="1/2"):
            accepted.seat(Side.WORKERS, 1, **elected)
        return

    accepted.seat(Side.WORKERS, 1, **elected)

    assert "CB-018" not in accepted.rules()


def test_an_elected_negotiator_names_who_consented_cb_018(accepted: Story) -> None:
    with pytest.raises(InvalidInput) as told:
        accepted.seat(Side.WORKERS, 1, chosen_by=ChosenBy.ELECTED)

    assert "consenting" in told.value.form.errors


def test_elected_negotiators_whom_no_union_guides_are_noted_cb_019(accepted: Story) -> None:
    accepted.make("prepare").seat(Side.WORKERS, chosen_by=ChosenBy.ELECTED, consenting="80", staff="100")

    accepted.seat(Side.EMPLOYER).make("begin_talks", {"first_meeting_on": "2026-03-03"})

    assert "CB-019" in accepted.rules()


@pytest.mark.parametrize(("ground", "is_warned"), [(LeaveGround.BREACH, False), (LeaveGround.DISMISSED, True)])
def test_a_worker_negotiator_is_dismissed_on_three_grounds_only_cb_022(
    accepted: Story, ground: str, is_warned: bool
) -> None:
    accepted.seat(Side.WORKERS)
    with scoped(BUILDER):
        seat = Negotiator.objects.filter(is_chief=False).order_by("pk")[0]

    accepted.make("end_mandate", {"negotiator": seat.pk, "day": "2026-03-03", "ground": ground, "reason": "被辞退"})

    assert ("CB-022" in accepted.rules()) is is_warned


@pytest.mark.parametrize(("contract_to", "is_warned"), [("2026-06-30", True), ("2027-03-31", False)])
def test_a_mandate_outlives_the_labour_contract_cb_023(accepted: Story, contract_to: str, is_warned: bool) -> None:
    accepted.seat(Side.WORKERS, 1, to_on="2027-03-02", contract_to=contract_to)

    assert ("CB-023" in accepted.rules()) is is_warned


@pytest.mark.parametrize(("provided_on", "is_warned"), [("2026-03-04", False), ("2026-03-09", True)])
def test_wage_data_comes_five_days_before_the_talks_cb_030(accepted: Story, provided_on: str, is_warned: bool) -> None:
    item = {"asked_by": Side.WORKERS, "item": "上年度人工成本", "requested_on": "2026-03-03"}
    accepted.make("prepare").seat_both().make("ask_data", item)
    with scoped(BUILDER):
        asked = accepted.bargaining.data_requests.get()
    accepted.at(provided_on).make("provide_data", {"items": [asked.pk], "day": provided_on}, scan=True)

    accepted.at("2026-03-10").make("begin_talks", {"first_meeting_on": "2026-03-10"})

    assert ("CB-030" in accepted.rules()) is is_warned


@pytest.mark.parametrize("is_sworn", [True, False])
def test_negotiators_undertake_to_keep_secrets_cb_031(accepted: Story, is_sworn: bool) -> None:
    accepted.make("prepare").seat(Side.WORKERS, is_confidential="on" if is_sworn else "").seat(Side.EMPLOYER)

    accepted.make("begin_talks", {"first_meeting_on": "2026-03-03"})

    assert ("CB-031" in accepted.rules()) is not is_sworn


def test_what_no_assembly_passed_cannot_be_signed_cb_041(city: SmallCity) -> None:
    story = open_story(city).to_the_table().at("2026-03-17").meet().draft("2026-04-01", "2027-03-31").initial()

    with pytest.raises(Refused):
        story.make("sign", {"day": "2026-03-17", "by_chiefs": "on"}, scan=True)

    assert story.table().vote().state == "adopted"


@pytest.mark.parametrize("is_explained", [True, False])
def test_a_wage_agreement_is_filed_with_an_explanation_cb_053(signed: Story, is_explained: bool) -> None:
    signed.at("2026-04-03").file("2026-04-03", has_explanation="on" if is_explained else "")

    assert ("CB-053" in signed.rules()) is not is_explained


@pytest.mark.parametrize(("about", "is_recorded"), [({"on_content": "第五条低于法定标准。"}, False), ({}, True)])
def test_an_objection_concerns_capacity_procedure_or_content_cb_055(
    signed: Story, about: dict[str, str], is_recorded: bool
) -> None:
    signed.at("2026-04-03").file("2026-04-03").at("2026-04-10").review("objection", **about)

    assert signed.state == "objected"
    assert ("CB-055" in signed.rules()) is is_recorded


@pytest.mark.parametrize(("day", "is_warned"), [("2027-03-02", False), ("2027-03-03", True)])
def test_wages_are_bargained_about_once_a_year_cb_062(city: SmallCity, day: str, is_warned: bool) -> None:
    open_story(city).at("2026-03-02").send_offer().make("abandon", {"reason": "改期"})
    again = NewBargaining(union=city.mill_union, enterprise=city.mill, contract_type=ContractType.WAGE)
    with scoped(city.chair.actor):
        bargaining = open_bargaining(again, actor=city.chair.actor, now=moment(day))

    story = Story(city, bargaining.case_id, city.chair, moment(day)).send_offer()

    assert ("CB-062" in story.rules()) is is_warned


@pytest.fixture
def in_force(signed: Story) -> Story:
    """The wage agreement took effect by itself on 21 April 2026."""
    return signed.at("2026-04-03").file("2026-04-03").confirm_papers().at("2026-04-21", 0).sweep()


@pytest.mark.parametrize(("ground", "is_told"), [("", True), (ChangeGround.AGREED, False)])
def test_a_contract_is_dissolved_on_one_of_five_grounds_cb_065(in_force: Story, ground: str, is_told: bool) -> None:
    given = {"day": "2026-05-06", "ground": ground, "note": "双方协商一致解除。"}
    in_force.at("2026-05-06")
    if is_told:
        with pytest.raises(InvalidInput):
            in_force.make("dissolve", given, scan=True)
        return

    assert in_force.make("dissolve", given, scan=True).state == "dissolved"


def test_a_change_takes_the_whole_procedure_cb_066(in_force: Story) -> None:
    actor, now = in_force.city.chair.actor, in_force.now
    with scoped(actor):
        with pytest.raises(Refused, match="依据"):
            succeed(in_force.contract, kind=BargainingKind.CHANGE, actor=actor, now=now)
        change = succeed(
            in_force.contract, kind=BargainingKind.CHANGE, actor=actor, now=now, change_ground=ChangeGround.AGREED
        )

    assert change.case.state == "drafting"
    assert in_force.state == "effective"


@pytest.mark.parametrize(("day", "is_open"), [("2027-01-29", False), ("2027-01-30", True)])
def test_renewal_of_wages_may_be_demanded_within_sixty_days_of_the_end_cb_063(
    in_force: Story, day: str, is_open: bool
) -> None:
    assert (in_force.at(day).sweep().state == "renewing") is is_open


def test_a_contract_ends_with_its_term_cb_064(in_force: Story) -> None:
    assert in_force.at("2027-03-31", 23, 59, 59).sweep().state == "renewing"

    assert in_force.at("2027-04-01", 0, 0, 0).sweep().state == "expired"


def test_the_congress_hears_of_the_performance_within_a_year_cb_068(city: SmallCity) -> None:
    story = open_story(city, ContractType.GENERAL).to_signature("2026-03-02", ("2026-04-01", "2028-03-31"))
    story.at("2026-04-03").file("2026-04-03").confirm_papers().at("2026-04-21", 0).sweep()

    assert story.at("2027-04-21", 23, 59).sweep().clock("report").overdue_seen_on is None
    assert story.at("2027-04-22", 0).sweep().clock("report").overdue_seen_on is not None


def test_what_the_congress_heard_starts_the_year_anew_cb_068(city: SmallCity) -> None:
    """With an inspection or without one; nobody enters it, and who corrects the day moves the clock."""
    story = open_story(city, ContractType.GENERAL).to_signature("2026-03-02", ("2026-04-01", "2028-03-31"))
    story.at("2026-04-03").file("2026-04-03").confirm_papers().at("2026-04-21", 0).sweep()

    def heard(day: str) -> date:
        told = {"passed": [], "signers": "主席团", "reports": [story.case_id, story.case_id + 10_000]}
        with scoped(SYSTEM):
            session = Subject(SUBJECT, story.case_id, "会议")
            event = record(NewEvent("congress.resolved", moment(day), SYSTEM.doer, session, data=told))
            for _twice in range(2):
                hear(BARGAINING_FLOW, Event.objects.get(pk=event))
        return story.clock("report").due_on

    with pytest.raises(Refused):
        story.make("hear_report")
    assert heard("2027-03-01") == date(2028, 3, 1)
    with scoped(BUILDER):
        inspected = PerformanceInspection.objects.create(
            contract=story.contract, period_from="2026-04-21", period_to="2026-12-31", inspected_on="2027-03-05"
        )
    story.at("2027-03-02").redate("report", "2027-02-26")
    assert (story.clock("report").due_on, story.contract.report_heard_on) == (date(2028, 2, 26), date(2027, 2, 26))
    assert heard("2027-03-31") == date(2028, 3, 31)
    with scoped(BUILDER):
        inspected.refresh_from_db()
    assert inspected.reported_to_congress_on == date(2027, 3, 31)  # what it found was told with the report
