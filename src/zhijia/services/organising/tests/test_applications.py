"""Joining and transfer as cases: asked on the phone or on paper, decided by the right union, told to whom it concerns."""

from io import BytesIO
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from python_calamine import CalamineWorkbook

from zhijia.engines.cases.advance import Submission, advance, advance_many
from zhijia.engines.cases.models import Awaits, Case, Clock
from zhijia.engines.messages.queries import messages_of
from zhijia.lib.resident_ids import synthetic_resident_id
from zhijia.lib.sentences import Refused
from zhijia.organisation.actions.memberships import Joining, join, withdraw
from zhijia.organisation.actions.particulars import describe_person
from zhijia.organisation.actions.unmasking import unmask
from zhijia.organisation.entries import PersonEntry
from zhijia.organisation.models import Employment, Membership, Person
from zhijia.organisation.models.unions import UnionKind
from zhijia.organisation.scopes import Actor, scoped
from zhijia.organisation.tests.factories import (
    BUILDER,
    LONG_AGO,
    NOW,
    TODAY,
    SmallCity,
    make_person,
    make_union,
)
from zhijia.services.organising.joining.applying import (
    Applicant,
    apply_as_visitor,
    apply_by_account,
    apply_on_paper,
)
from zhijia.services.organising.models import Application

NUMBER = synthetic_resident_id(7, born_on=TODAY.replace(year=1990))
PHONE = "13800000007"
VISIT = {"name": "何知行", "id_kind": "resident", "id_number": NUMBER, "phone": PHONE, "agrees": "on"}
APPROVAL = {"approved_on": TODAY, "is_proven": "on"}


def decide(case_id: int, verb: str, actor: Actor, **data: object) -> None:
    with scoped(actor):
        advance(case_id, verb, actor=actor, key=uuid4(), now=NOW, data=data)


def visit(city: SmallCity, *, employer: str = "江海青禾纺织有限公司", number: str = NUMBER) -> Application:
    entry = PersonEntry(id_kind="resident", id_number=number, phone=PHONE)
    applicant = Applicant(name="何知行", entry=entry, employer=employer)
    return apply_as_visitor(applicant, place=city.north.place, now=NOW)


def spans(name: str) -> list[tuple[str, str, str]]:
    with scoped(BUILDER):
        rows = Membership.objects.filter(person__name=name).select_related("union").order_by("pk")
        return [(row.union.name, row.standing, row.ended_as) for row in rows]


@pytest.mark.parametrize(
    ("employer", "union"),
    [
        ("江海青禾纺织有限公司", "青禾纺织工会委员会"),
        ("江海独木食品有限公司", "柳湾镇总工会"),
        ("没有的公司", "北塘区总工会"),
    ],
)
def test_me_04_whoever_has_no_account_applies_at_the_right_union_and_is_contacted_in_time(
    city: SmallCity, employer: str, union: str
) -> None:
    application = visit(city, employer=employer)
    with scoped(BUILDER):
        case = Case.objects.get(pk=application.case_id)
        clock, awaited = Clock.objects.get(case=case), Awaits.objects.get(case=case)

    assert (application.union_name, case.enterprise_id) == (union, None)
    assert str(clock.due_on) == "2026-12-11", "fifteen working days after 20 November"
    assert (awaited.due_on, awaited.union_id) == (clock.due_on, application.union_id)


def test_the_page_for_visitors_leads_to_an_address_of_her_own_and_takes_one_application(city: SmallCity) -> None:
    given, page = {**VISIT, "place": city.north.place}, reverse("organising:apply")

    without_consent = Client().post(page, {**given, "agrees": ""})
    wrong = Client().post(page, {**given, "id_number": NUMBER[:-1] + ("0" if NUMBER[-1] != "0" else "1")})
    sent = Client().post(page, given, follow=True)
    again = Client().post(page, given)

    assert (without_consent.status_code, wrong.status_code, again.status_code) == (422, 422, 422)
    assert ("待联系" in sent.content.decode(), NUMBER in sent.content.decode()) == (True, False)
    assert "正在办理" in again.content.decode()
    with scoped(BUILDER):
        assert Application.objects.count() == 1


