"""The list of bargainings: found by firm, place and number, in the order of terms, each row with its next step."""

from datetime import date

import pytest
from django.urls import reverse
from lxml.html import fromstring  # type: ignore[import-untyped]

from zhijia.engines.cases import listing
from zhijia.lib.spreadsheets import read_spreadsheet
from zhijia.organisation.scopes import scoped
from zhijia.organisation.tests.factories import BUILDER, NOW, Figure, SmallCity
from zhijia.services.bargaining.actions.opening import NewBargaining, open_bargaining
from zhijia.services.bargaining.models.bargainings import ContractType
from zhijia.services.bargaining.tests.story import Story, moment, open_story


@pytest.fixture
def talks(city: SmallCity) -> dict[str, Story]:
    """Of the mill a wage round whose term ran out and a general one that is only opened; of the pier one that awaits its reply."""
    wage = open_story(city).at("2026-11-02").send_offer().at("2026-11-03").serve("2026-11-03").at("2026-11-30").sweep()
    with scoped(city.south_chair.actor):
        entry = NewBargaining(union=city.pier_union, enterprise=city.pier, contract_type=ContractType.SAFETY)
        pier = open_bargaining(entry, actor=city.south_chair.actor, now=NOW)
    pier_story = Story(city, pier.case_id, city.south_chair, moment("2026-11-20"))
    cadre = city.city_cadre.actor
    pier_story.make("send_offer", {"topics": "安全卫生", "channel": "paper"}, by=cadre)
    pier_story.at("2026-11-21").make("record_service", {"day": "2026-11-21"}, by=cadre, scan=True)
    return {"wage": wage, "general": open_story(city, ContractType.GENERAL, officer=wage.officer), "pier": pier_story}


def listed(who: Figure, **query: str | int) -> list[str]:
    """The numbers of the cases that the list shows, from its first page to its last."""
    client, url, numbers = who.client(), reverse("bargaining:list"), []
    answer = client.get(url, query)
    while True:
        page = fromstring(answer.content.decode())
        numbers += [a.text for a in page.xpath("//a[@data-open]")]
        following = page.xpath("//a[@rel='next']/@href")
        if not following:
            return numbers
        answer = client.get(following[0])


def test_a_text_finds_firms_by_name_initials_and_code_and_cases_by_number(
    city: SmallCity, talks: dict[str, Story]
) -> None:
    of_mill = [talks["general"].case.number, talks["wage"].case.number]

    for text in ("青禾纺织", "jhqhfz", city.mill.credit_code):
        assert listed(city.city_cadre, text=text) == of_mill, text
    assert listed(city.city_cadre, text=talks["pier"].case.number) == [talks["pier"].case.number]
    assert listed(city.city_cadre, text="没有这家") == []
    assert listed(city.stranger, text="青禾纺织") == []


def test_a_place_holds_its_own_and_one_out_of_sight_is_not_found(city: SmallCity, talks: dict[str, Story]) -> None:
    assert listed(city.city_cadre, place=city.south.pk) == [talks["pier"].case.number]
    assert listed(city.city_cadre, place=city.north_town.pk, type="wage") == [talks["wage"].case.number]

    answer = city.county_cadre.client().get(reverse("bargaining:list"), {"place": city.south.pk})

    assert answer.status_code == 404


@pytest.mark.parametrize("size", [1, 50])
def test_terms_come_nearest_first_whatever_the_size_of_a_page(
    city: SmallCity, talks: dict[str, Story], monkeypatch: pytest.MonkeyPatch, size: int
) -> None:
    monkeypatch.setattr(listing, "PAGE_SIZE", size)
    with scoped(BUILDER):
        due = {
            name: story.case.awaits.order_by("due_on").values_list("due_on", flat=True)[0]
            for name, story in talks.items()
        }
    dated = sorted((day, talks[name].case.pk, talks[name].case.number) for name, day in due.items() if day)

    assert listed(city.city_cadre, due="dated") == [number for _day, _pk, number in dated]
    assert len(listed(city.city_cadre)) == len(talks)
    assert talks["pier"].case.number in [number for _day, _pk, number in dated]


def test_each_row_says_what_is_next_of_whom_and_by_when_also_in_the_sheet(
    city: SmallCity, talks: dict[str, Story]
) -> None:
    client, query = city.city_cadre.client(), {"text": "长堤"}

    row = fromstring(client.get(reverse("bargaining:list"), query).content.decode()).xpath("//tbody/tr")[0]
    sheet = read_spreadsheet(client.get(reverse("bargaining:sheet"), query).content)[0]

    words = " ".join(row.text_content().split())
    assert "登记对方应约（工会主席）" in words
    assert "12月11日" in words
    assert any("2026-12-11" in cells for cells in sheet.rows)
    assert date(2026, 12, 11) == talks["pier"].clock("reply").due_on


def test_every_state_of_a_bargaining_stands_under_a_chip_or_is_over(city: SmallCity) -> None:
    page = fromstring(city.city_cadre.client().get(reverse("bargaining:list")).content.decode())

    chips = [chip.text_content() for chip in page.xpath("//a[@class='chip']")]
    types = [option.get("value") for option in page.xpath("//select[@name='type']/option")]
    assert {"对方要约", "协调处理", "待续订", "期满终止"} <= set(chips)
    assert types == ["", *ContractType.values]
    assert "导入既有合同" in page.text_content()
