"""A return as .xlsx in the usual layout: the cover, a table of its cells by block, of federations the sums, the changes."""

from collections.abc import Sequence
from datetime import date

from django.utils.translation import gettext as _

from zhijia.lib.spreadsheets.writing import Cell, SheetToWrite
from zhijia.services.statistics.models import FormKind
from zhijia.services.statistics.presenting.sheet import Line, SheetView, by_block, cover_of
from zhijia.services.statistics.rules.forms import FORMS

Rows = list[Sequence[Cell]]


def sheets_of(view: SheetView) -> list[SheetToWrite]:
    """Cover first, then one sheet a block, the totals and who changed what."""
    stat_return = view.stat_return
    kind = stat_return.get_form_display()
    blocks = view.blocks
    tables = [_table(f"{n} {name}"[:31], lines) for n, (name, lines) in enumerate(blocks, start=1)]
    sums = [_sums(form, lines) for form, lines in view.sums.items()]
    return [SheetToWrite(_("封面"), [_("代码"), kind, ""], _cover(view)), *tables, *sums, _changes(view)]


def _cover(view: SheetView) -> Rows:
    """901–904 where the edition has them, the period, the approval, and who signed."""
    stat_return, survey, edition = view.stat_return, view.stat_return.survey, view.edition
    rows: Rows = [*cover_of(stat_return)]
    rows += [
        ["", _("统计期"), f"{survey.from_on.isoformat()} – {survey.to_on.isoformat()}"],
        ["", _("表式"), edition.name.said_in(_)],
        ["", _("批准文号"), edition.approval or _("未知")],
        ["", _("批准有效期至"), edition.valid_to or _("未知")],
        ["", _("上报期限"), stat_return.due_on],
        ["", _("签发人"), stat_return.signer_label],
        ["", _("签发日期"), stat_return.handed_in_on],
        ["", _("报表摘要"), stat_return.digest or _("还没有签发")],
        ["", _("说明"), stat_return.note],
        ["", _("未审核的下级报表"), view.missing if view.sums else None],
    ]
    rows += [["", name, f"{float(rate * 100):.2f}%"] for name, rate in view.rates if rate is not None]
    return rows


def _table(name: str, lines: Sequence[Line]) -> SheetToWrite:
    header = [_("指标"), _("计量单位"), _("填报数"), _("系统数"), _("上年"), _("理由")]
    return SheetToWrite(name, header, [_row(line) for line in lines])


def _row(line: Line) -> Sequence[Cell]:
    return [line.cell.name.said_in(_), _(line.cell.unit), line.value, line.system, line.last, line.reason]


def _sums(form: str, lines: Sequence[Line]) -> SheetToWrite:
    header = [_("表"), _("指标"), _("计量单位"), _("汇总数"), _("系统数"), _("上年")]
    rows = [
        [name, line.cell.name.said_in(_), _(line.cell.unit), line.value, line.system, line.last]
        for name, block in by_block(lines)
        for line in block
    ]
    titles = {FormKind.GRASSROOTS: _("汇总 基层工会"), FormKind.ABOVE: _("汇总 基层以上工会")}
    return SheetToWrite(titles[FormKind(form)], header, rows)


def _changes(view: SheetView) -> SheetToWrite:
    """Every number that somebody wrote, in order: nothing is written over."""
    header = [_("时间"), _("填报人"), _("指标"), _("填报数"), _("系统数"), _("理由")]
    rows: Rows = [
        [
            row.filled_at,
            row.label,
            FORMS.cell(view.stat_return.form, row.cell).name.said_in(_),
            row.value,
            row.system,
            row.reason,
        ]
        for row in view.fillings
    ]
    return SheetToWrite(_("填报记录"), header, rows)


def filename_of(view: SheetView, today: date) -> str:
    return f"statistics-{view.stat_return.survey.year}-{view.stat_return.case.number}-{today}.xlsx"