def test_a_visitor_becomes_a_member_reads_so_and_leaves_no_number_behind(city: SmallCity) -> None:
    application = visit(city)
    status = reverse("organising:application", args=[application.token])
    before = Client().get(status).content.decode()
    decide(application.case_id, "contact", city.chair.actor, on=TODAY, words="请带身份证到工会办公室")
    decide(application.case_id, "approve", city.chair.actor, **APPROVAL)
    after = Client().get(status).content.decode()
    with scoped(city.chair.actor):
        application = Application.objects.get(pk=application.pk)
        person = Person.objects.get(name="何知行")
    with pytest.raises(Refused, match="已同意"):
        decide(application.case_id, "approve", city.chair.actor, **APPROVAL)

    assert ("待联系" in before, NUMBER in before, PHONE in before) == (True, False, False)
    assert ("已同意" in after, "请带身份证" in after) == (True, True)
    assert (application.id_number, application.phone, application.id_index) == (None, None, None)
    assert person.id_number is not None
    assert person.id_number.reveal() == NUMBER
    assert spans("何知行") == [("青禾纺织工会委员会", "active", "")]
    assert Client().get(reverse("organising:application", args=["x" * 43])).status_code == 404


def test_an_application_that_is_declined_keeps_the_answer_only(city: SmallCity) -> None:
    application = visit(city)
    decide(application.case_id, "decline", city.chair.actor, words="您的单位不在本会，请向石埠镇总工会申请")
    page = Client().get(reverse("organising:application", args=[application.token])).content.decode()
    with scoped(BUILDER):
        application = Application.objects.get(pk=application.pk)

    assert "石埠镇总工会" in page
    assert (application.is_approved, application.id_index, spans("何知行")) == (False, None, [])


def test_me_05_a_worker_asks_on_her_phone_the_new_union_accepts_and_the_old_one_is_told(city: SmallCity) -> None:
    with scoped(BUILDER):
        join(BUILDER, Joining(city.worker.person, city.mill_union, LONG_AGO, LONG_AGO), now=NOW)
        Employment.objects.create(person=city.worker.person, enterprise=city.pier, from_on=TODAY)
    client, record = city.worker.client(), reverse("portal:record")
    offered = client.get(record).content.decode()
    application = apply_by_account(city.worker.actor, now=NOW)
    again = client.post(reverse("portal:apply"), follow=True).content.decode()
    with scoped(city.chair.actor):
        assert not Case.objects.filter(pk=application.case_id).exists(), (
            "until it is decided it is no business of theirs"
        )
    with pytest.raises(Case.DoesNotExist):
        decide(application.case_id, "approve", city.chair.actor, **APPROVAL)
    asked = city.south_chair.client().get(reverse("cases:case", args=[application.case_id])).content.decode()
    decide(application.case_id, "approve", city.south_chair.actor, **APPROVAL)
    page = client.get(record).content.decode()
    told = city.chair.client().get(reverse("cases:case", args=[application.case_id]))
    kinds = []
    for actor in (city.chair.actor, city.worker.actor):
        with scoped(actor):
            kinds.append(messages_of(actor)[0].kind)

    assert "申请转到现在单位的工会" in offered
    assert ("申请人" in asked, "江海长堤船务有限公司" in asked) == (True, True), (
        "who decides sees who asks, and where she works"
    )
    assert "正在办理" in again
    assert kinds == ["organisation.member_transferred", "organising.application_approved"]
    assert spans("青小工") == [("青禾纺织工会委员会", "active", "transferred"), ("长堤船务工会委员会", "active", "")]
    assert told.status_code == 200
    assert all(words in page for words in ("青禾纺织工会委员会", "长堤船务工会委员会", "已同意"))
    assert "申请转到" not in page, "she belongs where she works"


def test_whoever_left_is_asked_to_join_and_a_member_is_offered_nothing_where_she_belongs(city: SmallCity) -> None:
    """ME-01. Also a member of a group, and one who works nowhere by now."""
    client, record = city.worker.client(), reverse("portal:record")
    with scoped(BUILDER):
        group = make_union("青禾纺织一车间小组", parent=city.mill_union, kind=UnionKind.GROUP)
        Employment.objects.filter(person=city.worker.person).delete()
        membership = join(
            BUILDER, Joining(city.worker.person, city.mill_union, LONG_AGO, LONG_AGO, group=group), now=NOW
        )
    without_work = client.get(record).content.decode()
    with pytest.raises(Refused, match="已经是这个工会的会员"):
        apply_by_account(city.worker.actor, now=NOW)
    with scoped(BUILDER):
        Employment.objects.create(person=city.worker.person, enterprise=city.mill, from_on=LONG_AGO)
    at_work = client.get(record).content.decode()
    with scoped(BUILDER):
        withdraw(BUILDER, membership, on=TODAY, application="书面申请一份", now=NOW)
    left = client.get(record).content.decode()

    assert ["申请转到" in page or "申请入会" in page for page in (without_work, at_work)] == [False, False]
    assert ("申请入会" in left, "申请转到" in left) == (True, False)


