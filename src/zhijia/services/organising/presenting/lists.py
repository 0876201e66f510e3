"""Lists as pages and as workbooks: chips, columns, pages cut by key."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from zhijia.lib.spreadsheets import SheetToWrite, write_workbook
from zhijia.organisation.models import Enterprise, Membership, Person, Post, Union
from zhijia.organisation.models.unions import UnionKind
from zhijia.organisation.queries import Cut
from zhijia.services.organising.presenting.records import industry_name, ownership_name, vacancy_note
from zhijia.services.organising.queries import Asked
from zhijia.ui.components import Chip, Column, Page, url_with


@dataclass(frozen=True)
class Listed:
    """A list page: what a template needs beside the rows."""

    rows: Sequence[Union | Enterprise | Person | Post | Membership]
    chips: Sequence[Chip]
    columns: Sequence[Column]
    page: Page
    export_url: str
    asked: Asked


def listed(name: str, cut: Cut, asked: Asked, *, chips: Mapping[str, str], columns: Sequence[Column]) -> Listed:  # type: ignore[type-arg]
    """`name` is the list's URL name; `chips` are its `show` values with their words."""
    path = reverse(f"organising:{name}")
    kept = {"under": asked.under or "", "value": asked.value, "show": asked.show}
    return Listed(
        rows=cut.rows,
        chips=[
            Chip(words, url_with(path, kept, show=show), is_current=show == asked.show) for show, words in chips.items()
        ],
        columns=columns,
        page=Page(
            shown=len(cut.rows),
            previous_url=url_with(path, kept, before=cut.before) if cut.before else "",
            next_url=url_with(path, kept, after=cut.after) if cut.after else "",
        ),
        export_url=url_with(f"{path}export/", kept),
        asked=asked,
    )


def union_columns() -> list[Column]:
    return [
        Column(_("名称")),
        Column(_("类别"), "name"),
        Column(_("上级工会"), "name"),
        Column(_("本届止"), "date"),
        Column(_("统一社会信用代码"), "long"),
    ]


def union_chips() -> dict[str, str]:
    return {"": _("全部"), "expired": _("已届满"), "unset": _("未填任期")}


def kind_options() -> list[tuple[str, str]]:
    return [("", _("所有类别")), *((kind.value, str(kind.label)) for kind in UnionKind)]


def enterprise_columns() -> list[Column]:
    return [
        Column(_("名称")),
        Column(_("属地工会"), "name"),
        Column(_("行业"), "short"),
        Column(_("职工人数"), "num", is_number=True),
        Column(_("工会"), "short"),
        Column(_("统一社会信用代码"), "long"),
    ]


def enterprise_chips(large_from: int) -> dict[str, str]:
    large = _("未建会且不少于 %(n)s 人") % {"n": large_from}
    return {"": _("全部"), "covered": _("已建会"), "uncovered": _("未建会"), "target": large}


def person_columns() -> list[Column]:
    return [Column(_("姓名"), "name"), Column(_("所在工会"))]


def post_columns() -> list[Column]:
    return [Column(_("岗位")), Column(_("工会")), Column(_("角色"), "name"), Column(_("任职"), "name")]


def post_chips() -> dict[str, str]:
    return {"": _("全部"), "vacant": _("空缺")}


def union_workbook(rows: Iterable[Union]) -> bytes:
    """The list of unions as .xlsx."""
    header = [
        _("名称"),
        _("类别"),
        _("上级工会"),
        _("统一社会信用代码"),
        _("行政区划"),
        _("成立日期"),
        _("本届起"),
        _("本届止"),
    ]
    return write_workbook([SheetToWrite(_("工会"), header, (_union_cells(union) for union in rows))])


def enterprise_workbook(rows: Iterable[Enterprise]) -> bytes:
    """The list of enterprises as .xlsx."""
    header = [
        _("统一社会信用代码"),
        _("名称"),
        _("属地工会"),
        _("行政区划"),
        _("行业"),
        _("登记注册类型"),
        _("职工总数"),
        _("女职工"),
        _("农民工"),
        _("劳务派遣"),
        _("住所"),
        _("法定代表人"),
        _("已建会"),
    ]
    return write_workbook([SheetToWrite(_("用人单位"), header, (_enterprise_cells(row) for row in rows))])


def post_workbook(rows: Iterable[Post]) -> bytes:
    """The list of posts and holders as .xlsx."""
    header = [_("工会"), _("岗位"), _("角色"), _("条线"), _("任职")]
    cells = (
        (p.union.name, p.title, str(p.get_role_display()), str(p.get_line_display()), vacancy_note(p)) for p in rows
    )
    return write_workbook([SheetToWrite(_("岗位"), header, cells)])


def _union_cells(union: Union) -> tuple[str | date | None, ...]:
    parent = union.parent.name if union.parent else ""
    kind = str(union.get_kind_display())
    return (
        union.name,
        kind,
        parent,
        union.credit_code,
        union.place,
        union.founded_on,
        union.term_from,
        union.term_to,
    )


def _enterprise_cells(row: Enterprise) -> tuple[str | int | date | None, ...]:
    return (
        row.credit_code,
        row.name,
        row.territory.name,
        row.place,
        industry_name(row),
        ownership_name(row.ownership),
        row.headcount,
        row.women,
        row.migrants,
        row.dispatched,
        row.address,
        row.legal_representative,
        _("是") if row.is_covered else _("否"),  # type: ignore[attr-defined]
    )
