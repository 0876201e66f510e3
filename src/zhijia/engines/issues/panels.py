"""What the page of an issue shows, and what the page of a union says of its issues."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from zhijia.engines.cases.addresses import case_url
from zhijia.engines.cases.models import Case
from zhijia.engines.cases.panels import register_facts
from zhijia.engines.issues.flow import ISSUE_FLOW
from zhijia.engines.issues.models import Issue
from zhijia.engines.issues.queries import MOST_SHOWN, issues_of_union
from zhijia.lib.sentences import gettext_noop
from zhijia.organisation.models import Union
from zhijia.organisation.panels import PanelQuestion, register_panel
from zhijia.organisation.scopes import Actor
from zhijia.ui.components import Fact
from zhijia.ui.wording import full_date


def show_issue(actor: Actor, case: Case, _today: date) -> Mapping[str, Any]:  # noqa: ARG001 - every reader sees the same
    """Facts in the order of the form, then what was noted, newest first."""
    issue = Issue.objects.select_related("handled_by", "origin").get(case=case)
    return {"issue": issue, "facts": _facts(issue), "notes": list(issue.notes.order_by("-pk"))}


def _facts(issue: Issue) -> list[Fact]:
    language = get_language() or "zh-hans"
    facts = [
        Fact(_("类别"), issue.get_category_display()),
        Fact(_("层级"), issue.get_level_display()),
        Fact(_("发现日期"), full_date(issue.found_on, language=language)),
        Fact(_("办理工会"), issue.handled_by.name),
        Fact(_("责任岗位"), issue.owner_label or _("还没有交办")),
    ]
    if issue.due_on:
        facts.append(Fact(_("办结期限"), full_date(issue.due_on, language=language)))
    if issue.origin:
        facts.append(Fact(_("来源事项"), issue.origin.number, url=case_url(issue.origin.pk)))
    if issue.reopened:
        facts.append(Fact(_("重开次数"), str(issue.reopened)))
    return facts


def read_issues(question: PanelQuestion) -> Mapping[str, object] | None:
    """The issues of a union, those that are open first; None on any other page."""
    if not isinstance(question.row, Union):
        return None
    rows = list(issues_of_union(question.row)[:MOST_SHOWN])
    return {"facts": [_line(issue, question.today) for issue in rows]}


def _line(issue: Issue, today: date) -> Fact:
    """工资没有按期发 · 办理中，已超期, leading to its case."""
    state = _(ISSUE_FLOW.state(issue.case.state).label)
    is_late = issue.case.closed_at is None and issue.due_on is not None and issue.due_on < today
    note = _("%(state)s，已超期") % {"state": state} if is_late else state
    url = case_url(issue.case_id)
    return Fact(issue.get_category_display(), issue.case.title, note=note, url=url)


register_facts(ISSUE_FLOW.code, "issues/_facts.html", show_issue)
register_panel(
    place="union",
    code="issues.ledger",
    title=gettext_noop("问题台账"),
    template="issues/_union.html",
    read=read_issues,
    order=60,
)
