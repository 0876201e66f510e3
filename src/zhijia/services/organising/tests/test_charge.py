"""Two cadres at one sheet: the post in charge works on it, another takes it over first, and the former stops."""

import pytest
from django.urls import reverse

from zhijia.lib.sentences import Refused
from zhijia.organisation.charge import take_over
from zhijia.organisation.models import ImportBatch, Membership, RosterRow, Union
from zhijia.organisation.models.posts import Role
from zhijia.organisation.scopes import scoped
from zhijia.organisation.tests.factories import BUILDER, NOW, Figure, SmallCity, make_figure
from zhijia.services.organising.intake import steps, working
from zhijia.services.organising.intake.deciding import decide_by_rule
from zhijia.services.organising.intake.uploading import Confirmed, confirm_mapping
from zhijia.services.organising.jobs import work_on_roster
from zhijia.services.organising.tests.intakes import brought_in, checked, fresh, person_row, sheet, uploaded
from zhijia.services.organising.tests.sheets import UNION_HEAD, bring, union_row, workbook
from zhijia.trail.models import Event


def test_nothing_is_done_with_a_roster_but_by_the_post_in_charge(city: SmallCity) -> None:
    """Each act that may be done with a roster, small or large, as another post that keeps the same register."""
    ours, others = city.county_cadre, _colleague(city)
    read, judged = uploaded(ours, sheet([person_row(1)])), checked(ours, sheet([person_row(2)]))
    entered = brought_in(ours, sheet([person_row(3)]))
    with scoped(others.actor):
        for act in (
            lambda: confirm_mapping(read, others.actor, Confirmed(read.mapping), now=NOW),
            lambda: decide_by_rule(judged, others.actor, "name_differs", "take", now=NOW),
            lambda: working.enter(judged.pk, others.actor, now=NOW),
            lambda: working.prepare(judged.pk, "enter", others.actor, now=NOW),
            lambda: working.undo(entered.pk, others.actor, now=NOW),
            lambda: steps.enter_piece(judged.pk, 0, others.actor, now=NOW),
        ):
            with pytest.raises(Refused, match="请先接手"):
                act()

    assert [fresh(roster).state for roster in (read, judged, entered)] == ["read", "checked", "applied"]


def test_another_post_takes_a_roster_over_on_its_page_and_the_former_goes_no_further(city: SmallCity) -> None:
    ours, others = city.county_cadre, _colleague(city)
    roster = checked(ours, sheet([person_row(1), person_row(2)]))
    address = reverse("organising:intake", args=[roster.pk])
    client = others.client()
    before = client.get(address).content.decode()
    refused = client.post(f"{address}enter/", follow=True).content.decode()
    with scoped(city.stranger.actor), pytest.raises(Refused, match="不能维护"):
        take_over(city.stranger.actor, roster, now=NOW)

    for _click in range(2):
        taken = client.post(f"{address}take-over/", follow=True).content.decode()
    work_on_roster(roster.pk, ours.user.pk, "enter")
    entered = client.post(f"{address}enter/", follow=True).content.decode()

    assert ("由我接手" in before, "把 2 行入库" in before, "请先接手" in refused) == (True, False, True)
    assert ("由我接手" in taken, "把 2 行入库" in taken, "撤销这份名册" in entered) == (False, True, True)
    former = ours.client().get(address).content.decode()
    assert ("由我接手" in former, "撤销这份名册" in former) == (True, False)
    with scoped(BUILDER):
        assert Event.objects.filter(kind="organisation.roster_taken_over").count() == 1
        assert Membership.objects.filter(person__name__startswith="会员").count() == 2
        assert {row.is_done for row in RosterRow.objects.filter(roster=roster)} == {True}


def test_a_roster_taken_over_from_above_hides_the_post_and_a_finished_one_is_left(city: SmallCity) -> None:
    ours, above = city.town_cadre, city.county_cadre
    roster = uploaded(ours, sheet([person_row(1)]))
    with scoped(above.actor):
        take_over(above.actor, roster, now=NOW)

    page = ours.client().get(reverse("organising:intake", args=[roster.pk])).content.decode()
    with scoped(BUILDER):
        roster.state = "failed"
        roster.save(update_fields=["state"])

    assert ("上级工会的岗位" in page, "由我接手" in page) == (True, True)
    with scoped(ours.actor), pytest.raises(Refused, match="已经办完"):
        take_over(ours.actor, roster, now=NOW)


def test_a_sheet_of_unions_has_one_post_in_charge_too(city: SmallCity) -> None:
    ours, others = city.county_cadre, _colleague(city)
    batch = bring(ours, "unions", workbook(UNION_HEAD, [union_row("芦渡镇总工会")]), applies=False)
    address, client = reverse("organising:import", args=[batch.pk]), others.client()

    for verb in ("check", "apply"):
        assert "请先接手" in client.post(f"{address}{verb}/", follow=True).content.decode()
    client.post(f"{address}take-over/")
    client.post(f"{address}check/")
    client.post(f"{address}apply/")

    with scoped(BUILDER):
        assert ImportBatch.objects.get(pk=batch.pk).state == "applied"
        assert Event.objects.filter(kind="organisation.import_taken_over").count() == 1
        assert Union.objects.filter(name="芦渡镇总工会").count() == 1


def _colleague(city: SmallCity) -> Figure:
    """A second cadre of the county, at a post of her own."""
    with scoped(BUILDER):
        return make_figure("北二干", union=city.north, role=Role.CADRE)
