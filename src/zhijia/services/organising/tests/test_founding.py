"""A founding from its first word to the union that is set up, and every guard on the way (services §A2)."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date

import pytest
from django.urls import reverse

from zhijia.engines.ballots.models import TallySheet
from zhijia.engines.cases.advance import InvalidInput
from zhijia.engines.cases.models import Case
from zhijia.engines.cases.sweep import sweep
from zhijia.engines.documents.models import IssuedDocument
from zhijia.engines.indicators.reading import read_many
from zhijia.engines.public_notices.queries import notices_for_worker
from zhijia.lib.sentences import NotYours, Refused
from zhijia.organisation.actions.memberships import Renewal, retain
from zhijia.organisation.models import Membership, Person, PostHolding, Union, UnionCoverage, User
from zhijia.organisation.models.households import Household, HouseholdMember
from zhijia.organisation.scopes import Actor, load_actor, scoped
from zhijia.organisation.tests.factories import BUILDER, LONG_AGO, Figure, SmallCity, make_enterprise, make_worker
from zhijia.services.bargaining.tests.story import moment
from zhijia.services.organising.electing.models import ElectionCandidate, OfficeTerm
from zhijia.services.organising.founding.opening import ask_for_union, asked_by
from zhijia.services.organising.registration.codes import Condition
from zhijia.services.organising.registration.models import Registration
from zhijia.services.organising.registration.opening import Application, apply_for_registration
from zhijia.services.organising.tests.founding_story import Story, open_story
from zhijia.services.organising.tests.registration_story import CODE


def refused(story: Story, rule: str, act: Callable[[], object]) -> None:
    with pytest.raises(Refused) as told:
        act()
    assert told.value.rule == rule


def test_a_union_is_founded_with_its_posts_its_members_its_term_and_its_papers(city: SmallCity) -> None:
    """OR-02 … OR-16, OR-22: every rule kept on the way; the meeting is on 20 October 2026."""
    story = open_story(city).at_the_meeting().elected()
    assert (story.state, story.awaited) == ("elected", {"report"})
    story.reported().at("2026-11-04").established()

    founding = story.founding
    union = founding.union
    assert union is not None
    assert (story.state, story.awaited) == ("established", {"set_up"})
    assert (union.name, union.parent_id) == ("江海独木食品有限公司工会委员会", city.north_town.pk)
    assert (union.term_from, union.term_to) == (date(2026, 11, 4), date(2031, 11, 3))
    with scoped(BUILDER):
        assert UnionCoverage.objects.filter(union=union, enterprise=city.lone, from_on=date(2026, 11, 4)).exists()
        assert Membership.objects.filter(union=union, to_on=None).count() == 30
        held = {
            holding.post.title: holding.person.name
            for holding in PostHolding.objects.filter(post__union=union).select_related("post", "person")
        }
        assert OfficeTerm.objects.get(union=union).ordinal == 1
        labels = list(IssuedDocument.objects.filter(case=story.case_id).order_by("pk").values_list("label", flat=True))
        numbers = set(IssuedDocument.objects.filter(case=story.case_id).values_list("number", flat=True))
    assert held == {
        "工会主席": "赵一鸣", "工会委员": "赵一鸣", "工会委员1": "赵二宝", "工会委员2": "赵三强",
        "经审委员": "钱二宝", "经审委员1": "钱三强", "经审委员2": "孙一鸣", "女职工委员": "赵二宝",
    }  # fmt: skip
    assert labels == [
        "建会申请", "建会批复", "候选人公示", "召开大会的请示", "建会批复", *["大会选举记录"] * 4, "选举结果报告", "建会批复",
    ]  # fmt: skip
    assert "" not in numbers
    assert story.rules() == set()
    with scoped(BUILDER):
        found = read_many(
            ("organising.unions_founded", "organising.foundings_stalled"), path=city.north.path, on=date(2026, 11, 4)
        )
    assert [reading.value for reading in found.values()] == [1, 0]


def test_the_new_chair_sets_the_union_up_and_enters_its_certificate(city: SmallCity) -> None:
    story = open_story(city).at_the_meeting().elected().reported().at("2026-10-30").established()
    union = story.founding.union
    assert union is not None
    with scoped(BUILDER):
        chair = PostHolding.objects.get(post__union=union, post__title="工会主席").person
        user = User.objects.create_user("chair", None, person=chair, created_at=story.now)
    figure = Figure(chair, user, None)
    done = {"rules_on": "2026-11-02", "plaque_on": "2026-11-03", "seal_on": "", "seal_number": "", "account_on": ""}
    story.at("2026-11-05").make("set_up", done, by=figure)
    assert story.state == "established"
    story.make("set_up", {**done, "seal_on": "2026-11-05", "seal_number": "A1", "account_on": "2026-11-05"}, by=figure)
    assert (story.state, story.founding.set_up_on) == ("set_up", date(2026, 11, 5))
    assert story.awaited == {"ask_registration"}
    client = figure.client()
    asked = client.get(reverse("cases:move", args=[story.case_id, "ask_registration"]))
    form = client.get(asked.headers["Location"]).content.decode()
    assert f'value="{chair.name}"' in form, "what the register knows is not typed again"
    with pytest.raises(Refused, match="还没有发证"):
        story.make("register", by=figure)

    registration = registered(story, figure)
    assert str(registration.case.number) in client.get(reverse("cases:case", args=[story.case_id])).content.decode()
    given = {"certificate": "法证字1号", "credit_code": CODE, "registered_on": "2026-11-05", "fee": "0"}
    term = {"valid_to": union.term_to.isoformat() if union.term_to else ""}
    story.make("register", {**given, **term}, by=city.county_cadre, case_id=registration.case_id)

    assert story.state == "registered"
    assert (story.founding.certificate, story.founding.registered_on) == ("法证字1号", date(2026, 11, 5))
    with pytest.raises(Case.DoesNotExist):
        story.make("withdraw", {"reason_code": "other", "reason": "不办了"}, by=city.south_chair)


def registered(story: Story, figure: Figure) -> Registration:
    """The new chair's application."""
    application = Application(conditions=Condition.values, chair_name="赵一鸣", address="柳湾镇二号", papers=())
    actor = load_actor(figure.user, today=story.today)
    with scoped(actor):
        union = Union.objects.get(founding=story.founding)
        record, _verdicts = apply_for_registration(actor, union, application, now=story.now)
    return record


