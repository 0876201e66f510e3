"""The rules of tasks (domain/services §J) TA-01 to TA-05; TA-06 in tests/tasks/test_extensions.py, TA-07 in law/tests."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

import pytest
from django import forms
from django.db import IntegrityError, transaction

from zhijia.engines.cases.advance import InvalidInput
from zhijia.engines.cases.flow import Turn
from zhijia.engines.cases.models import Case
from zhijia.organisation.models import Post, PostHolding
from zhijia.organisation.scopes import scoped
from zhijia.organisation.tests.factories import BUILDER, NOW, TODAY, SmallCity
from zhijia.services.plans.flow import TASK_FLOW
from zhijia.services.plans.models import Task
from zhijia.services.plans.review.tree import Node, Tree
from zhijia.services.plans.rules import NO_STANDARD, PART_OVER_WHOLE, SUM_UNDER_WHOLE, check_tree
from zhijia.services.plans.tasks.queries import with_holders
from zhijia.services.plans.tests.tasks.story import make_move, make_tasks, post_id, state_of

WHOLE = {"value": "1000", "unit": "家", "indicator": "organising.enterprises"}


@pytest.fixture
def task(city: SmallCity) -> Task:
    return make_tasks(city)[0]


def good(city: SmallCity) -> dict[str, object]:
    return {"lead": post_id(city.county_cadre), "due_on": "2026-12-18", "standard": "每家企业有走访记录"}


@pytest.mark.parametrize("missing", ["lead", "due_on"])
def test_ta_01_a_task_is_not_assigned_without_post_or_date(city: SmallCity, task: Task, missing: str) -> None:
    with pytest.raises(InvalidInput) as caught:
        make_move(city.research.actor, task, "assign", good(city) | {missing: ""})

    assert list(caught.value.form.errors) == [missing]
    assert state_of(city, task) == "unassigned"


@pytest.mark.parametrize(
    ("left_on", "is_taken"), [(date(2026, 11, 20), False), (date(2026, 11, 21), True), (None, True)]
)
def test_ta_01_a_task_is_not_assigned_to_a_post_that_nobody_holds(
    city: SmallCity, task: Task, left_on: date | None, is_taken: bool
) -> None:
    """Assigned on Friday 20 November 2026: whoever leaves on that day does not hold the post any more."""
    with scoped(BUILDER):
        PostHolding.objects.filter(post=post_id(city.county_cadre)).update(to_on=left_on)

    if is_taken:
        make_move(city.research.actor, task, "assign", good(city))
    else:
        with pytest.raises(InvalidInput) as caught:
            make_move(city.research.actor, task, "assign", good(city))
        assert "没有人任职" in caught.value.form.errors["lead"][0]

    assert state_of(city, task) == ("assigned" if is_taken else "unassigned")


def test_ta_01_the_deputy_of_a_vacant_post_is_its_person(city: SmallCity, task: Task) -> None:
    with scoped(BUILDER):
        held = PostHolding.objects.get(post=post_id(city.county_cadre))
        PostHolding.objects.filter(pk=held.pk).update(kind="deputy", to_on=date(2026, 12, 31))

    make_move(city.research.actor, task, "assign", good(city))

    with scoped(city.leader.actor):
        found = with_holders(Task.objects.filter(pk=task.pk), on=TODAY).get()
        assert found.lead_person == city.county_cadre.actor.name


def test_ta_01_the_database_keeps_no_lead_without_a_date(city: SmallCity, task: Task) -> None:
    with pytest.raises(IntegrityError, match="task_assigned_has_a_date"), transaction.atomic(), scoped(BUILDER):
        Task.objects.filter(pk=task.pk).update(lead=Post.objects.get(pk=post_id(city.county_cadre)), due_on=None)


def test_ta_02_a_task_is_not_assigned_without_saying_what_completes_it(city: SmallCity, task: Task) -> None:
    with pytest.raises(InvalidInput) as caught:
        make_move(city.research.actor, task, "assign", good(city) | {"standard": " "})

    assert list(caught.value.form.errors) == ["standard"]


def test_ta_02_publishing_points_out_a_task_with_neither_number_nor_deliverable() -> None:
    bare, measured = _task(2), _task(3)
    tree = Tree([_heading(), bare, measured, _target(4, parent=3)])

    assert [finding.node for finding in check_tree(tree).warnings if finding.sentence == NO_STANDARD] == [bare]


def test_ta_03_no_move_asks_for_a_percentage_and_ta_05_none_for_a_light(city: SmallCity, task: Task) -> None:
    """Completion is computed from numbers, the light from facts; nobody types either."""
    with scoped(city.research.actor):
        case = Case.objects.get(pk=task.case_id)
        turn = Turn(case, TASK_FLOW.record_of(case), city.research.actor, NOW, TODAY)
        fields = {
            (move.verb, name): field
            for move in TASK_FLOW.moves
            for name, field in _form_of(move.form, turn).fields.items()
        }

    assert not [at for at, field in fields.items() if isinstance(field, forms.DecimalField | forms.FloatField)]
    assert not [at for at in fields if at[1] in ("light", "state", "progress", "percent", "completion")]


@pytest.mark.parametrize(
    ("parts", "is_short"),
    [(("600", "400"), False), (("600", "399"), True), (("1000", "1"), False), ((), False)],
)
def test_ta_04_targets_below_add_up_to_the_target_above(parts: tuple[str, ...], is_short: bool) -> None:
    whole = _target(2, parent=1, **WHOLE)
    below = [
        node
        for nth, value in enumerate(parts)
        for node in (_task(10 + nth), _target(20 + nth, parent=10 + nth, **WHOLE | {"value": value}))
    ]

    warnings = check_tree(Tree([_heading(), whole, *below])).warnings

    assert [finding.node for finding in warnings if finding.sentence == SUM_UNDER_WHOLE] == [whole] * is_short


@pytest.mark.parametrize("differs", [{"unit": "%"}, {"comparator": "<="}, {"indicator": ""}])
def test_ta_04_shares_and_ceilings_are_not_added_up(differs: dict[str, str]) -> None:
    whole = _target(2, parent=1, **WHOLE | differs)
    part = _target(4, parent=3, **WHOLE | differs | {"value": "1"})

    warnings = check_tree(Tree([_heading(), whole, _task(3), part])).warnings

    assert SUM_UNDER_WHOLE not in {finding.sentence for finding in warnings}


def test_ta_04_a_part_is_not_larger_than_its_whole() -> None:
    whole = _target(3, parent=2, **WHOLE)
    part = replace(_target(4, parent=2, **WHOLE), attributes=WHOLE | {"value": "1001", "part_of": 3})

    warnings = check_tree(Tree([_heading(), _task(2), whole, part])).warnings

    assert [finding.node for finding in warnings if finding.sentence == PART_OVER_WHOLE] == [part]


def test_ta_05_a_light_is_nothing_that_anybody_stores() -> None:
    """It follows from dates and numbers (law/tests/test_lights.py, tests/tasks/test_progress.py)."""
    assert not [field.name for field in Task._meta.get_fields() if "light" in field.name]


def _form_of(form: type[forms.BaseForm], turn: Turn) -> forms.BaseForm:
    return form(turn=turn) if getattr(form, "takes_turn", False) else form()  # type: ignore[call-arg]


def _node(number: int, parent: int | None, kind: str, text: str, attributes: Mapping[str, str]) -> Node:
    return Node(
        id=number,
        parent=parent,
        kind=kind,
        position=number,
        start=5,
        end=9,
        text=text,
        attributes=attributes,
        is_accepted=True,
    )


def _heading() -> Node:
    return _node(1, None, "heading", "建设和谐", {"goal": "harmony"})


def _task(number: int) -> Node:
    return _node(number, 1, "task", "走访企业", {})


def _target(number: int, *, parent: int, **attributes: str) -> Node:
    return _node(number, parent, "target", "1000家", attributes or WHOLE)
