"""Rows of a roster that are in conflict after it was entered: decided one by one, once, and judged anew before."""

from django.test import Client
from django.urls import reverse
from django.utils import timezone

from zhijia.organisation.actions.people import rename_person
from zhijia.organisation.models import Person, Roster, RosterRow
from zhijia.organisation.scopes import scoped
from zhijia.organisation.tests.factories import BUILDER, NOW, SmallCity
from zhijia.services.organising.intake.working import undo
from zhijia.services.organising.tests.intakes import brought_in, checked, number, person_row, sheet, verdicts
from zhijia.trail.models import Event

PHONE = "13900000009"


def entered_with_refusals(city: SmallCity, client: Client, *, refused: int) -> tuple[Roster, str]:
    """Five known people; then a roster with one new row and some that went back, entered on its page."""
    brought_in(city.county_cadre, sheet([person_row(n) for n in range(1, 6)]))
    wrong = [person_row(90 + n, 身份证号=f"32050{n}") for n in range(refused)]
    roster = checked(city.county_cadre, sheet([person_row(50), *wrong]))
    page = reverse("organising:intake", args=[roster.pk])
    client.post(f"{page}enter/")
    return roster, page


def corrected(client: Client, roster: Roster, at: int, **cells: str) -> str:
    url = reverse("organising:amend_intake", args=[roster.pk, at])
    return client.post(url, client.get(url).context["form"].initial | cells, follow=True).content.decode()


def decided(client: Client, page: str, at: int, decision: str) -> str:
    return client.post(f"{page}decide/", {"row": str(at), "decision": decision}, follow=True).content.decode()


def test_a_row_corrected_into_a_conflict_after_the_entry_is_decided_on_its_page_once(city: SmallCity) -> None:
    client = city.county_cadre.client()
    roster, page = entered_with_refusals(city, client, refused=2)

    shown = corrected(client, roster, 3, id_number=number(1), name="会员改名", phone=PHONE)
    corrected(client, roster, 4, id_number=number(2), name="会员又改名")
    many = client.post(f"{page}decide/", {"kind": "name_differs", "decision": "take"}, follow=True).content.decode()
    foreign = city.stranger.client().post(f"{page}decide/", {"row": "3", "decision": "take"})
    other = decided(city.leader.client(), page, 3, "take")
    taken, again = decided(client, page, 3, "take"), decided(client, page, 3, "take")
    kept, contrary = decided(client, page, 4, "keep"), decided(client, page, 4, "take")
    nothing = decided(client, page, 2, "take")

    assert ("结果：有冲突" in shown, "1 行有冲突，没有随名册办理" in shown, 'name="row" value="3"' in shown) == (
        True,
    ) * 3
    assert ("状态已经变了" in many, foreign.status_code in (403, 404), "请先接手" in other) == (True, True, True)
    assert ("第 3 行已处理：按表格办理" in taken, "第 3 行已处理：按表格办理" in again) == (True, True)
    assert ("第 4 行已处理：保留原样" in kept, "第 4 行已经处理为“保留原样”" in contrary) == (True, True)
    assert ("第 2 行没有待处理的冲突" in nothing, 'name="row"' in nothing) == (True, False)
    with scoped(BUILDER):
        renamed = Person.objects.get(name="会员改名")
        assert (renamed.id_number.reveal(), renamed.phone.reveal()) == (number(1), PHONE)
        assert Person.objects.filter(name="会员0002").count() == 1
        told = Event.objects.filter(kind="organisation.roster_decided").order_by("pk").values_list("data", flat=True)
        assert [(one["rows"], one["decision"], one["count"]) for one in told] == [([3], "take", 1), ([4], "keep", 1)]
        assert Event.objects.filter(kind="organisation.member_imported", subject_id=renamed.pk).count() == 2

    undo(roster.pk, city.county_cadre.actor, now=timezone.now())
    with scoped(BUILDER):
        back = Person.objects.get(pk=renamed.pk)
        assert (back.name, back.phone.reveal()) == ("会员0001", f"138{1:08d}")
    assert "状态已经变了" in decided(client, page, 4, "keep")


def test_what_changed_before_the_decision_is_told_and_not_done_blindly(city: SmallCity) -> None:
    """Renamed meanwhile: nothing is left to do. Another union meanwhile: in conflict otherwise than was seen."""
    client = city.county_cadre.client()
    roster, page = entered_with_refusals(city, client, refused=2)
    corrected(client, roster, 3, id_number=number(1), name="会员改名", phone=f"138{1:08d}")
    corrected(client, roster, 4, id_number=number(2), name="会员又改名")
    with scoped(BUILDER):
        rename_person(BUILDER, Person.objects.get(name="会员0001"), "会员改名", now=NOW)
        Person.objects.filter(name="会员0002").update(born_on="1991-02-03")

    same, otherwise = decided(client, page, 3, "take"), decided(client, page, 4, "take")
    once_more = decided(client, page, 4, "take")

    assert "第 3 行在核对以后有变动，没有办理，现在的结果：无变化" in same
    assert "第 4 行在核对以后有变动，没有办理，现在的结果：有冲突" in otherwise
    assert "出生日期与已登记的不同" in otherwise
    assert "第 4 行已处理：按表格办理" in once_more, "now it was seen"
    with scoped(BUILDER):
        assert Person.objects.filter(name__in=["会员改名", "会员又改名"]).count() == 2
        counts = Event.objects.filter(kind="organisation.roster_decided").order_by("pk").values_list("data__count")
        assert [count for (count,) in counts] == [0, 0, 1]
    assert verdicts(roster) == ["new", "same", "conflict"]


def test_rows_left_undecided_at_the_entry_are_decided_afterwards(city: SmallCity) -> None:
    """Also those whose number somebody else registered between check and entry."""
    figure = city.county_cadre
    client = figure.client()
    brought_in(figure, sheet([person_row(1)]))
    roster = checked(figure, sheet([person_row(1, name="会员改名"), person_row(2, 手机号码=PHONE)]))
    brought_in(figure, sheet([person_row(2)]))
    page = reverse("organising:intake", args=[roster.pk])
    client.post(f"{page}enter/")
    enter_again = client.post(f"{page}enter/", follow=True).content.decode()

    before = verdicts(roster)
    taken = [decided(client, page, at, "take") for at in (2, 3)]

    assert before == ["conflict", "conflict"]
    assert "状态已经变了" in enter_again
    assert ["已处理：按表格办理" in words for words in taken] == [True, True]
    with scoped(BUILDER):
        assert Person.objects.filter(name="会员改名").count() == 1
        assert Person.objects.get(name="会员0002").phone.reveal() == PHONE
        assert not RosterRow.objects.filter(roster=roster, is_done=False).exists()