def test_the_list_of_a_joint_union_hangs_at_every_employer(city: SmallCity) -> None:
    with scoped(BUILDER):
        other = make_enterprise("江海同街服装有限公司", territory=city.north_town)
        worker = make_worker("隔壁职工", union=city.north_town, enterprise=other)
    story = open_story(city).staffed()
    story.make("add_enterprise", {"enterprise": other.pk})
    story.applied(form="joint").approved().make("begin_recruiting", {"groups": ""}).nominated().announced()
    story.make("put_up", {"posted_on": story.today, "places": "食堂门口"}, case_id=story.notice.case_id)

    read = notices_for_worker(Actor(person_id=worker.person.pk), today=story.today)
    assert [notice.pk for notice in read] == [story.notice.pk]


def test_or_02_whoever_put_a_petition_does_not_answer_it(city: SmallCity) -> None:
    story = open_story(city).staffed().applied()

    with pytest.raises(Refused, match="报送人不能批复"):
        story.make("approve_prep", {"words": ""})
    with pytest.raises(NotYours):
        story.make("approve_prep", {"words": ""}, by=city.supervisor)
    story.approved()

    assert story.state == "prep_approved"


def test_or_03_a_group_of_two_is_pointed_out(city: SmallCity) -> None:
    assert open_story(city).staffed().applied("赵一鸣\n钱一鸣").rules() == {"OR-03"}


def test_or_04_everybody_who_prepares_is_a_member_or_has_applied(city: SmallCity) -> None:
    story = open_story(city).staffed()
    with scoped(BUILDER):
        Membership.objects.filter(person__name="孙一鸣").delete()

    refused(story, "OR-04", story.applied)
    with pytest.raises(InvalidInput) as told:
        story.applied("赵一鸣\n没有此人\n孙一鸣")
    assert "不在这些单位的职工名册中" in str(told.value.form.errors)


def test_or_05_no_meeting_before_the_list_was_shown_five_working_days(city: SmallCity) -> None:
    """Put up on Monday, 12 October: the fifth working day is the 19th, closed on the 20th."""
    story = open_story(city).recruiting().nominated().announced()
    refused(story, "OR-05", story.asked)
    story.make("put_up", {"posted_on": story.today, "places": "食堂门口"}, case_id=story.notice.case_id)

    with pytest.raises(Refused, match="公示到2026年10月19日为止"):
        story.at("2026-10-19").make("close", {"result": "无异议"}, case_id=story.notice.case_id)
    refused(story, "OR-05", story.asked)


