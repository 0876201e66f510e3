"""Enterprises without a union: the union of their area opens, their workers elect who demands talks (CB-018, CB-019)."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

import pytest
from django.urls import reverse

from zhijia.engines.cases.advance import InvalidInput
from zhijia.engines.documents.models import IssuedDocument
from zhijia.lib.sentences import Refused
from zhijia.organisation.models import Enterprise, Union
from zhijia.organisation.models.posts import Role
from zhijia.organisation.scopes import scoped
from zhijia.organisation.tests.factories import BUILDER, Figure, SmallCity
from zhijia.services.bargaining.actions.opening import NewBargaining, open_bargaining
from zhijia.services.bargaining.forms.opening import OpenForm
from zhijia.services.bargaining.models.bargainings import ContractType, Side
from zhijia.services.bargaining.models.talks import ChosenBy
from zhijia.services.bargaining.queries import enterprises_to_bargain_with, firms_without_union
from zhijia.services.bargaining.tests.story import Story, moment


def open_for(city: SmallCity, firm: str, *, day: str = "2026-03-02") -> Story:
    """The town's cadre opens through the form; everything that the chair does in other stories, the cadre does here."""
    cadre, now = city.town_cadre, moment(day)
    with scoped(cadre.actor):
        form = OpenForm(
            {"unorganised": firm, "contract_type": "wage", "aims_at": "contract", "track": "ordinary"},
            union=city.north_town,
            enterprises=enterprises_to_bargain_with(city.north_town, today=now.date()),
            unorganised=firms_without_union(city.north_town, today=now.date()),
        )
        if not form.is_valid():
            raise InvalidInput(form)
        entry = NewBargaining(union=city.north_town, **form.cleaned_data)
        opened = open_bargaining(entry, actor=cadre.actor, now=now)
    return Story(replace(city, chair=cadre), opened.case_id, city.county_cadre, now)


def elect(story: Story, name: str, *, scan: bool = False, **changes: Any) -> Story:
    """One of the workers' side, with how many of the forty consented."""
    seat = {"name": name, "chosen_by": ChosenBy.ELECTED, "consenting": "21", "staff": "40", "is_confidential": "on"}
    day = {"side": Side.WORKERS, "from_on": story.today().isoformat()}
    return story.make("name_negotiator", {**seat, **day, **changes}, scan=scan)


def asked(story: Story) -> set[tuple[str, str, str]]:
    with scoped(BUILDER):
        return set(story.case.awaits.values_list("verb", "role", "union__name"))


@contextmanager
def refused_by(rule: str) -> Iterator[None]:
    with pytest.raises(Refused) as refused:
        yield
    assert refused.value.rule == rule


def test_workers_without_a_union_bargain_from_their_election_to_the_signature_cb_018_cb_019(city: SmallCity) -> None:
    story, town = open_for(city, city.lone.name), city.north_town.name
    assert asked(story) == {("name_negotiator", Role.CADRE, town)}
    with refused_by("CB-018"):
        story.send_offer()
    with refused_by("CB-018"):
        elect(story, "独甲", scan=True, consenting="20", is_chief="on")  # half of the forty is not more than half
    with pytest.raises(InvalidInput) as told:
        elect(story, "独甲", chosen_by=ChosenBy.SELECTED)
    assert set(told.value.form.errors) == {"chosen_by", "scan"}

    elect(story, "独甲", scan=True, is_chief="on")
    elect(elect(story, "独乙"), "独丙")
    assert asked(story) == {("send_offer", Role.CADRE, town)}
    story.at("2026-03-03").send_offer()
    with scoped(BUILDER):
        offer = IssuedDocument.objects.get(template="bargaining.offer")
    assert f"在{town}指导下" in offer.model
    assert "独甲（职工推选）" in offer.model
    story.at("2026-03-04").serve("2026-03-04").at("2026-03-12").agree("2026-03-12").make("prepare")
    story.seat(Side.EMPLOYER).at("2026-03-16").make("begin_talks", {"first_meeting_on": "2026-03-16"}).meet()
    story.draft("2026-04-01", "2027-03-31").initial().make("table_draft", {"assembly": "all_employees"})
    story.at("2026-03-30").vote(assembly="all_employees").confirm_papers().at("2026-03-31").sign()

    contract = story.contract
    assert (story.state, contract.union_id, contract.enterprise_id) == ("signed", city.north_town.pk, city.lone.pk)
    assert not {"CB-013", "CB-018", "CB-019"} & story.rules()
    with scoped(BUILDER):
        text = IssuedDocument.objects.filter(template="bargaining.text").latest("pk")
        assert list(contract.coverage.values_list("enterprise", flat=True)) == [city.lone.pk]
    assert f"职工推选的协商代表（{town}指导）" in text.model


def test_nobody_is_guided_who_has_a_union_or_belongs_to_another_area_cb_019(city: SmallCity) -> None:
    with pytest.raises(InvalidInput) as told:
        open_for(city, city.mill.name)
    assert set(told.value.form.errors) == {"unorganised"}

    def guide(figure: Figure, union: Union, firm: Enterprise) -> None:
        entry = NewBargaining(union=union, enterprise=firm, contract_type=ContractType.WAGE, guided_by=union)
        with scoped(figure.actor), refused_by("CB-019"):
            open_bargaining(entry, actor=figure.actor, now=moment("2026-03-02"))

    guide(city.town_cadre, city.north_town, city.mill)
    guide(city.city_cadre, city.south_town, city.lone)
    guide(city.chair, city.mill_union, city.lone)


def test_the_page_of_a_town_finds_its_enterprises_without_a_union(city: SmallCity) -> None:
    town, firms = (reverse(f"bargaining:{name}", args=[city.north_town.pk]) for name in ("open", "find_firms"))
    client = city.town_cadre.client()

    found = client.get(firms, {"unorganised_text": "江海"}).content.decode()
    assert city.lone.name in found
    assert city.mill.name not in found
    assert city.pier.name not in found
    data = {
        "unorganised": city.lone.credit_code,
        "contract_type": "general",
        "aims_at": "contract",
        "track": "ordinary",
    }
    made = client.post(town, data)

    assert made.status_code == 302
    page = client.get(made["Location"]).content.decode()
    assert "指导工会" in page
    assert "登记协商代表" in page
    assert "职工推选，本会指导" in page
    assert (
        "未建会的用人单位"
        not in city.chair.client().get(reverse("bargaining:open", args=[city.mill_union.pk])).content.decode()
    )
