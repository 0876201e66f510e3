"""The list behind a number, on a page and as a sheet."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.http import Http404
from django.utils.translation import gettext as _

from zhijia.engines.indicators.breakdowns import Scene, get_scene
from zhijia.engines.indicators.definitions import Indicator, Kind
from zhijia.engines.indicators.follow_ups import follow_ups_of
from zhijia.engines.indicators.models import Part
from zhijia.engines.indicators.reading import Place
from zhijia.engines.indicators.records import EXPORT_PAGE, GAP, PAGE, ListOf, Record, Records, list_records
from zhijia.engines.indicators.subjects import SubjectList, SubjectRow, get_subject_list
from zhijia.faces.cockpit.looking import Look
from zhijia.faces.cockpit.numbers import crumbs, find_indicator
from zhijia.lib.sentences import gettext_noop
from zhijia.lib.spreadsheets import Cell, SheetToWrite
from zhijia.lib.typed import whole_number
from zhijia.organisation.exporting import marked_workbook
from zhijia.ui.components import Action, Chip, Column, Crumb, Page

PARTS = {
    Part.NUMERATOR.value: gettext_noop("分子"),
    Part.DENOMINATOR.value: gettext_noop("分母"),
    GAP: gettext_noop("尚缺"),
}


@dataclass(frozen=True, slots=True)
class Choice:
    """Which list an address asks for: a part, with or without the units below the node, after which key."""

    part: str
    is_own: bool
    after: str


@dataclass(frozen=True, slots=True)
class ListedRow:
    """One thing of the list. Without a name: this reader may count it, not open it."""

    subject: SubjectRow | None
    record: Record


@dataclass(frozen=True, slots=True)
class ListPage:
    """A page of the list and the number that it stands behind."""

    indicator: Indicator
    scene: Scene
    crumbs: tuple[Crumb, ...]
    which: ListOf
    total: int
    rows: tuple[ListedRow, ...]
    columns: tuple[Column, ...]
    parts: tuple[Chip, ...]
    page: Page
    sheet_url: str
    doors: tuple[Action, ...]

    @property
    def subject_width(self) -> int:
        """How many cells stand for the thing itself."""
        return len(self.columns) - (2 if self.indicator.has_values else 1)


def read_choice(query: Mapping[str, str]) -> Choice:
    """What an address asks for; not found for a part that no indicator has or a key that is none."""
    part, after = query.get("part") or Part.NUMERATOR.value, query.get("after") or ""
    path, _dash, subject = after.partition("-")
    if part not in PARTS or (after and not (path.isalnum() and path.isascii() and whole_number(subject) is not None)):
        raise Http404
    return Choice(part, query.get("own") == "1", after)


def read_list(look: Look, code: str, choice: Choice) -> ListPage:
    """A page of the list in scope."""
    indicator = find_indicator(code)
    scene = get_scene(look.actor, look.at, on=look.on)
    which = _which(look, indicator, scene, choice)
    subject_list = get_subject_list(indicator.subject)
    records = list_records(which, after=choice.after, most=PAGE)
    query = {"part": choice.part, "own": 1 if choice.is_own else ""}
    return ListPage(
        indicator=indicator,
        scene=scene,
        crumbs=(*crumbs(look, indicator, scene)[:-1], _node_crumb(look, indicator, scene), Crumb(_("清单"))),
        which=which,
        total=records.total,
        rows=tuple(_listed(records, subject_list, which)),
        columns=_columns(indicator, subject_list),
        parts=_parts(look, indicator, choice),
        page=Page(
            shown=len(records.rows),
            next_url=look.list_url(code, **query, after=records.next_key) if records.next_key else "",
            previous_url=look.list_url(code, **query) if choice.after else "",
        ),
        sheet_url=look.sheet_url(code, **query),
        doors=tuple(_doors(look, indicator, scene, choice)),
    )


def write_list(look: Look, code: str, choice: Choice, *, at: datetime) -> bytes:
    """The whole list as an .xlsx; its second sheet has the definition, and says who took it and when."""
    indicator = find_indicator(code)
    scene = get_scene(look.actor, look.at, on=look.on)
    which = _which(look, indicator, scene, choice)
    subject_list = get_subject_list(indicator.subject)
    heads = [_(subject_list.name), *(_(head) for head in subject_list.columns), _("数值"), _("计入自")]
    facts: list[list[Cell]] = [
        [_("指标"), _(indicator.name)],
        [_("口径"), _(indicator.definition)],
        [_("范围"), scene.node.name],
        [_("统计日"), look.on],
    ]
    sheet = SheetToWrite(_("清单"), heads, _cells(which, subject_list))
    return marked_workbook(sheet, facts=facts, taken_by=look.actor, at=at)


def _which(look: Look, indicator: Indicator, scene: Scene, choice: Choice) -> ListOf:
    if choice.part not in {part.value for part in indicator.parts} | ({GAP} if indicator.has_gap else set()):
        raise Http404
    place = scene.rest if choice.is_own else Place(look.at)
    return ListOf(indicator, choice.part, place, look.on)


def _listed(records: Records, subject_list: SubjectList, which: ListOf) -> Iterator[ListedRow]:
    ids = [record.subject_id for record in records.rows]
    found = subject_list.describe(ids, code=which.indicator.code, on=which.on) if ids else {}
    return (ListedRow(found.get(record.subject_id), record) for record in records.rows)


def _cells(which: ListOf, subject_list: SubjectList) -> Iterator[Sequence[Cell]]:
    after, width = "", len(subject_list.columns)
    while True:
        records = list_records(which, after=after, most=EXPORT_PAGE)
        for row in _listed(records, subject_list, which):
            named = [row.subject.label, *row.subject.cells] if row.subject else [_("无权查看"), *[""] * width]
            yield [*named, row.record.value, row.record.from_on or _("不详")]
        if not records.next_key:
            return
        after = records.next_key


def _doors(look: Look, indicator: Indicator, scene: Scene, choice: Choice) -> Iterator[Action]:
    """Where the gap of today is followed up."""
    if choice.part == GAP and not choice.is_own and look.is_now:
        for door in follow_ups_of(indicator.code, look.actor):
            yield Action(_(door.label), door.url_of(scene.node.pk))


def _columns(indicator: Indicator, subject_list: SubjectList) -> tuple[Column, ...]:
    heads = [Column(_(subject_list.name), "long"), *(Column(_(head)) for head in subject_list.columns)]
    if indicator.has_values:
        heads.append(Column(_("数值"), "num", is_number=True))
    return (*heads, Column(_("计入自"), "name"))


def _parts(look: Look, indicator: Indicator, choice: Choice) -> tuple[Chip, ...]:
    if indicator.kind is not Kind.RATIO:
        return ()
    own: object = 1 if choice.is_own else ""
    return tuple(
        Chip(_(word), look.list_url(indicator.code, part=part, own=own), is_current=part == choice.part)
        for part, word in PARTS.items()
        if part != GAP or (indicator.has_gap and not indicator.is_declared)
    )


def _node_crumb(look: Look, indicator: Indicator, scene: Scene) -> Crumb:
    return Crumb(scene.node.short_name or scene.node.name, look.number_url(indicator.code))


def file_name(indicator_code: str, on: date) -> str:
    """A name that every system takes: code and day."""
    return f"{indicator_code}-{on.isoformat()}.xlsx"
