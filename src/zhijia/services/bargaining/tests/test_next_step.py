"""The chair is led through the life of a contract: what is asked of her can be done, and nothing is offered that is refused."""

from zhijia.engines.cases.advance import check_move
from zhijia.engines.cases.clocks import LocalLaw
from zhijia.engines.cases.desk import DeskFilter, desk_of
from zhijia.engines.cases.flow import Turn, get_flow
from zhijia.engines.cases.queries import moves_open_to
from zhijia.law.lights import Light
from zhijia.organisation.scopes import load_actor, scoped
from zhijia.organisation.tests.factories import BUILDER, SmallCity
from zhijia.services.bargaining.models.bargainings import Side
from zhijia.services.bargaining.tests.story import FILLED, Story, open_story


def asked(story: Story) -> set[str]:
    """What the case awaits of posts; each of it is open to whoever is asked, and nothing open is refused."""
    with scoped(BUILDER):
        rows = list(story.case.awaits.filter(party="").values_list("verb", "role"))
    figures = {"chair": story.city.chair, "officer": story.officer}
    for role, figure in figures.items():
        actor = load_actor(figure.user, today=story.today())
        with scoped(actor):
            flow, case = get_flow(story.case.kind), story.case
            turn = Turn(case, flow.record_of(case), actor, story.now, story.today())
            offered = {move.verb for move in moves_open_to(actor, turn, flow)}
            for verb in offered:
                if not flow.move(verb).page(turn.record):
                    check_move(flow.move(verb), turn)
        assert {verb for verb, wanted in rows if wanted == role} <= offered
    return {verb for verb, _role in rows}


def open_to_chair(story: Story) -> set[str]:
    actor = load_actor(story.city.chair.user, today=story.today())
    with scoped(actor):
        flow, case = get_flow(story.case.kind), story.case
        turn = Turn(case, flow.record_of(case), actor, story.now, story.today())
        return {move.verb for move in moves_open_to(actor, turn, flow)}


def test_each_step_asks_for_the_next_one_from_the_offer_to_the_renewal(city: SmallCity) -> None:
    story = open_story(city)
    assert asked(story) == {"send_offer"}
    assert asked(story.send_offer()) == {"record_service"}
    assert asked(story.at("2026-03-03").serve("2026-03-03")) == {"agree", "confirm_paper"}
    assert "record_service" not in open_to_chair(story)
    actor = load_actor(city.chair.user, today=story.today())
    with scoped(actor):
        desk = desk_of(actor, DeskFilter(), today=story.at("2026-03-23").today(), law=LocalLaw())
        assert desk.get(verb="agree").light == Light.GREY.value  # type: ignore[attr-defined]  # annotated by desk_of
    story.confirm_papers().at("2026-03-11").agree("2026-03-11").confirm_papers()
    assert asked(story) == {"prepare"}
    assert asked(story.make("prepare")) == {"name_negotiator", "agree_meeting"}
    assert asked(story.seat(Side.WORKERS)) == {"name_negotiator", "agree_meeting"}
    assert asked(story.seat(Side.EMPLOYER)) == {"agree_meeting"}
    assert asked(story.make("agree_meeting", {"day": "2026-03-16", "place": "公司会议室"})) == {"begin_talks"}
    with scoped(BUILDER):
        assert str(story.case.awaits.get(verb="begin_talks").due_on) == "2026-03-16"
    assert asked(story.at("2026-03-16").make("begin_talks", {"first_meeting_on": "2026-03-16"})) == {"write_draft"}
    assert "initial_draft" not in open_to_chair(story)
    assert asked(story.write_draft("2026-04-01", "2027-03-31")) == {"write_draft"}
    assert asked(story.fill(FILLED["wage"])) == {"record_meeting"}
    assert asked(story.note_meeting()) == {"sign_minutes"}
    assert asked(story.sign_minutes()) == {"print_draft"}
    assert asked(story.make("print_draft")) == {"initial_draft"}
    assert asked(story.initial()) == {"table_draft"}
    assert asked(story.table()) == {"record_vote"}
    assert asked(story.at("2026-03-30").vote()) == {"confirm_paper"}
    assert "sign" not in open_to_chair(story)
    assert asked(story.confirm_papers()) == {"sign"}
    assert asked(story.at("2026-03-31").sign()) == {"file"}
    assert asked(story.at("2026-04-03").file("2026-04-03")) == {"review"}
    assert "acknowledge" not in open_to_chair(story)
    assert asked(story.at("2026-04-21").sweep()) == {"publish", "report_up"}
    assert asked(story.make("publish", {"day": "2026-04-21", "via": "公告栏"})) == {"inspect", "report_up"}
    assert asked(story.make("report_up", {"day": "2026-04-21"})) == {"inspect"}
    assert asked(story.at("2027-02-01").sweep()) == {"renew", "inspect"}
