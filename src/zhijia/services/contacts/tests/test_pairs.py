"""The life of a pair: who is told, what is owed, what counts (PA-01 … PA-03)."""

from typing import Any
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from zhijia.engines.cases.models import CaseFinding
from zhijia.engines.cases.opening import NewCase, open_cases
from zhijia.engines.indicators.reading import read_many
from zhijia.engines.messages.models import Message
from zhijia.engines.visits.models import PlannedVisit, Visit
from zhijia.lib.sentences import NotYours, Refused
from zhijia.lib.stored_sentences import as_sentences
from zhijia.organisation.models.posts import Role
from zhijia.organisation.models.unions import UnionKind
from zhijia.organisation.scopes import scoped
from zhijia.organisation.tests.factories import BUILDER, Figure, SmallCity, make_enterprise, make_figure, make_union
from zhijia.services.bargaining.tests.story import moment
from zhijia.services.contacts.actions.confirming import make_for_all
from zhijia.services.contacts.actions.proposing import change_pair, make_proposal
from zhijia.services.contacts.flow import PAIR_FLOW
from zhijia.services.contacts.tests.story import open_city_programme, open_story


def test_a_pair_lives_from_its_draft_to_the_evaluation(city: SmallCity) -> None:
    """PA-02: from its beginning a visit of the quarter is owed by the cadre, one of the year by the leader."""
    story = open_story(city)
    assert (story.state, story.awaited()) == ("draft", {"confirm"})

    story.begun()

    assert story.state == "active"
    with scoped(BUILDER):
        owed = list(PlannedVisit.objects.order_by("due_on", "visitor").values_list("visitor_id", "from_on", "due_on"))
    assert city.county_cadre.post
    assert city.county_leader.post
    year_end = story.today.replace(month=12, day=31)
    assert owed == sorted(
        [
            (city.county_cadre.post.pk, story.today, year_end),
            (city.county_leader.post.pk, story.today, year_end),
        ]
    )

    form = city.county_cadre.client().get(reverse("cases:move", args=[story.case_id, "close"])).content.decode()
    story.at("2026-12-30").make("close", {"evaluation": "年内走访一次，问题全部解决。"}, by=city.county_cadre)

    assert "完成走访" in form
    assert "兑现承诺" in form, "the numbers stand above what is written about them"
    assert (story.state, story.pair.to_on) == ("closed", story.today)


def test_both_sides_are_told(city: SmallCity) -> None:
    story = open_story(city).confirm().notify()

    assert story.awaited() == {"begin"}
    with scoped(city.chair.actor):
        kinds = set(Message.objects.filter(case_id=story.case_id).values_list("kind", "person_id"))
    assert ("contacts.notified", city.chair.person.pk) in kinds


def test_each_side_finds_its_own_step_on_the_page_of_its_pairs(city: SmallCity) -> None:
    story = open_story(city).confirm()
    mine, opinion = reverse("contacts:mine"), reverse("contacts:opinion", args=[story.case_id])
    begin = reverse("cases:move", args=[story.case_id, "begin"])

    def seen(figure: Figure) -> tuple[bool, bool, bool]:
        page = figure.client().get(mine).content.decode()
        return f'<a href="{reverse("cases:case", args=[story.case_id])}">' in page, begin in page, opinion in page

    assert (seen(city.county_cadre), seen(city.chair)) == ((True, False, False), (False, False, False))
    story.notify()
    assert (seen(city.county_cadre), seen(city.chair)) == ((True, True, False), (True, False, False))
    story.begin()
    assert (seen(city.county_cadre), seen(city.chair)) == ((True, False, False), (True, False, True))
    assert reverse("contacts:visit") not in city.chair.client().get(mine).content.decode()


def test_pa_03_a_visit_counts_when_the_union_confirms_it(city: SmallCity) -> None:
    story = open_story(city).begun().at("2026-11-20").visit()
    codes = ("contacts.pairs", "visits.completion")
    with scoped(BUILDER):
        before = read_many(codes, path=city.root.path, on=story.today)

    story.confirm_visit()

    with scoped(BUILDER):
        after = read_many(codes, path=city.root.path, on=story.today)
    assert (before["contacts.pairs"].value, before["visits.completion"].numerator) == (1, 0)
    assert (after["visits.completion"].numerator, after["visits.completion"].denominator) == (1, 1)
    assert story.visits[0].confirmed_on == story.today


def test_pa_03_fewer_than_three_talks_are_warned_of_and_kept(city: SmallCity) -> None:
    story = open_story(city).begun().at("2026-11-20").visit(talk_2="", talk_3="")

    with scoped(BUILDER):
        assert set(CaseFinding.objects.filter(case=story.case_id).values_list("rule", flat=True)) == {"PA-03"}
    assert len(story.visits) == 1


