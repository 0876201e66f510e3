"""The desk as table, filters and sheet, in the reader's language."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date, datetime
from urllib.parse import urlencode

from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _

from zhijia.engines.cases.desk import Cursor, DeskFilter, DeskPage, clocks_answered
from zhijia.engines.cases.flow import get_flow, list_flows
from zhijia.engines.cases.models import Awaits, Clock
from zhijia.engines.cases.queries import place_of
from zhijia.faces.clocks import days_left, rule_in_short
from zhijia.law.lights import Light
from zhijia.lib.sentences import Sentence
from zhijia.lib.spreadsheets import Cell, SheetToWrite
from zhijia.organisation.exporting import marked_workbook
from zhijia.organisation.models.posts import FunctionLine
from zhijia.organisation.scopes import Actor
from zhijia.ui.components import Chip, Column, Page, url_with

Behind = Mapping[int, Sentence]
"""Cases that lag behind their time, and why."""
LIGHTS = (Light.RED, Light.YELLOW, Light.BLUE, Light.GREEN, Light.GREY)


@dataclass(frozen=True, slots=True)
class DeskRow:
    """One line of the desk."""

    pk: int
    case_id: int
    number: str
    title: str
    url: str
    due_on: date | None
    light: str
    words: str
    place: str
    reason: str
    act: str
    act_url: str
    verb: str


@dataclass(frozen=True, slots=True)
class Choice:
    """A value of a filter's select."""

    value: str
    label: str


def read_filter(query: QueryDict) -> DeskFilter:
    """The filter in a link; unknown names are left alone."""
    return DeskFilter(**{field.name: query.get(field.name, "").strip() for field in fields(DeskFilter)})


def filter_query(query: QueryDict) -> str:
    """A filter as it stands in a link, without page and unknown names."""
    given = {field.name: query.get(field.name, "").strip() for field in fields(DeskFilter)}
    return urlencode({name: value for name, value in given.items() if value})


def desk_columns() -> list[Column]:
    return [
        Column(is_check=True, width="check"),
        Column(_("最迟"), width="date", sorted="ascending"),
        Column(_("状态"), width="light"),
        Column(_("事项")),
        Column(_("单位"), width="mid"),
        Column(_("依据"), width="name"),
        Column(_("下一步"), width="mid"),
    ]


def present_rows(todos: Sequence[Awaits], *, today: date, behind: Mapping[int, Sentence]) -> list[DeskRow]:
    """The rows with place and reason; one query for all of them. `behind` says of cases that lag why they do."""
    clocks = clocks_answered(todos)
    return [_row(todo, clocks[todo.pk], today=today, behind=behind) for todo in todos]


def light_chips(query: QueryDict, wanted: DeskFilter, counts: Mapping[str, int]) -> list[Chip]:
    """All, then each light with its number; a light without rows is left out unless it is chosen."""
    shown = query.dict() | {"after": "", "before": ""}
    path = reverse("workbench:desk")
    chips = [Chip(_("全部"), url_with(path, shown, light=""), sum(counts.values()), is_current=not wanted.light)]
    for light in LIGHTS:
        count = counts.get(light.value, 0)
        if count or wanted.light == light.value:
            url = url_with(path, shown, light=light.value)
            words = _("未定期限") if light is Light.GREY else _(light.word)
            chips.append(Chip(words, url, count, is_current=wanted.light == light.value))
    return chips


def holder_choices() -> list[Choice]:
    return [Choice("post", _("指定本岗位")), Choice("role", _("同类岗位均可办"))]


def kind_choices() -> list[Choice]:
    return [Choice(flow.code, _(flow.label)) for flow in list_flows()]


def line_choices() -> list[Choice]:
    return [Choice(value, str(label)) for value, label in FunctionLine.choices]


def present_page(page: DeskPage, query: QueryDict) -> Page:
    """Links to the neighbouring pages, with the filter in them."""
    path, kept = reverse("workbench:desk"), query.dict()

    def link(name: str, cursor: Cursor | None) -> str:
        return url_with(path, kept | {"after": "", "before": ""}, **{name: str(cursor)}) if cursor else ""

    return Page(
        shown=len(page.rows), previous_url=link("before", page.previous), next_url=link("after", page.following)
    )


def desk_workbook(rows: Sequence[DeskRow], *, taken_by: Actor, query: str, at: datetime) -> bytes:
    """What the filter leaves, as .xlsx; its second sheet, and the foot of every printed page, say who took it and when."""
    header = [_("最迟"), _("状态"), _("编号"), _("事项"), _("单位"), _("依据"), _("下一步")]
    body = [[row.due_on, row.words, row.number, row.title, row.place, row.reason, row.act] for row in rows]
    facts: list[list[Cell]] = [[_("筛选条件"), query], [_("行数"), len(rows)]]
    return marked_workbook(SheetToWrite(_("待办"), header, body), facts=facts, taken_by=taken_by, at=at)


def _row(todo: Awaits, clock: Clock | None, *, today: date, behind: Mapping[int, Sentence]) -> DeskRow:
    case, flow = todo.case, get_flow(todo.case.kind)
    light = Light(todo.light)  # type: ignore[attr-defined]  # annotated by desk_of
    return DeskRow(
        pk=todo.pk,
        case_id=case.pk,
        number=case.number,
        title=case.title,
        url=reverse("cases:case", args=[case.pk]),
        due_on=todo.due_on,
        light=light.value,
        words=_light_words(light, todo.due_on, today),
        place=place_of(todo).shortest,
        reason=behind[case.pk].said_in(_) if light is Light.YELLOW else _reason(todo, clock),
        act=_(flow.move(todo.verb).label),
        act_url=reverse("cases:move", args=[case.pk, todo.verb]),
        verb=f"{flow.code}:{todo.verb}",
    )


def _light_words(light: Light, due_on: date | None, today: date) -> str:
    if light is Light.GREY:
        return _("等对方办理") if due_on else _("未定期限")
    return days_left(due_on, today) if due_on and light in (Light.RED, Light.BLUE) else _(light.word)


def _reason(todo: Awaits, clock: Clock | None) -> str:
    if clock is not None:
        return rule_in_short(get_flow(todo.case.kind), clock)
    return _("约定日期") if todo.due_on else _("未定期限")
