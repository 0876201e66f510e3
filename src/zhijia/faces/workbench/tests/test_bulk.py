"""Many to-dos at once: each row in a transaction of its own, with its own outcome."""

from collections.abc import Sequence
from typing import Any
from unittest.mock import patch
from uuid import uuid4

import pytest

from zhijia.engines.cases.advance import advance
from zhijia.engines.cases.flow import Flow
from zhijia.engines.cases.models import Awaits, Case
from zhijia.engines.cases.tests.supply import make, open_supply, registered, supply_of
from zhijia.faces.workbench import bundles
from zhijia.faces.workbench.tests.asking import client_of, send
from zhijia.organisation.scopes import scoped
from zhijia.organisation.tests.factories import BUILDER, SmallCity, build_small_city

APPROVE = "tests.supply:approve"


def submitted(city: SmallCity, flow: Flow, count: int) -> list[Case]:
    cases = [open_supply(city, flow, title=f"第{n}件") for n in range(count)]
    for case in cases:
        make(case, "submit", city.town_cadre.actor)
    return cases


@pytest.fixture
def cases(city: SmallCity, flow: Flow) -> list[Case]:
    return submitted(city, flow, 3)


def rows_of(cases: Sequence[Case]) -> list[int]:
    with scoped(BUILDER):
        return list(Awaits.objects.filter(case__in=cases).order_by("pk").values_list("pk", flat=True))


def states_of(cases: Sequence[Case]) -> list[str]:
    with scoped(BUILDER):
        return [Case.objects.get(pk=case.pk).state for case in cases]


def chosen(cases: Sequence[Case], act: str = APPROVE, **more: str) -> dict[str, Any]:
    return {"row": rows_of(cases), "act": act, "next": "/desk/?light=late", **more}


def test_first_comes_the_form_with_the_chosen_rows(city: SmallCity, cases: list[Case]) -> None:
    response = send(city.county_cadre, "/desk/bulk/", chosen(cases[:2]))

    text = response.content.decode()
    assert response.status_code == 200
    assert "批准：2 件" in text
    assert cases[0].title in text
    assert cases[2].title not in text
    assert states_of(cases) == ["review"] * 3


def test_then_every_row_is_done(city: SmallCity, cases: list[Case]) -> None:
    response = send(city.county_cadre, "/desk/bulk/", chosen(cases, key=str(uuid4())))

    assert "批准：办成 3 件" in response.content.decode()
    assert 'href="/desk/?light=late"' in response.content.decode()
    assert states_of(cases) == ["approved"] * 3


def test_a_form_with_faults_comes_back_before_the_first_row_is_touched(city: SmallCity, cases: list[Case]) -> None:
    with scoped(BUILDER):
        Awaits.objects.filter(case__in=cases).update(verb="reject")
    data = chosen(cases, "tests.supply:reject", key=str(uuid4()), reason="长" * 101)

    faulty = send(city.county_cadre, "/desk/bulk/", data)
    corrected = send(city.county_cadre, "/desk/bulk/", data | {"reason": "超出标准"})

    assert faulty.status_code == 422
    assert "长" * 101 in faulty.content.decode()
    assert "办成 3 件" in corrected.content.decode()
    assert states_of(cases) == ["rejected"] * 3


def test_rows_that_await_something_else_are_left_out_and_said_to_be(city: SmallCity, flow: Flow) -> None:
    mixed = submitted(city, flow, 2)
    with scoped(BUILDER):
        Awaits.objects.filter(case=mixed[1]).update(verb="reject")

    response = send(city.county_cadre, "/desk/bulk/", chosen(mixed))

    assert "另有 1 件等的不是这一步" in response.content.decode()


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ({}, "没有选中事项"),
        ({"row": ["x"], "act": APPROVE}, "没有选中事项"),
        ({"row": ["1"], "act": ""}, "没有选中事项"),
        ({"row": ["999999"], "act": APPROVE}, "都不等这一步"),
        ({"row": list(range(1, 202)), "act": APPROVE}, "最多一起办理 200 件"),
    ],
)
def test_a_choice_that_cannot_be_meant_is_refused(
    city: SmallCity, cases: list[Case], data: dict[str, Any], words: str
) -> None:
    response = send(city.county_cadre, "/desk/bulk/", data)

    assert response.status_code == 422
    assert words in response.content.decode()


def test_a_stranger_moves_nothing_by_guessed_rows(city: SmallCity, cases: list[Case]) -> None:
    response = send(city.stranger, "/desk/bulk/", chosen(cases, key=str(uuid4())))

    assert response.status_code == 422
    assert "第0件" not in response.content.decode()
    assert states_of(cases) == ["review"] * 3


@pytest.mark.django_db(transaction=True)
def test_a_row_that_is_refused_does_not_hold_back_the_others_nor_does_a_crash() -> None:
    city = build_small_city()
    with registered(supply_of(city)) as flow:
        cases = submitted(city, flow, 4)
        data = chosen(cases, key=str(uuid4()))
        seen: list[int] = []

        def failing_at_the_third(pk: int, verb: str, **options: Any) -> Any:
            seen.append(pk)
            if len(seen) == 1:
                make(cases[1], "reject", city.county_cadre.actor, reason="别人先办了")
            if len(seen) == 3:
                raise RuntimeError("the disk is full")
            return advance(pk, verb, **options)

        client = client_of(city.county_cadre)
        with patch.object(bundles, "advance", failing_at_the_third), pytest.raises(RuntimeError, match="disk is full"):
            client.post("/desk/bulk/", data)
        after_crash = states_of(cases)
        response = client.post("/desk/bulk/", data | {"row": rows_of(cases)})

    assert after_crash == ["approved", "rejected", "review", "review"]
    assert states_of(cases) == ["approved", "rejected", "approved", "approved"]
    assert "办成 2 件" in response.content.decode()


@pytest.mark.django_db(transaction=True)
def test_the_same_bulk_form_sent_twice_does_it_once() -> None:
    city = build_small_city()
    with registered(supply_of(city)) as flow:
        cases = submitted(city, flow, 2)
        client, data = client_of(city.county_cadre), chosen(cases, key=str(uuid4()))

        first = client.post("/desk/bulk/", data)
        second = client.post("/desk/bulk/", data)

    assert "办成 2 件" in first.content.decode()
    assert "可能已经有人办过" in second.content.decode()