def test_a_visit_that_is_withdrawn_is_owed_again(city: SmallCity) -> None:
    story = open_story(city).begun().at("2026-11-20").visit()
    with scoped(BUILDER):
        assert PlannedVisit.objects.filter(visit=None).count() == 1

    case_id = story.visits[0].case_id
    story.make("dispute", {"reason": "那天没有来"}, by=city.chair, case_id=case_id)
    story.make("withdraw", {"reason": "记错了日期"}, by=city.county_cadre, case_id=case_id)

    with scoped(BUILDER):
        assert PlannedVisit.objects.filter(visit=None).count() == 2


def test_a_visit_sent_twice_is_kept_once(city: SmallCity) -> None:
    client_id = uuid4()
    story = open_story(city).begun().at("2026-11-20").visit(client_id=client_id, problem_1="经费没有到位")

    story.visit(client_id=client_id, problem_1="经费没有到位")
    with pytest.raises(Refused, match="已经登记"):
        story.make(
            "visit",
            {"client_id": str(client_id), "visited_on": story.today.isoformat(), "output": "同一次"},
            by=city.county_cadre,
        )

    assert (len(story.visits), len(story.issues)) == (1, 1)
    with scoped(BUILDER), pytest.raises(IntegrityError), transaction.atomic():
        Visit.objects.create(
            case_id=story.case_id,
            kind="contacts.visit",
            client_id=client_id,
            visitor_id=story.visits[0].visitor_id,
            visitor_union_id=story.pair.federation_id,
            visitor_label="又一次",
            visited_on=story.today,
        )


def test_what_the_cadre_owes_goes_to_the_successor(city: SmallCity) -> None:
    with scoped(BUILDER):
        successor = make_figure("北组织", union=city.north, role=Role.CADRE)
    story = open_story(city).begun()
    assert successor.post

    handed = {"cadre": successor.post.pk, "reason": "工作调动", "note": "经费问题还在办理"}
    story.make("hand_over", handed, by=city.county_leader)
    with pytest.raises(NotYours):
        story.make("take_over", by=city.county_cadre)
    story.make("take_over", by=successor).at("2026-11-20").visit(by=successor)

    assert (story.state, story.pair.cadre_id) == ("active", successor.post.pk)
    with scoped(BUILDER):
        assert PlannedVisit.objects.get(visit=story.visits[0]).visitor_id == successor.post.pk


def test_pa_01_a_union_has_one_pair_at_a_level(city: SmallCity) -> None:
    story = open_story(city)
    pair = story.pair
    with scoped(BUILDER):
        entry = NewCase("又一次挂钩", pair.union_id, "320505")
        (case,) = open_cases(PAIR_FLOW, [entry], actor=city.leader.actor, now=story.now)
    pair.pk, pair.case = None, case

    with scoped(BUILDER), pytest.raises(IntegrityError, match="pair_once_in_programme"), transaction.atomic():
        pair.save(force_insert=True)


def test_all_that_wait_are_confirmed_in_one_step_and_once(city: SmallCity) -> None:
    story = open_story(city)
    actor = city.county_leader.actor

    with scoped(actor):
        made, refused = make_for_all(story.pair.programme, "confirm", actor=actor, now=story.now)
        with pytest.raises(Refused, match="没有等待办理"):
            make_for_all(story.pair.programme, "confirm", actor=actor, now=story.now)

    assert (made, refused, story.state) == (1, [], "confirmed")


def test_a_swap_is_looked_at_again_and_takes_no_union_twice(city: SmallCity) -> None:
    with scoped(BUILDER):
        firm = make_enterprise("江海大舟重工有限公司", territory=city.north_town, headcount=900)
        large = make_union("大舟重工工会委员会", parent=city.north_town, kind=UnionKind.ENTERPRISE, covers=firm)
    programme = open_city_programme(city, now=moment("2026-11-16"))
    actor, now = city.county_cadre.actor, moment("2026-11-16")
    assert city.county_cadre.post
    with scoped(actor):
        proposal = make_proposal(programme, count=1, seed=7, actor=actor, now=now)
        (pair,) = proposal.pairs.select_related("union")
        others = {city.mill_union.name, large.name} - {pair.union.name}
        swap: dict[str, Any] = {"cadre": city.county_cadre.post, "reason": "就近", "actor": actor, "now": now}
        change_pair(pair, instead=others.pop(), **swap)
        with pytest.raises(Refused, match="不能换入"):
            change_pair(pair, instead=city.pier_union.name, **swap)
        proposal.refresh_from_db()

    assert pair.is_changed
    assert [sentence.msgid for sentence in as_sentences(proposal.shortfalls)] == [
        "{whole}家中小企业{small}家，不到{percent}%"
    ]