def test_who_heads_the_employer_or_lives_with_its_head_does_not_stand_or_06_cb_025(city: SmallCity) -> None:
    story = open_story(city).recruiting()
    with scoped(BUILDER):
        city.lone.legal_representative = "赵一鸣"
        city.lone.save()
        home = Household.objects.create(home=city.north_town)
        for name, relation in (("赵一鸣", "0"), ("钱一鸣", "1")):
            person = Person.objects.get(name=name)
            HouseholdMember.objects.create(household=home, person=person, relation=relation, from_on=LONG_AGO)

    for name in ("赵一鸣", "钱一鸣"):
        with pytest.raises(Refused) as told:
            story.nominate("chair", name)
        assert told.value.rule == "OR-06"
    with pytest.raises(InvalidInput):
        story.make("nominate", {"body": "chair", "member": story.member("孙一鸣").pk, "declared_on": story.today})
    assert story.nominate("chair", "孙一鸣").rules() == set()


def test_or_13_the_retained_neither_stand_nor_count_among_those_due(city: SmallCity) -> None:
    story = open_story(city).recruiting()
    with scoped(BUILDER):
        held = Membership.objects.get(person__name="陈三强", to_on=None)
        retain(BUILDER, held, Renewal(city.north_town, story.today, story.today, "退休"), now=story.now)
    refused(story, "OR-13", lambda: story.nominate("chair", "陈三强"))
    story.nominated().announced().shown("2026-10-20").asked().allowed()

    refused(story, "OR-13", lambda: story.tally("committee", [27, 25, 20, 12]))
    assert story.state == "meeting_approved"


def test_or_01_twenty_five_members_elect_a_committee_and_not_an_organiser(city: SmallCity) -> None:
    story = open_story(city).staffed(25).applied(form="organiser").approved().make("begin_recruiting", {"groups": ""})
    story.nominate("organiser", "赵一鸣")

    refused(story, "OR-01", story.announced)
    assert story.state == "recruiting"


def test_one_organiser_is_elected_where_there_are_fewer(city: SmallCity) -> None:
    story = open_story(city).staffed(8, women=2).applied(form="organiser").approved()
    story.make("begin_recruiting", {"groups": ""}).nominate("organiser", "赵一鸣").announced().shown("2026-10-20")
    story.asked().allowed()
    ballots = {"due": 8, "present": 8, "issued": 8, "returned": 8, "valid": 8}
    story.tally("organiser", [8], scrutineers="钱二宝", counters="钱三强", **ballots).reported().established()

    with scoped(BUILDER):
        titles = list(
            PostHolding.objects.filter(post__union=story.founding.union).values_list("post__title", flat=True)
        )
    assert titles == ["工会组织员"]


def test_or_07_or_08_or_10_or_12_a_tally_that_the_law_does_not_know_is_refused(city: SmallCity) -> None:
    story = open_story(city).at_the_meeting()

    refused(
        story, "OR-10", lambda: story.tally("committee", [19, 19, 19, 0], present=19, issued=19, returned=19, valid=19)
    )
    refused(story, "OR-12", lambda: story.tally("committee", [27, 25, 20, 12], valid=27))
    with scoped(BUILDER):
        ElectionCandidate.objects.filter(about=story.case_id, body="committee", name="钱一鸣").update(
            struck_on=story.today
        )
    refused(story, "OR-08", lambda: story.tally("committee", [27, 25, 20]))
    with scoped(BUILDER):
        assert not TallySheet.objects.exists()


def test_or_11_a_seat_that_nobody_won_is_voted_on_again(city: SmallCity) -> None:
    """Fifteen of thirty is exactly half: not elected. The second ballot is about the open seat only."""
    story = open_story(city).at_the_meeting().tally("committee", [27, 25, 15, 12])
    assert story.awaited == {"tally_committee"}
    story.tally("committee", [16, 10])

    with scoped(BUILDER):
        sheets = list(TallySheet.objects.order_by("pk"))
        elected = [sorted(sheet.lines.filter(is_elected=True).values_list("name", flat=True)) for sheet in sheets]
    assert elected == [["赵一鸣", "赵二宝"], ["赵三强"]]
    assert [sheet.seats for sheet in sheets] == [3, 1]


def test_or_14_and_or_22_delegates_of_few_members_and_missing_bodies_are_pointed_out(city: SmallCity) -> None:
    story = open_story(city).recruiting().nominate("committee", "赵一鸣", "赵二宝", "赵三强", "钱一鸣")
    story.nominate("chair", "赵一鸣").announced().shown("2026-10-20").asked(assembly="delegates")

    assert story.rules() == {"OR-14", "OR-22"}


def test_or_15_an_answer_on_the_sixteenth_day_is_noted(city: SmallCity) -> None:
    story = open_story(city).at_the_meeting().elected().reported()
    assert story.clock("answer").due_on == date(2026, 11, 4)
    story.at("2026-11-05").established()

    assert story.rules() == {"OR-15"}