@pytest.mark.parametrize(
    ("name", "holds_post", "words"),
    [("青小工", False, ""), ("王冒名", False, "登记在别的姓名下"), ("青小工", True, "担任其他工会的岗位")],
)
def test_on_paper_only_number_and_name_together_bring_a_member_over(
    city: SmallCity, name: str, holds_post: bool, words: str
) -> None:
    whom = city.chair.person if holds_post else city.worker.person
    with scoped(BUILDER):
        describe_person(BUILDER, whom, PersonEntry(id_kind="resident", id_number=NUMBER), now=NOW)
        join(BUILDER, Joining(whom, city.mill_union, LONG_AGO, LONG_AGO), now=NOW)
    actor = city.south_chair.actor
    applicant = Applicant(
        name=whom.name if not words or holds_post else name, entry=PersonEntry(id_kind="resident", id_number=NUMBER)
    )
    with scoped(actor):
        application = apply_on_paper(actor, city.pier_union, applicant, now=NOW)
    if words:
        with pytest.raises(Refused, match=words):
            decide(application.case_id, "approve", actor, **APPROVAL)
        assert len(spans(whom.name)) == 1
        return
    decide(application.case_id, "approve", actor, **APPROVAL)

    assert spans(whom.name)[-1] == ("长堤船务工会委员会", "active", "")


def test_the_record_of_somebody_who_left_comes_along_when_she_joins_elsewhere(city: SmallCity) -> None:
    with scoped(BUILDER):
        person, _account = make_person("何知行", home=city.mill_union)
        describe_person(BUILDER, person, PersonEntry(id_kind="resident", id_number=NUMBER), now=NOW)
    actor = city.south_chair.actor
    applicant = Applicant(name="何知行", entry=PersonEntry(id_kind="resident", id_number=NUMBER))
    with scoped(actor):
        application = apply_on_paper(actor, city.pier_union, applicant, now=NOW)
    decide(application.case_id, "approve", actor, **APPROVAL)
    with scoped(actor):
        assert Person.objects.get(pk=person.pk).path == city.pier_union.path

    assert spans("何知行") == [("长堤船务工会委员会", "active", "")]


def test_a_committee_approves_many_at_once_and_nobody_her_own(city: SmallCity) -> None:
    with scoped(BUILDER):
        Employment.objects.create(person=city.chair.person, enterprise=city.mill, from_on=LONG_AGO)
    own = apply_by_account(city.chair.actor, now=NOW)
    numbers = [synthetic_resident_id(nth, born_on=TODAY.replace(year=1991)) for nth in (1, 2)]
    others = [visit(city, number=number) for number in numbers]
    actor, ids = city.chair.actor, [own.case_id, *(row.case_id for row in others)]
    with scoped(actor):
        answers = advance_many([Submission(pk, uuid4(), APPROVAL) for pk in ids], "approve", actor=actor, now=NOW)

    assert [isinstance(answer, Refused) for answer in answers] == [True, False, False]
    assert len(spans("何知行")) == 2


def test_a_worker_sees_who_looked_at_her_record_and_takes_it_along(city: SmallCity) -> None:
    with scoped(BUILDER):
        describe_person(BUILDER, city.worker.person, PersonEntry(id_kind="resident", id_number=NUMBER), now=NOW)
    with scoped(city.chair.actor):
        worker = Person.objects.get(pk=city.worker.person.pk)
        unmask(city.chair.actor, worker, reason="核对参保信息", now=NOW)
    client = city.worker.client()
    page = client.get(reverse("portal:record")).content.decode()
    taken = client.post(reverse("portal:take_record"))
    after = client.get(reverse("portal:record")).content.decode()

    assert ("核对参保信息" in page, "青主席" in page, NUMBER in page) == (True, True, False)
    shown = client.post(reverse("portal:take_record"), {"shows": "1"}).content.decode()
    assert (NUMBER in shown, "看完了，返回" in shown) == (True, True)
    book = CalamineWorkbook.from_filelike(BytesIO(taken.content))
    sheets = {name: book.get_sheet_by_name(name).to_python() for name in book.sheet_names}
    assert sheets["谁看过我的完整信息"][-1][-1] == "核对参保信息"
    assert sheets["凭您同意登记的内容"][1][1] == "没有登记过您的意见"
    assert "青小工" in after
