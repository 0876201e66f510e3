"""What the page of a change and the page of a union show, and the list of changes."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count
from django.urls import reverse
from django.utils.translation import gettext as _

from zhijia.engines.cases.addresses import case_url
from zhijia.engines.cases.models import Case
from zhijia.engines.cases.panels import register_facts
from zhijia.engines.cases.queries import cases_visible_to
from zhijia.engines.cases.registers import Listed, read_newest
from zhijia.lib.sentences import gettext_noop
from zhijia.organisation.models import Union
from zhijia.organisation.panels import PanelQuestion, register_panel
from zhijia.organisation.permissions import can_administer
from zhijia.organisation.scopes import Actor
from zhijia.services.organising.changes.checks import undisposed
from zhijia.services.organising.changes.codes import WITH_MEMBERS, ChangeKind, Fate
from zhijia.services.organising.changes.flow import CHANGE_FLOW, OPEN
from zhijia.services.organising.changes.models import UnionChange
from zhijia.services.organising.presenting.records import union_url
from zhijia.ui.components import Chip, Column, Fact, toggles, url_with
from zhijia.ui.reader import day_read

MOST_SHOWN = 6


@dataclass(frozen=True, slots=True)
class Row:
    change: UnionChange
    url: str
    state: str


def read_changes(actor: Actor, *, kind: str, is_open: bool, before: int | None) -> Listed[Row]:
    """Changes in sight, newest first."""
    url, query = reverse("organising:changes"), {"kind": kind or None, "open": "1" if is_open else None}
    found = UnionChange.objects.filter(case__in=cases_visible_to(actor)).select_related("case", "union").order_by("-pk")
    if kind in ChangeKind.values:
        found = found.filter(kind=kind)
    if is_open:
        found = found.filter(case__state__in=OPEN)
    shown, page = read_newest(found, url, query, before=before)
    kinds = [(one.value, str(one.label)) for one in ChangeKind]
    return Listed(
        rows=[_row(change) for change in shown],
        chips=[
            Chip(_("办理中"), url_with(url, query, open=None if is_open else "1"), is_current=is_open),
            *toggles(url, query, "kind", kinds, chosen=kind),
        ],
        columns=[
            Column(_("编号"), "mid"),
            Column(_("工会")),
            Column(_("变更类别"), "mid"),
            Column(_("生效日期"), "mid"),
            Column(_("状态"), "mid"),
        ],
        page=page,
    )


def _row(change: UnionChange) -> Row:
    return Row(change, case_url(change.case_id), _(CHANGE_FLOW.state(change.case.state).label))


def show_change(_actor: Actor, case: Case, _today: date) -> Mapping[str, Any]:
    """The ground, what is to happen, the reply, and what becomes of the members."""
    change = UnionChange.objects.select_related("union", "target", "enterprise", "superior").get(case=case)
    return {"facts": _facts(change), "fates": _fates(change) if change.kind in WITH_MEMBERS else []}


def _facts(change: UnionChange) -> list[Fact]:
    told = (
        (_("变更类别"), change.get_kind_display()),
        (_("依据"), change.basis),
        (_("作出决定的会议"), " · ".join(filter(None, (change.meeting, day_read(change.decided_on))))),
        (_("用人单位"), change.enterprise.name if change.enterprise else ""),
        (_("新名称"), change.new_name),
        (_("经费和资产处置"), change.assets),
        (_("批复工会"), change.superior.name),
        (_("批复"), " · ".join(filter(None, (change.reply_number, day_read(change.approved_on))))),
        (_("生效日期"), day_read(change.effective_on)),
        (_("办结日期"), day_read(change.carried_out_on)),
    )
    facts = [Fact(_("工会"), change.union.name, url=union_url(change.union_id))]
    facts += [Fact(name, words) for name, words in told if words]
    if change.is_employer_gone:
        facts.append(Fact(_("用人单位已经终止"), _("是")))
    if change.target_name:
        url = union_url(change.target.pk) if change.target else ""
        facts.append(Fact(_("目标工会"), change.target_name, url=url))
    return facts


def _fates(change: UnionChange) -> list[Fact]:
    """How many go where, and of how many nothing was said (OR-31)."""
    counted = change.fates.values("fate", "union__name").annotate(n=Count("pk")).order_by("fate", "union__name")
    facts = [
        Fact(str(Fate(row["fate"]).label), _("%(n)s 人") % {"n": row["n"]}, note=row["union__name"] or "")
        for row in counted
    ]
    left = undisposed(change).count() if change.carried_out_on is None else 0
    return [*facts, *([Fact(_("还没有安排"), _("%(n)s 人") % {"n": left})] if left else [])]


def read_changes_of(question: PanelQuestion) -> Mapping[str, object] | None:
    """The newest changes of a union; nothing on any other page."""
    if not isinstance(question.row, Union):
        return None
    rows = UnionChange.objects.filter(union=question.row).select_related("case").order_by("-pk")[:MOST_SHOWN]
    facts = [
        Fact(
            row.get_kind_display(),
            _(CHANGE_FLOW.state(row.case.state).label),
            note=day_read(row.effective_on),
            url=case_url(row.case_id),
        )
        for row in rows
    ]
    may_propose = question.row.closed_on is None and can_administer(question.actor, question.row.path)
    propose_url = reverse("organising:propose_change", args=[question.row.pk]) if may_propose else ""
    return {"facts": facts, "propose_url": propose_url} if facts or propose_url else None


register_facts(CHANGE_FLOW.code, "organising/changes/_facts.html", show_change)
register_panel(
    place="union",
    code="organising.changes",
    title=gettext_noop("变更记录"),
    template="organising/changes/_union.html",
    read=read_changes_of,
    order=80,
)
