"""PR-04: lists of people leave the house with a mark, logged, and above a number only with a second post."""

from datetime import date
from io import BytesIO
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from python_calamine import CalamineWorkbook

from zhijia.engines.messages.queries import messages_of
from zhijia.lib.resident_ids import synthetic_resident_id
from zhijia.organisation.actions.memberships import Joining, join, withdraw
from zhijia.organisation.actions.particulars import describe_person
from zhijia.organisation.entries import PersonEntry
from zhijia.organisation.models import ParameterOverride, PeopleExport, Person
from zhijia.organisation.scopes import scoped
from zhijia.organisation.searching import sort_key_of
from zhijia.organisation.tests.factories import BUILDER, NOW, TODAY, Figure, SmallCity, make_person
from zhijia.trail.models import Event

NUMBER = synthetic_resident_id(2, born_on=date(1990, 3, 7))
LIST, ALL = reverse("organising:export_people"), reverse("organising:exports")


@pytest.fixture
def city(city: SmallCity) -> SmallCity:
    """Of the North's people there are more than two, and two may be taken at once."""
    assert city.administrator.post is not None
    with scoped(BUILDER):
        ParameterOverride.objects.create(
            key="privacy.export.unapproved", place="CN-3205", value=2, from_on=date(2026, 1, 1), reason="试行", source="本会规定",
            entered_by=city.administrator.post, entered_at=NOW,
        )  # fmt: skip
    with scoped(city.chair.actor):
        entry = PersonEntry(id_kind="resident", id_number=NUMBER, phone="13812345678")
        describe_person(city.chair.actor, city.worker.person, entry, now=NOW)
    return city


def sheets(answer: Any) -> dict[str, list[list[Any]]]:
    book = CalamineWorkbook.from_filelike(BytesIO(answer.content))
    return {name: book.get_sheet_by_name(name).to_python() for name in book.sheet_names}


def taken() -> list[dict[str, Any]]:
    with scoped(BUILDER):
        rows = Event.objects.filter(kind="organisation.people_exported").order_by("pk")
        return [{**event.data, "who": event.actor_label, "post": event.post_label} for event in rows]


def inbox_of(figure: Figure) -> list[tuple[str, str]]:
    with scoped(figure.actor):
        return list(messages_of(figure.actor).values_list("kind", "text"))


def ask(figure: Figure, **given: str) -> PeopleExport:
    figure.client().post(reverse("organising:ask_export"), {"reason": "送市统计局核对，用后销毁", **given})
    with scoped(BUILDER):
        return PeopleExport.objects.latest("pk")


def send(client: Client, act: str, export: PeopleExport) -> HttpResponse:
    return client.post(reverse(f"organising:{act}_export", args=[export.pk]))  # type: ignore[return-value]


def test_a_short_list_is_taken_at_once_masked_marked_and_logged(city: SmallCity) -> None:
    """PR-04."""
    answer = city.chair.client().get(LIST)

    found = sheets(answer)
    assert ["青小工", "青禾纺织工会委员会", "居民身份证", f"3205********{NUMBER[-4:]}", "138****5678", "女"] in found[
        "人员"
    ]
    assert NUMBER.encode() not in answer.content
    assert found["导出说明"][1] == ["导出人", city.chair.actor.signature]
    assert [(row["people"], row["who"]) for row in taken()] == [(2, "青主席")]


def test_a_long_list_is_asked_for_approved_by_a_second_post_and_taken_once(city: SmallCity) -> None:
    """PR-04."""
    cadre, leader = city.county_cadre.client(), city.county_leader.client()
    led_to = cadre.get(LIST)
    export = ask(city.county_cadre)

    early = send(cadre, "take", export)
    own = send(cadre, "approve", export)
    seen = leader.get(ALL).content.decode()
    send(leader, "approve", export)
    by_another = send(leader, "take", export)
    first, second = send(cadre, "take", export), send(cadre, "take", export)

    assert led_to["Location"].startswith(reverse("organising:ask_export"))
    assert "送市统计局核对" in seen
    assert "批准导出" in seen
    assert (early.status_code, own.status_code, by_another.status_code, second.status_code) == (302, 302, 302, 302)
    assert [row[0] for row in sheets(first)["人员"] if row[0] == "青小工"] == ["青小工"]
    assert [(row["people"], row["reason"], row["who"]) for row in taken()] == [
        (export.people, "送市统计局核对，用后销毁", "北干事")
    ]


@pytest.mark.parametrize(
    ("name", "status"),
    [
        ("county_leader", 302),
        ("city_cadre", 302),
        ("chair", 404),
        ("stranger", 404),
        ("research", 403),
        ("worker", 404),
    ],
)
def test_another_post_that_keeps_the_records_approves(city: SmallCity, name: str, status: int) -> None:
    export = ask(city.county_cadre)

    answer = send(getattr(city, name).client(), "approve", export)

    with scoped(BUILDER):
        is_approved = PeopleExport.objects.get(pk=export.pk).approved_at is not None
    assert (answer.status_code, is_approved) == (status, status == 302)
    asked = city.county_cadre.client().get(ALL).content.decode()
    assert ("批准：北主席" in asked, "批准：上级工会的岗位" in asked) == (name == "county_leader", name == "city_cadre")


