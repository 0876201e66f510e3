"""Elections in a union that exists: renewal, by-election, recall, extraordinary meeting, a chair's transfer (services §A3)."""

from datetime import date

import pytest
from django.urls import reverse

from zhijia.engines.cases.advance import InvalidInput
from zhijia.engines.indicators.reading import read_many
from zhijia.lib.sentences import NotYours, Refused
from zhijia.organisation.models import Person, PostHolding, Union
from zhijia.organisation.scopes import scoped
from zhijia.organisation.tests.factories import BUILDER, SmallCity
from zhijia.services.bargaining.tests.story import moment
from zhijia.services.organising.electing import forms
from zhijia.services.organising.electing.listing import read_terms
from zhijia.services.organising.electing.models import OfficeTerm
from zhijia.services.organising.electing.voting import candidates_for
from zhijia.services.organising.elections.models import Election
from zhijia.services.organising.elections.opening import NewElection, open_election
from zhijia.services.organising.tests.election_story import NAMES, Story, open_story


def reported(city: SmallCity) -> Story:
    """Put up on 12 October 2026, shown until the 19th, met on the 20th."""
    story = open_story(city).nominate("committee", "何甲", "何乙", "何丙", "吕甲", "青主席").nominate("chair", "何甲")
    story.nominate("audit", "吕乙", "吕丙").shown("2026-10-20").ask(seats=4, audit_seats=1).by_above("approve")
    story.tally("committee", [30, 29, 28, 20, 3]).tally("chair", [27]).tally("audit", [30, 0])
    return story.make("report", {"ordinal": 3, "term_years": 3})


def test_a_renewal_changes_the_posts_and_begins_the_next_term_on_the_day_of_its_approval(city: SmallCity) -> None:
    story = reported(city)
    assert story.awaited == {("confirm", city.north_town.pk)}
    story.at("2026-11-02").by_above("confirm")

    assert story.state == "confirmed"
    assert story.holders() == {
        "工会主席·青主席": "何甲", "工会委员": "何甲", "工会委员1": "何乙", "工会委员2": "何丙", "工会委员3": "吕甲",
        "经审委员": "吕乙",
    }  # fmt: skip
    with scoped(BUILDER):
        union = Union.objects.get(pk=city.mill_union.pk)
        term = OfficeTerm.objects.get(union=union)
        old = PostHolding.objects.get(person=city.chair.person)
        found = read_many(("organising.elections_held",), path=city.north.path, on=date(2026, 11, 2))
    assert (union.term_from, union.term_to) == (date(2026, 11, 2), date(2029, 11, 1))
    assert (term.ordinal, term.from_on, term.to_on, term.about_id) == (3, *_span(union), story.case_id)
    assert old.to_on == date(2026, 11, 2)
    assert found["organising.elections_held"].value == 1
    assert story.rules() == set()


def _span(union: Union) -> tuple[object, object]:
    return union.term_from, union.term_to


def test_or_02_the_union_does_not_answer_its_own_petition(city: SmallCity) -> None:
    story = reported(city)

    with pytest.raises(NotYours):
        story.make("confirm", {"words": ""})
    assert story.state == "reported"


def test_or_17_a_renewal_after_the_end_of_the_term_is_noted_and_its_light_is_red(city: SmallCity) -> None:
    """The term ends on 31 October 2026: yellow from the 90th day before, red after it."""
    story = (
        open_story(city, "2026-11-02").nominate("committee", "何甲", "何乙", "何丙", "吕甲").nominate("chair", "何甲")
    )
    story.shown("2026-11-10").ask(seats=3)

    assert "OR-17" in story.rules()
    lights = {}
    with scoped(city.town_cadre.actor):
        for day in (date(2026, 8, 1), date(2026, 8, 2), date(2026, 10, 31), date(2026, 11, 1)):
            lights[day.isoformat()] = [row.light for row in read_terms(city.town_cadre.actor, today=day) if row.ends_on]
    assert lights == {"2026-08-01": [], "2026-08-02": ["behind"], "2026-10-31": ["behind"], "2026-11-01": ["late"]}


