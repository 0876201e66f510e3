"""What the page of a return shows: its cells with the records behind them, what the checks find, who changed what."""

from collections.abc import Mapping, Sequence
from datetime import date
from fractions import Fraction
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from zhijia.engines.cases.models import Case
from zhijia.engines.cases.panels import register_facts
from zhijia.lib.findings import Severity
from zhijia.lib.stored_sentences import as_sentences
from zhijia.organisation.scopes import Actor
from zhijia.services.statistics.flow import RETURN_FLOW
from zhijia.services.statistics.models import Filling, FormerSheet, FormKind, HandingOut, Return
from zhijia.services.statistics.presenting.sheet import Line, Moved, SheetView, by_block, view_sheet
from zhijia.services.statistics.rules.forms import FORMS
from zhijia.ui.components import Fact, url_with
from zhijia.ui.reader import day_read
from zhijia.ui.wording import grouped

SEVERITIES = {Severity.BLOCK: "late", Severity.WARN: "behind", Severity.INFO: "near"}


def show_return(actor: Actor, case: Case, today: date) -> Mapping[str, Any]:  # noqa: ARG001 - every reader sees the same
    """Its head, its own cells by block, the totals of those above the grass roots, and the changes by hand."""
    stat_return: Return = case.stat_return  # with its survey and unions: the flow has read it
    view = view_sheet(stat_return)
    return {
        "facts": _head(stat_return, view),
        "faults": [(SEVERITIES[fault.severity], _word(fault.severity), fault.sentence) for fault in view.faults],
        "blocks": [(name, [_fact(line) for line in lines]) for name, lines in view.blocks],
        "sums": [
            (_heading(form, view), _sum_blocks(view, lines))
            for form, lines in view.sums.items()
            if view.returns.get(form)
        ],
        "rates": [Fact(name, _percent(rate)) for name, rate in view.rates],
        "changes": [_change(stat_return.form, row) for row in reversed(_changes(view.fillings))],
        "moved": [_moved(line) for line in view.moved],
        "formers": [_former(row) for row in reversed(view.formers)],
        "sheet_url": reverse("statistics:sheet", args=[case.pk]),
        "below_url": _below_url(stat_return),
    }


def _below_url(stat_return: Return) -> str:
    if stat_return.form != FormKind.ABOVE:
        return ""
    return url_with(reverse("statistics:returns", args=[stat_return.survey.year]), {"superior": stat_return.union_id})


def _head(stat_return: Return, view: SheetView) -> list[Fact]:
    survey, edition = stat_return.survey, view.edition
    ended = edition.valid_to and edition.valid_to < survey.to_on
    note = _("批准文号%(number)s的有效期到%(day)s，请核对有没有新的表式。") if ended else ""
    words = {"number": edition.approval, "day": day_read(edition.valid_to)} if ended and edition.valid_to else {}
    facts = [
        Fact(_("表种"), stat_return.get_form_display()),
        Fact(
            _("统计期"), _("%(first)s至%(last)s") % {"first": day_read(survey.from_on), "last": day_read(survey.to_on)}
        ),
        Fact(_("表式"), edition.name.said_in(_), note=note % words if words else ""),
    ]
    if stat_return.superior:
        facts.append(Fact(_("汇总工会"), stat_return.superior.name))
    if view.sums:
        counted = {"n": sum(view.returns.values()), "m": view.missing}
        facts.append(Fact(_("汇总范围"), _("已审核 %(n)s 张，未审核 %(m)s 张") % counted))
    if view.handing:
        facts.append(_handing(view.handing))
    if stat_return.handed_in_on:
        facts.append(Fact(_("签发人"), stat_return.signer_label, note=day_read(stat_return.handed_in_on)))
        facts.append(Fact(_("报表摘要"), stat_return.digest, note=_("封存，记入留痕，可以用 zhijia prove 核对。")))
    if stat_return.note:
        facts.append(Fact(_("说明"), stat_return.note))
    return facts


def _heading(form: str, view: SheetView) -> str:
    words = {"form": FormKind(form).label, "n": view.returns.get(form, 0)}
    return _("汇总：%(form)s（%(n)s 张）") % words


def _sum_blocks(view: SheetView, lines: Sequence[Line]) -> list[tuple[str, list[Fact]]]:
    """While returns from below are missing, the system's number says only how far the sum has come."""
    mark = _("含未审核的") if view.missing else _("填报≠系统")
    return [(name, [_fact(line, mark) for line in rows]) for name, rows in by_block(lines)]


def _fact(line: Line, mark: str = "") -> Fact:
    """The number; under it what the system counts where it differs, why, and last year's."""
    differs = [_("系统 %(n)s") % {"n": grouped(line.system or 0)}, mark or _("填报≠系统")]
    notes = differs if line.differs else []
    notes += [line.reason] if line.reason else []
    notes += [_("上年 %(n)s") % {"n": grouped(line.last)}] if line.last is not None else []
    value = "" if line.value is None else grouped(line.value)
    return Fact(line.cell.name.said_in(_), value, note=" · ".join(notes), url=line.records_url)


def _changes(fillings: Sequence[Filling]) -> list[Filling]:
    """What was written over: a computed number, or one that somebody had filled in before."""
    seen: set[str] = set()
    changed = []
    for row in fillings:
        if row.system is not None or row.cell in seen:
            changed.append(row)
        seen.add(row.cell)
    return changed


def _change(form: str, row: Filling) -> Fact:
    cell = FORMS.cell(form, row.cell)
    value = _("恢复系统数") if row.value is None else grouped(row.value)
    notes = [row.label] + ([row.reason] if row.reason else [])
    return Fact(cell.name.said_in(_), value, note=" · ".join(notes))


def _moved(line: Moved) -> Fact:
    words = {"signed": grouped(line.signed), "now": grouped(line.now)}
    return Fact(line.cell.name.said_in(_), _("%(signed)s → %(now)s") % words, note=str(FormKind(line.form).label))


def _former(row: FormerSheet) -> Fact:
    """A sheet as it was signed before: the digest that the log of that signature holds, and why it was replaced."""
    words = {"n": row.version, "day": day_read(row.handed_in_on)}
    notes = [row.signer_label, row.reason, row.label, day_read(row.replaced_on)]
    return Fact(_("第%(n)s版，%(day)s签发") % words, row.digest, note=" · ".join(notes))


def _handing(handing: HandingOut) -> Fact:
    words = {"done": grouped(handing.done), "total": grouped(handing.total)}
    problems = [sentence.said_in(_) for sentence in as_sentences(handing.problem)]
    under_way = "" if handing.finished_at else _("正在布置")
    return Fact(_("布置进度"), _("%(done)s / %(total)s 家") % words, note=" · ".join(problems) or under_way)


def _percent(rate: Fraction | None) -> str:
    return "" if rate is None else f"{float(rate * 100):.1f}%"


def _word(severity: Severity) -> str:
    words = {Severity.BLOCK: _("必须改正"), Severity.WARN: _("需要说明"), Severity.INFO: _("请核对")}
    return words[severity]


register_facts(RETURN_FLOW.code, "statistics/_facts.html", show_return)
