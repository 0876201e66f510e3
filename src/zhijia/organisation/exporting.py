"""A list that leaves the house: who took it and when stand in the sheet, on every printed page, and in the log."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from django.utils.translation import gettext as _

from zhijia.lib.sentences import Sentence
from zhijia.lib.spreadsheets.writing import Cell, SheetToWrite, write_workbook
from zhijia.organisation.events import LIST_EXPORTED
from zhijia.organisation.scopes import Actor
from zhijia.trail.record import NewEvent, Subject, record

Facts = Sequence[Sequence[Cell]]
MOST_ROWS = 20_000
"""How many rows of a list go into one sheet; a longer one is narrowed by its filters first, and the sheet says so."""


def marked_workbook(sheet: SheetToWrite, *, facts: Facts, taken_by: Actor, at: datetime) -> bytes:
    """The bytes of an .xlsx with this sheet; its second sheet tells the facts, and the foot of every page who took it."""
    mark = Sentence("{who} {at}导出", {"who": taken_by.signature, "at": at}).said_in(_)
    told: list[Sequence[Cell]] = [[_("导出人"), taken_by.signature], [_("导出时间"), at], *facts]
    return write_workbook(
        [
            replace(sheet, footer=mark),
            SheetToWrite(_("导出说明"), [_("项目"), _("内容")], told, footer=mark),
        ]
    )


def take_list(
    actor: Actor, sheet: SheetToWrite, *, what: str, rows: Sequence[object], query: str, now: datetime
) -> bytes:
    """A list that leaves the house: logged under the name `what`, marked, with its filter told; the bytes of the .xlsx."""
    log_export(actor, what, rows=len(rows), query=query, now=now)
    return marked_workbook(sheet, facts=list_facts(rows, query=query), taken_by=actor, at=now)


def list_facts(rows: Sequence[object], *, query: str) -> Facts:
    """What the second sheet says of a list: its filter, how many rows it has, and that it was cut where it was."""
    cut = [[_("提示"), _("只导出前 %(most)d 行，请缩小筛选范围后再导出。") % {"most": MOST_ROWS}]]
    facts: list[Sequence[Cell]] = [[_("筛选条件"), query], [_("行数"), len(rows)]]
    return [*facts, *(cut if len(rows) >= MOST_ROWS else [])]


def log_export(actor: Actor, what: str, *, rows: int | None, query: str, now: datetime) -> None:
    """Leave in the log who took which list out of the house. `rows` is None where the sheet is written as it is read."""
    record(
        NewEvent(
            kind=LIST_EXPORTED.code,
            at=now,
            doer=actor.doer,
            subject=Subject("organisation.user", actor.user_id or 0, actor.name),
            data={"list": what, "rows": rows, "query": query[:400]},
        )
    )