def test_or_18_a_renewal_is_put_off_with_consent_and_more_than_six_months_is_noted(city: SmallCity) -> None:
    """The term ends on 31 October 2026: the last of six months is 30 April 2027. Other regions say so; here it warns."""
    story = open_story(city)
    with pytest.raises(Refused, match="晚于本届期满日"):
        story.make("ask_postponing", {"postpone_to": "2026-10-31", "reason": "企业搬迁"})
    story.make("ask_postponing", {"postpone_to": "2027-04-30", "reason": "企业搬迁"})
    assert story.rules() == set()
    story.make("ask_postponing", {"postpone_to": "2027-05-01", "reason": "企业搬迁"})
    assert story.rules() == {"OR-18"}
    story.make("ask_postponing", {"postpone_to": "2027-04-30", "reason": "企业搬迁"})
    assert story.awaited == {("postpone", city.north_town.pk)}
    story.by_above("postpone")

    with scoped(BUILDER):
        assert OfficeTerm.objects.get(union=city.mill_union).postponed_to == date(2027, 4, 30)
    with scoped(city.town_cadre.actor):
        assert not [row for row in read_terms(city.town_cadre.actor, today=date(2026, 11, 1)) if row.ends_on]


def test_or_19_a_chair_goes_in_term_when_committee_and_union_above_agree(city: SmallCity) -> None:
    story = open_story(city, kind="transfer", holding=city.chair)
    with pytest.raises(Refused) as told:
        story.make("ask", {"consented_on": ""})
    assert told.value.rule == "OR-19"
    story.make("ask", {"consented_on": "2026-10-12"})
    assert story.holders() == {"工会主席·青主席": "青主席"}
    story.by_above("approve")

    assert (story.state, story.holders()) == ("done", {})
    with scoped(city.town_cadre.actor):
        words = [row.words for row in read_terms(city.town_cadre.actor, today=date(2026, 10, 13))]
    assert "主席空缺，请补选" in words


def test_or_20_a_recall_takes_more_than_half_of_all_members(city: SmallCity) -> None:
    """Of 31 members 15 are not enough, 16 are; the chair leaves when the union above has confirmed it."""
    for yes, state in ((15, "not_passed"), (16, "held")):
        story = open_story(city, kind="recall", holding=city.chair) if yes == 15 else story_again(city)
        story.ask().by_above("approve")
        story.make("record_recall", {"held_on": "2026-10-12", "entitled": 20, "yes": yes})
        assert (story.state, story.election.entitled) == (state, 31), "a smaller number lowers no half"
    story.make("report").by_above("confirm")

    assert story.holders() == {}


def test_or_20_a_recall_by_delegates_counts_as_many_as_the_union_above_was_told(city: SmallCity) -> None:
    """Of ten delegates five are exactly half and not enough, six are; fewer cannot be named when the votes are known."""
    story = open_story(city, kind="recall", holding=city.chair)
    for entitled in ("", 32):
        with pytest.raises(InvalidInput, match="entitled"):
            story.ask(assembly="delegates", entitled=entitled)
    for yes, state in ((5, "not_passed"), (6, "held")):
        story = story if yes == 5 else story_again(city)
        story.ask(assembly="delegates", entitled=10).by_above("approve")
        story.make("record_recall", {"held_on": "2026-10-12", "entitled": 9, "yes": yes})
        assert (story.state, story.election.entitled, story.election.yes) == (state, 10, yes)
    story.make("report").by_above("confirm")

    assert story.holders() == {}


def story_again(city: SmallCity) -> Story:
    """Another recall of the same chair, with the members that stand already."""
    with scoped(city.chair.actor):
        holding = PostHolding.objects.get(post=city.chair.post)
        new = NewElection(union=city.mill_union, kind="recall", reason="不称职", holding=holding)
        case_id = open_election(new, actor=city.chair.actor, now=moment("2026-10-12")).case_id
    return Story(city, case_id, moment("2026-10-12"))


@pytest.mark.parametrize(("proposers", "is_enough"), [(10, False), (11, True)])
def test_or_21_a_third_of_the_members_may_demand_a_meeting(city: SmallCity, proposers: int, is_enough: bool) -> None:
    story = open_story(city, kind="extraordinary", proposer="members", proposers=proposers)
    if not is_enough:
        with pytest.raises(Refused) as told:
            story.ask()
        assert told.value.rule == "OR-21"
        return
    story.ask().by_above("approve").make("record_meeting", {"held_on": "2026-10-12", "decided": "修改经费办法"})

    assert story.state == "done"


def test_a_vacant_chair_is_filled_within_three_months_or_it_is_noted(city: SmallCity) -> None:
    """Vacant since 1 July 2026: due on the 8th of October, after the holidays; asked for on the 20th."""
    with scoped(BUILDER):
        PostHolding.objects.filter(post=city.chair.post).update(to_on=date(2026, 7, 1))
        deputy = {"kind": "deputy", "from_on": date(2026, 7, 1), "to_on": date(2027, 1, 1)}
        assert city.chair.post is not None
        PostHolding.objects.create(post=city.chair.post, person=city.chair.person, **deputy)
    story = open_story(city, kind="by_election", vacant_on=date(2026, 7, 1))
    assert story.clock("vacancy").due_on == date(2026, 10, 8)
    story.nominate("chair", "何甲").shown("2026-10-20").ask().by_above("approve")
    story.tally("chair", [20]).make("report").by_above("confirm")

    assert story.rules() == {"union.chair.vacancy"}
    assert story.holders() == {"工会主席·青主席": "何甲"}


