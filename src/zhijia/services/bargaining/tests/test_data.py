"""Data for the talks: asked in the offer, owed by the employer, by a day that counts back from the agreed first meeting."""

from zhijia.engines.cases.models import ClockState
from zhijia.engines.cases.queries import timeline_of, todos_of
from zhijia.organisation.scopes import load_actor, scoped
from zhijia.organisation.tests.factories import BUILDER, Figure, SmallCity, make_contact
from zhijia.services.bargaining.tests.story import Story, open_story

ASKED = "1. 上年度人工成本\n2. 利润表"


def asked_of(story: Story, figure: Figure) -> dict[str, str]:
    """What the contact's home lists of this case, with its last day."""
    actor = load_actor(figure.user, today=story.today())
    with scoped(actor):
        return {row.verb: str(row.due_on) for row in todos_of(actor)}


def provide(story: Story, item: str, *, by: Figure) -> Story:
    with scoped(BUILDER):
        request = story.bargaining.data_requests.get(item=item)
    day = story.today().isoformat()
    actor = load_actor(by.user, today=story.today())
    return story.make("provide_data", {"items": [request.pk], "day": day}, by=actor)


def to_preparation(city: SmallCity) -> tuple[Story, Figure]:
    """The mill's contact agreed on 20 April 2026 to an offer that asked for two things."""
    with scoped(BUILDER):
        contact = make_contact("青代表", of=city.mill, home=city.north_town)
    story = open_story(city, day="2026-04-13").send_offer(channel="online", data_requested=ASKED).at("2026-04-20")
    reply = {"decision": "agree", "replied_on": "2026-04-20", "signer": "柯经理"}
    return story.make("agree", reply, by=load_actor(contact.user, today=story.today())).make("prepare"), contact


def test_what_the_offer_asked_for_is_owed_five_days_before_the_agreed_meeting_cb_030(city: SmallCity) -> None:
    story, contact = to_preparation(city)
    assert asked_of(story, contact) == {"provide_data": "None"}  # no day of the talks is agreed yet

    story.make("agree_meeting", {"day": "2026-05-11", "place": "公司会议室"})
    assert asked_of(story, contact) == {"provide_data": "2026-05-06"}
    provide(story.at("2026-05-05"), "上年度人工成本", by=contact)
    assert asked_of(story, contact) == {"provide_data": "2026-05-06"}
    story.at("2026-05-06", 23, 59, 59).sweep()
    assert story.clock("data").overdue_seen_on is None
    story.at("2026-05-07", 0).sweep()
    with scoped(BUILDER):
        overdue = [event.data["clock"] for event in timeline_of(story.case) if event.kind == "cases.clock_overdue"]
    assert overdue == ["data"]

    provide(story.at("2026-05-08"), "利润表", by=contact)
    assert story.clock("data").state == ClockState.MET
    assert asked_of(story, contact) == {}
    story.seat_both().at("2026-05-11").make("begin_talks", {"first_meeting_on": "2026-05-11"})
    assert "CB-030" in story.rules()


def test_a_meeting_agreed_anew_moves_the_term_and_what_was_asked_too_late_is_no_default_cb_030(city: SmallCity) -> None:
    story, contact = to_preparation(city)
    story.make("agree_meeting", {"day": "2026-05-11", "place": ""})
    story.at("2026-05-07").make("agree_meeting", {"day": "2026-05-18", "place": ""})
    assert asked_of(story, contact) == {"provide_data": "2026-05-13"}
    provide(story.at("2026-05-13"), "利润表", by=contact)
    provide(story, "上年度人工成本", by=contact)
    story.at("2026-05-15").make("ask_data", {"asked_by": "workers", "item": "社保缴费表", "requested_on": "2026-05-15"})
    assert asked_of(story, contact) == {"provide_data": "None"}

    story.seat_both().at("2026-05-18").make("begin_talks", {"first_meeting_on": "2026-05-18"})

    assert "CB-030" not in story.rules()
    assert story.clock("data").state == ClockState.MET