def test_or_16_a_term_is_three_or_five_years(city: SmallCity) -> None:
    story = open_story(city).at_the_meeting().elected()

    with pytest.raises(InvalidInput):
        story.make("report", {"term_years": 4})


def test_or_23_and_or_24_size_and_age_of_the_employer_are_pointed_out(city: SmallCity) -> None:
    """A factory of 240 that opened in June 2025 is past its year in October 2026."""
    with scoped(BUILDER):
        city.lone.headcount, city.lone.founded_on = 240, date(2025, 6, 1)
        city.lone.save()

    assert open_story(city).staffed().applied().rules() == {"OR-23", "OR-24"}


def test_or_35_a_joint_union_covers_two_employers(city: SmallCity) -> None:
    story = open_story(city).staffed().applied(form="joint", union_name="柳湾镇食品联合工会委员会")
    refused(story, "OR-35", story.approved)
    why = {"reason_code": "incomplete", "reason": "请加入其他单位"}
    story.make("return_petition", why, by=city.county_cadre).make("resume")
    assert story.state == "draft"
    with scoped(BUILDER):
        other = make_enterprise("江海双木食品有限公司", territory=city.north_town, headcount=9)
    story.make("add_enterprise", {"enterprise": other.name})
    story.applied(form="joint", union_name="柳湾镇食品联合工会委员会").approved()

    assert story.state == "prep_approved"


def test_what_stands_still_for_thirty_days_is_stalled_and_goes_on_from_where_it_stood(
    city: SmallCity, acting_as: Callable[[str], AbstractContextManager[None]]
) -> None:
    story = open_story(city).recruiting()
    with acting_as("batch"):
        assert sweep(now=moment("2026-11-11", 23)) == 0
        assert sweep(now=moment("2026-11-12", 1)) == 1
    assert (story.state, story.awaited) == ("stalled", {"resume"})
    with scoped(BUILDER):
        found = read_many(("organising.foundings_stalled",), path=city.north.path, on=date(2026, 11, 13))
    assert found["organising.foundings_stalled"].value == 1
    story.at("2026-11-20").make("resume")

    assert story.state == "recruiting"
    with scoped(BUILDER):
        after = read_many(("organising.foundings_stalled",), path=city.north.path, on=date(2026, 11, 20))
    assert after["organising.foundings_stalled"].value == 0


def test_it_may_be_refused_or_withdrawn_with_a_reason(city: SmallCity) -> None:
    why = {"reason_code": "ineligible", "reason": "单位不在本镇"}
    assert open_story(city).staffed().applied().make("reject", why, by=city.county_cadre).state == "rejected"
    assert open_story(city).make("withdraw", {"reason_code": "employer", "reason": "企业搬迁"}).state == "withdrawn"


def test_nothing_is_done_out_of_order(city: SmallCity) -> None:
    story = open_story(city).staffed()

    for verb in ("approve_prep", "announce", "approve_meeting", "tally_committee", "report", "establish", "set_up"):
        with pytest.raises(Refused):
            story.make(verb, {"words": ""}, by=city.county_cadre)
    assert story.state == "draft"


def test_a_worker_asks_on_her_phone_and_her_employer_is_told_nothing(city: SmallCity) -> None:
    with scoped(BUILDER):
        figure = make_worker("独小工", union=city.north_town, enterprise=city.lone)
    actor = load_actor(figure.user, today=date(2026, 10, 12))
    with scoped(actor):
        assert asked_by(actor, today=date(2026, 10, 12)).may_ask
        founding = ask_for_union(actor, wish="大家都想有工会", now=moment("2026-10-12"))
        assert not Case.objects.filter(pk=founding.case_id).exists()
        assert not asked_by(actor, today=date(2026, 10, 12)).may_ask
        with pytest.raises(Refused, match="正在办理"):
            ask_for_union(actor, wish="大家都想有工会", now=moment("2026-10-12"))

    story = Story(city, founding.case_id, moment("2026-10-12"))
    assert (founding.source, story.awaited) == ("worker", {"apply"})
    with scoped(BUILDER):
        assert not story.founding.case.shares.exists()


def test_where_a_union_covers_the_employer_none_is_founded(city: SmallCity) -> None:
    actor = city.worker.actor
    with scoped(actor):
        assert not asked_by(actor, today=date(2026, 10, 12)).may_ask
        with pytest.raises(Refused, match="已经有工会覆盖"):
            ask_for_union(actor, wish="再建一个", now=moment("2026-10-12"))
    with scoped(BUILDER):
        assert not Union.objects.filter(name__contains="青禾纺织有限公司工会").exists()