def test_nothing_is_done_out_of_order_or_for_another_kind(city: SmallCity) -> None:
    story = open_story(city)

    for verb in ("tally_committee", "report", "record_recall", "record_meeting", "ask"):
        with pytest.raises(Refused):
            story.make(verb, {})
    for verb in ("approve", "confirm", "postpone"):
        with pytest.raises(Refused):
            story.by_above(verb)
    assert story.state == "planned"


def test_or_13_more_people_than_members_neither_recall_nor_demand_a_meeting(city: SmallCity) -> None:
    """Of 31 members neither 32 nor a million can be entitled; what no field of a number holds is refused, not an error."""
    story = open_story(city, kind="recall", holding=city.chair).ask().by_above("approve")
    with pytest.raises(InvalidInput, match="yes"):
        story.make("record_recall", {"held_on": "2026-10-12", "entitled": 10**12, "yes": 32})
    with scoped(BUILDER):
        Election.objects.filter(pk=story.election.pk).update(assembly="delegates")
    for entitled in (32, 1_000_000, 10**12):
        with pytest.raises(InvalidInput, match="entitled"):
            story.make("record_recall", {"held_on": "2026-10-12", "entitled": entitled, "yes": 16})
    url = reverse("organising:open_election", args=[city.mill_union.pk])
    asked = {"kind": "extraordinary", "reason": "审议经费", "proposer": "members", "proposers": 10**12}
    page = city.chair.client().post(url, asked)

    assert (story.state, page.status_code) == ("approved", 422)
    assert "多于有选举权的会员（31人）" in page.content.decode()


def test_a_written_in_name_without_a_number_of_votes_is_told_and_nothing_is_counted(city: SmallCity) -> None:
    story = open_story(city, kind="by_election", vacant_on=date(2026, 10, 1))
    story.nominate("chair", "何甲").shown("2026-10-20").ask().by_above("approve")

    for written in ("何乙 ²", f"何乙 {10**20}", "何乙 -3", "何乙"):
        with pytest.raises(InvalidInput, match="write_ins"):
            story.tally("chair", [20], write_ins=written)
    assert story.state == "approved"


def test_a_second_click_opens_no_second_election_and_a_vacancy_lies_within_the_term(city: SmallCity) -> None:
    """The strip of the case says what the clock is called that its opening started."""
    with scoped(BUILDER):
        city.mill_union.term_from = date(2021, 11, 1)
        city.mill_union.save(update_fields=["term_from"])
    url, client = reverse("organising:open_election", args=[city.mill_union.pk]), city.chair.client()
    asked = {"kind": "by_election", "reason": "主席调离"}
    ancient = client.post(url, asked | {"vacant_on": "1900-01-01"})
    first = client.post(url, asked | {"vacant_on": "2026-10-01"})
    second = client.post(url, asked | {"vacant_on": "2026-10-01"})
    page = client.get(first["Location"]).content.decode()

    assert [answer.status_code for answer in (ancient, first, second)] == [422, 302, 422]
    assert "正在办理" in second.content.decode()
    assert "补选主席" in page


def test_in_a_large_union_a_candidate_is_typed_and_not_one_of_thousands_in_a_list(
    city: SmallCity, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(forms, "MOST_OFFERED", 30)
    story = open_story(city)
    url = reverse("cases:move", args=[story.case_id, "nominate"])
    page = city.chair.client().get(url).content.decode()

    def typed(name: str) -> str:
        said = {"body": "committee", "member": name, "declared_on": story.today, "declares": "on"}
        try:
            story.make("nominate", said)
        except InvalidInput as invalid:
            return str(invalid.form.errors["member"][0])
        return ""

    assert "<option" not in page.split('name="member"')[1].split("declared_on")[0]
    assert (typed(NAMES[0]), "不是有权参加选举的会员" in typed("无名氏")) == ("", True)
    with scoped(BUILDER):
        Person.objects.filter(name=NAMES[1]).update(name=NAMES[2])
    assert "有两名" in typed(NAMES[2])
    with scoped(BUILDER):
        assert [one.name for one in candidates_for(story.election, "committee")] == [NAMES[0]]