def test_a_request_is_sent_back_with_a_reason_and_is_over(city: SmallCity) -> None:
    export, leader = ask(city.county_cadre), city.county_leader.client()
    here = reverse("organising:decline_export", args=[export.pk])

    offered = leader.get(ALL).content.decode()
    own = city.county_cadre.client().post(here, {"reason": "不用了不用了"})
    silent = leader.post(here, {"reason": "不"})
    leader.post(here, {"reason": "统计局只要汇总数，不要名单"})
    again = leader.post(here, {"reason": "统计局只要汇总数，不要名单"})
    send(leader, "approve", export)
    after = city.county_cadre.client().get(ALL).content.decode()
    taking = city.county_cadre.client().post(reverse("organising:take_export", args=[export.pk]), follow=True)

    with scoped(BUILDER):
        kept = PeopleExport.objects.get(pk=export.pk)
        declined = Event.objects.filter(kind="organisation.export_declined").count()
    assert f'href="{here}"' in offered
    assert (own.status_code, silent.status_code, again.status_code) == (403, 422, 422)
    assert "请写明退回理由" in silent.content.decode()
    assert (kept.approved_at, kept.declined_by, declined) == (None, city.county_leader.person, 1)
    assert "已退回" in after
    assert "统计局只要汇总数" in after
    assert "已被退回" in taking.content.decode()
    assert taken() == []


def test_who_may_approve_is_told_and_so_is_who_asked(city: SmallCity) -> None:
    export = ask(city.county_cadre)
    waiting = inbox_of(city.county_leader)
    send(city.county_leader.client(), "approve", export)

    by_chair = ask(city.chair)

    assert waiting == [("organisation.export_asked", str(export))]
    assert inbox_of(city.county_cadre)[0] == ("organisation.export_approved", str(export))
    assert ("organisation.export_asked", str(by_chair)) in inbox_of(city.town_cadre), (
        "alone in her union, she asks the next above"
    )
    assert f'href="{ALL}"' in city.county_leader.client().get(reverse("workbench:inbox")).content.decode()


def test_more_people_than_were_approved_are_not_taken(city: SmallCity) -> None:
    export = ask(city.county_cadre)
    send(city.county_leader.client(), "approve", export)
    with scoped(BUILDER):
        Person.objects.create(name="新来的", home=city.mill_union, sort_key=sort_key_of("新来的"))

    answer = city.county_cadre.client().post(reverse("organising:take_export", args=[export.pk]), follow=True)

    assert "多于批准的" in answer.content.decode()
    assert taken() == []


def test_without_a_purpose_nothing_is_asked(city: SmallCity) -> None:
    answer = city.county_cadre.client().post(reverse("organising:ask_export"), {"reason": "用"})

    assert answer.status_code == 422
    with scoped(BUILDER):
        assert not PeopleExport.objects.exists()


def test_the_register_of_members_leaves_in_the_same_way_and_shows_what_its_page_shows(city: SmallCity) -> None:
    """PR-04."""
    days = (date(2024, 3, 1), date(2024, 3, 1))
    with scoped(BUILDER):
        join(BUILDER, Joining(city.worker.person, city.mill_union, *days), now=NOW)
        gone = join(BUILDER, Joining(city.chair.person, city.mill_union, *days), now=NOW)
        withdraw(BUILDER, gone, on=TODAY, application="2026年11月书面申请", now=NOW)
    register, chair = reverse("organising:export_members"), city.chair.client()

    present, left = sheets(chair.get(register))["会员"], sheets(chair.get(register, {"show": "left"}))["会员"]

    assert [(row[0], row[3], row[5]) for row in present[1:]] == [("青小工", "在会", f"3205********{NUMBER[-4:]}")]
    assert [(row[0], row[3], row[5], row[6]) for row in left[1:]] == [("青主席", "退会", "", "")]
    assert [(row["list"], row["people"], row["show"]) for row in taken()] == [
        ("members", 1, ""),
        ("members", 1, "left"),
    ]


def test_a_long_register_is_approved_as_a_register_and_no_other_list_is_taken_for_it(city: SmallCity) -> None:
    """PR-04."""
    with scoped(BUILDER):
        for number in "一二三":
            person, _account = make_person(f"会员{number}", home=city.mill_union)
            join(BUILDER, Joining(person, city.mill_union, date(2024, 3, 1), date(2024, 3, 1)), now=NOW)
    cadre, leader = city.county_cadre.client(), city.county_leader.client()
    led_to = cadre.get(reverse("organising:export_members"))

    cadre.post(led_to["Location"], {"reason": "送市统计局核对，用后销毁"})
    with scoped(BUILDER):
        export = PeopleExport.objects.latest("pk")
    send(leader, "approve", export)
    names = [row[0] for row in sheets(send(cadre, "take", export))["会员"][1:]]

    assert (export.what, export.people, len(names)) == ("members", 3, 3)
