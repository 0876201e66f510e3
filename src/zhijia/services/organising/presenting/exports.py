"""Lists of people as workbooks, and the requests for long ones."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from zhijia.lib.sentences import Sentence
from zhijia.lib.spreadsheets import Cell, SheetToWrite, write_workbook
from zhijia.organisation.actions.exports import can_approve
from zhijia.organisation.models import Membership, PeopleExport, Person
from zhijia.organisation.protection.sealed import SealedText
from zhijia.organisation.queries.hands import said_hand
from zhijia.organisation.scopes import Actor
from zhijia.services.organising.presenting.members import standing_of


@dataclass(frozen=True, slots=True)
class ShownExport:
    """A request as a row of the page, with what the reader may do about it."""

    export: PeopleExport
    asked: str
    decided: str
    words: str
    light: str
    may_approve: bool
    may_take: bool


def present_exports(actor: Actor, exports: Sequence[PeopleExport]) -> list[ShownExport]:
    """`exports` come from `exports_visible_to`."""
    return [_shown(actor, export) for export in exports]


def person_workbook(rows: Iterable[Person], *, taken_by: Actor, at: datetime) -> bytes:
    """People as .xlsx, numbers masked."""
    header = [_("姓名"), _("所在工会"), _("证件类型"), _("证件号码"), _("手机号码"), _("性别")]
    return _marked(_("人员"), header, map(_cells, rows), taken_by=taken_by, at=at)


def member_workbook(rows: Iterable[Membership], *, taken_by: Actor, at: datetime) -> bytes:
    """The register as .xlsx, numbers masked; of whoever left only the register's own words."""
    header = [
        _("姓名"), _("工会"), _("分会或小组"), _("状态"), _("会员卡号"), _("证件号码"), _("手机号码"), _("首次入会"),
        _("自"), _("至"),
    ]  # fmt: skip
    return _marked(_("会员"), header, map(_member_cells, rows), taken_by=taken_by, at=at)


def _marked(name: str, header: list[str], rows: Iterable[list[Cell]], *, taken_by: Actor, at: datetime) -> bytes:
    """Every page's foot and a sheet of its own say who took it and when (PR-04)."""
    mark = Sentence("{who} {at}导出，含个人信息", {"who": taken_by.signature, "at": at}).said_in(_)
    about: list[list[Cell]] = [[_("导出人"), taken_by.signature], [_("导出时间"), at]]
    return write_workbook(
        [
            SheetToWrite(name, header, rows, footer=mark),
            SheetToWrite(_("导出说明"), [_("项目"), _("内容")], about, footer=mark),
        ]
    )


def _member_cells(row: Membership) -> list[Cell]:
    is_here = row.to_on is None
    return [
        row.person.name if is_here else row.name,
        row.union.name,
        row.group.name if row.group else "",
        standing_of(row)[0],
        row.person.card_number if is_here else "",
        _masked(row.person.id_number) if is_here else "",
        _masked(row.person.phone) if is_here else "",
        row.joined_on,
        row.from_on,
        row.to_on,
    ]


def _cells(person: Person) -> list[Cell]:
    return [
        person.name,
        person.home.name,
        str(person.get_id_kind_display()),
        _masked(person.id_number),
        _masked(person.phone),
        str(person.get_sex_display()),
    ]


def _masked(value: SealedText | None) -> str:
    return value.masked if value is not None else ""


def _state_of(export: PeopleExport) -> tuple[str, str]:
    if export.declined_at is not None:
        return _("已退回"), "late"
    if export.approved_at is None:
        return _("等待批准"), "near"
    return (_("已导出"), "") if export.taken_at else (_("已批准，未导出"), "ok")


def _shown(actor: Actor, export: PeopleExport) -> ShownExport:
    asked = (export.asked_by_id, export.asked_by_post_id)
    is_mine = actor.post is not None and (actor.person_id, actor.post.id) == asked
    is_open = export.approved_at is None and export.declined_at is None
    is_takeable = export.approved_at is not None and export.taken_at is None
    words, light = _state_of(export)
    return ShownExport(
        export=export,
        asked=said_hand(export, "asked", _),
        decided="" if is_open else said_hand(export, "declined" if export.declined_at else "approved", _),
        words=words,
        light=light,
        may_approve=is_open and can_approve(actor, export),
        may_take=is_mine and is_takeable,
    )
