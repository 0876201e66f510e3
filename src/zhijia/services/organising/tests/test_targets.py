"""The organising drive: found in the gap, contacted stage by stage, told in writing, covered in the end (§A8, OG-01…04)."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.urls import reverse

from zhijia.engines.cases.advance import InvalidInput
from zhijia.engines.cases.hearing import hear
from zhijia.engines.cases.models import Case
from zhijia.engines.cases.opening import event_of
from zhijia.engines.documents.models import IssuedDocument
from zhijia.engines.indicators.reading import read_many
from zhijia.lib.sentences import NotYours, Refused
from zhijia.organisation.actions import cover_enterprise
from zhijia.organisation.models import Union
from zhijia.organisation.models.unions import UnionKind
from zhijia.organisation.models.vitality import LifeKind
from zhijia.organisation.scopes import scoped
from zhijia.organisation.tests.factories import BUILDER, SmallCity, make_enterprise, make_union
from zhijia.services.bargaining.tests.story import moment
from zhijia.services.organising.founding.events import ESTABLISHED
from zhijia.services.organising.founding.models import Founding
from zhijia.services.organising.standing.actions import record_life
from zhijia.services.organising.targets.codes import Source
from zhijia.services.organising.targets.flow import TARGET_FLOW
from zhijia.services.organising.targets.opening import gap_of, list_by_names, list_gap
from zhijia.services.organising.targets.presenting import show_target
from zhijia.services.organising.targets.queries import Chosen, find_targets
from zhijia.services.organising.tests.target_story import list_lone
from zhijia.services.supervision.actions.noticing import note_from_organising
from zhijia.services.supervision.models import Clue
from zhijia.services.supervision.panels.case import show_beside
from zhijia.trail.models import Event
from zhijia.trail.record import record

NUMBERS = ("organising.targets", "organising.targets_done", "organising.targets_stalled", "organising.targets_planned")


def numbers(city: SmallCity, day: str) -> dict[str, object]:
    with scoped(BUILDER):
        found = read_many(NUMBERS, path=city.root.path, on=date.fromisoformat(day))
    return {code.removeprefix("organising."): reading.value for code, reading in found.items()}


def test_an_enterprise_goes_from_the_gap_to_a_union_that_runs(city: SmallCity) -> None:
    story = list_lone(city)
    assert (story.state, story.awaited) == ("clue", {"verify", "assign"})

    story.verify().assign().at("2026-09-10").contact("contacted").at("2026-09-20").contact("agreed")
    story.make("prepare")
    assert (story.state, story.awaited) == ("preparing", {"settle"})
    with scoped(city.town_cadre.actor):
        founding = Founding.objects.select_related("case").get(origin=story.case_id)
    assert (founding.case.state, founding.source) == ("draft", "target")
    with pytest.raises(Refused, match="还没有工会覆盖"):
        story.make("settle")
    with scoped(BUILDER):
        make_union("独木食品工会委员会", parent=city.north_town, kind=UnionKind.ENTERPRISE, covers=city.lone)
    story.at("2026-11-16").make("settle")
    with pytest.raises(Refused, match="还是空壳"):
        story.make("evaluate")
    with scoped(BUILDER):
        union = Union.objects.get(coverages__enterprise=city.lone)
        record_life(
            BUILDER, union, kind=LifeKind.MEETING, on=date(2026, 11, 1), words="会员大会", now=moment("2026-11-16")
        )
    story.make("evaluate")

    assert (story.state, story.awaited) == ("running", set())
    assert numbers(city, "2026-09-30") == {
        "targets": 0,
        "targets_done": 100,
        "targets_stalled": 0,
        "targets_planned": None,
    }
    with scoped(city.stranger.actor):
        assert not find_targets(city.stranger.actor, Chosen(), today=date(2026, 11, 16)).exists()


def test_a_founding_that_is_approved_settles_its_target_once(city: SmallCity) -> None:
    story = list_lone(city).verify().assign().at("2026-09-20").contact("agreed").make("prepare")
    with scoped(BUILDER):
        founding, other = story.target.founding, story.target.case
        make_union("独木食品工会委员会", parent=city.north_town, kind=UnionKind.ENTERPRISE, covers=city.lone)

    def approved(case: Case | None) -> None:
        with scoped(BUILDER):
            assert case
            told = event_of(ESTABLISHED.code, case, actor=BUILDER, now=moment("2026-11-16"), states=("", ""), data={})
            event = Event.objects.get(pk=record(told))
        for _delivered_twice in range(2):
            hear(TARGET_FLOW, event)

    approved(other)
    assert story.state == "preparing", "what is said of another case moves nothing"
    approved(founding)
    assert (story.state, story.awaited) == ("founded", {"evaluate"})
    approved(founding)

    with scoped(BUILDER):
        kinds = Event.objects.filter(subject_id=story.case_id, data__isnull=False).values_list("kind", flat=True)
        assert list(kinds).count("organising.target_established") == 1
        assert "cases.hearing_refused" not in kinds
    assert story.target.organised_on == story.target.found_on, "the union has been there since long ago"


def test_a_joint_union_takes_an_enterprise_in_and_the_list_may_not_take_it_twice(city: SmallCity) -> None:
    story = list_lone(city)
    actor = city.county_cadre.actor
    with scoped(actor), pytest.raises(Refused, match="都已在名单中"):
        list_gap(actor, now=story.now)
    with scoped(BUILDER):
        joint = make_union("柳湾镇小微企业联合工会", parent=city.north_town, kind=UnionKind.JOINT)
        cover_enterprise(BUILDER, union=joint, enterprise=city.lone, from_on=date(2026, 9, 5), now=moment("2026-09-06"))

    story.at("2026-09-06").make("settle")

    assert (story.state, story.target.organised_on) == ("joined", date(2026, 9, 5))
    assert numbers(city, "2026-09-04")["targets"] == 1
    assert numbers(city, "2026-09-05")["targets"] == 0


def test_a_silence_of_thirty_days_is_yellow_and_of_sixty_red_og_01(city: SmallCity) -> None:
    story = list_lone(city).verify().assign()
    begun = date(2026, 9, 1)
    case, lights = story.target.case, {}
    with scoped(BUILDER):
        for days in (29, 30, 59, 60):
            lights[days] = show_target(BUILDER, case, begun + timedelta(days=days))["facts"][-1].note

    assert lights == {29: "", 30: "滞后", 59: "滞后", 60: "逾期"}
    assert numbers(city, "2026-10-30")["targets_stalled"] == 0
    assert numbers(city, "2026-10-31")["targets_stalled"] == 1
    story.at("2026-11-02").contact("talking")
    assert numbers(city, "2026-11-01")["targets_stalled"] == 1
    assert numbers(city, "2026-11-02")["targets_stalled"] == 0
    story.contact(visited_on="2026-10-20")
    with scoped(BUILDER):
        assert story.target.silences.get(to_on=None).from_on == date(2026, 11, 2)


def test_who_answers_for_it_is_chosen_by_union_post_and_name(city: SmallCity) -> None:
    story = list_lone(city).verify()
    page = city.county_cadre.client().get(reverse("cases:move", args=[story.case_id, "assign"])).content.decode()

    for union, figure in ((city.north_town, city.town_cadre), (city.north, city.county_cadre)):
        assert figure.post
        assert f"{union.name} · {figure.post.title} · {figure.person.name}" in page


def test_a_contact_is_kept_once_waits_for_nobody_and_never_leads_back(city: SmallCity) -> None:
    story, sent = list_lone(city).verify().at("2026-09-10"), str(uuid4())
    story.contact("talking", client_id=sent, promise="送政策汇编", promised_on="2026-09-20")

    with pytest.raises(Refused, match="已经登记"):
        story.contact(client_id=sent)
    with pytest.raises(InvalidInput, match="contacted"):
        story.contact("contacted")

    story.contact(next_action="再次上门", next_on="2026-09-25")
    with scoped(BUILDER):
        due = set(story.target.case.awaits.filter(verb="contact").values_list("due_on", flat=True))
    assert due == {date(2026, 9, 25)}, "what was agreed for a day comes before the silence"
    visit, _next = story.visits
    assert (visit.case.state, visit.case.enterprise_id, visit.confirmed_on) == ("kept", city.lone.pk, None)
    with pytest.raises(NotYours):
        story.make("confirm", case_id=visit.case_id)


def test_letters_have_number_signer_and_receipt_before_supervision_hears_og_03_og_04(city: SmallCity) -> None:
    story = list_lone(city).verify().at("2026-09-10").contact("refused")
    facts = {"facts": "总经理两次拒绝职工建会。"}
    with pytest.raises(Refused, match="先发建会告知书"):
        story.make("escalate", facts)
    story.notify("2026-09-11")
    with pytest.raises(Refused, match="先发建会告知书"):
        story.make("escalate", facts)
    with pytest.raises(Refused, match="还没有登记签收"):
        story.make("send_notice", {"signer": "柳主席", "answer_by": "2026-12-20"})
    story.at("2026-09-12").make("serve_notice", {"served_on": "2026-09-12", "receiver": "王经理"})
    with scoped(BUILDER):
        (letter,) = IssuedDocument.objects.filter(case_id=story.case_id)
    assert letter.number

    story.make("escalate", facts)
    with scoped(BUILDER):
        event = Event.objects.get(kind="organising.target_escalated")
        note_from_organising(event)
        note_from_organising(event)

    with scoped(city.town_cadre.actor):
        clue = Clue.objects.get(origin=story.case_id)
        beside = show_beside(city.town_cadre.actor, story.target.case)
    assert (clue.source, clue.matter, clue.enterprise_id) == ("organising", "union", city.lone.pk)
    assert beside is not None
    assert beside["open_url"]
    with pytest.raises(Refused, match="已经提请"):
        story.make("escalate", facts)


def test_a_list_of_names_says_what_it_did_not_know(city: SmallCity) -> None:
    with scoped(BUILDER):
        small = make_enterprise("江海点点印刷有限公司", territory=city.north_town, headcount=12)
    actor, now = city.county_cadre.actor, moment("2026-09-01")
    with scoped(actor):
        assert [firm.name for firm in gap_of(actor, today=now.date())] == [city.lone.name]
        lines = [city.lone.credit_code, city.mill.name, small.name, city.pier.name, "没有这家", ""]
        listed = list_by_names(lines, source=Source.TAX, actor=actor, now=now)
        targets = list(find_targets(actor, Chosen(), today=now.date()))

    assert (listed.count, listed.passed_over, listed.unknown) == (2, [city.mill.name], [city.pier.name, "没有这家"])
    assert {target.priority for target in targets} == {"ordinary"}
    with scoped(city.chair.actor), pytest.raises(Refused):
        list_gap(city.chair.actor, now=now)


def test_what_a_phone_kept_is_taken_once_and_told_what_is_wrong(city: SmallCity) -> None:
    """The script is answered in JSON; another county's case is not found, a stage that does not follow is named."""
    story = list_lone(city).verify(obstacles=["cost"])
    client, address = city.town_cadre.client(), reverse("organising:contact")
    written = {
        "client_id": str(uuid4()),
        "target": story.case_id,
        "visited_on": story.now.date().isoformat(),
        "channel": "phone",
        "their_people": "王经理",
        "attitude": 3,
        "matters": "电话里约了时间",
        "obstacles": ["losses"],
        "is_added": "1",
    }
    as_json = {"accept": "application/json"}

    ticket = client.get(reverse("organising:contact_ticket")).json()
    backwards = client.post(address, {**written, "stage": "nowhere"}, headers=as_json)
    answers = [client.post(address, written, headers=as_json) for _click in range(2)]
    elsewhere = city.stranger.client().post(address, {**written, "client_id": str(uuid4())}, headers=as_json)

    assert [row["id"] for row in ticket["about"]] == [story.case_id]
    assert (backwards.status_code, len(backwards.json()["errors"])) == (422, 1)
    assert [answer.status_code for answer in answers] == [201, 200]
    assert answers[0].json() == answers[1].json()
    assert elsewhere.status_code == 404
    assert len(story.visits) == 1
    assert story.target.obstacles == ["cost", "losses"]


def test_the_gap_names_its_employers_before_they_are_listed(city: SmallCity) -> None:
    page = city.town_cadre.client().post(reverse("organising:targets_gap"), {"under": "", "under_text": ""})

    assert f">{city.lone.name}</a>" in page.content.decode()
    with scoped(city.town_cadre.actor):
        assert not find_targets(city.town_cadre.actor, Chosen(), today=date(2026, 11, 16)).exists()
