"""The edits of a draft, newest first: who changed what in which clause, and the words of before."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from zhijia.lib.sentences import gettext_noop
from zhijia.services.bargaining.drafting.operations import TERM, UNDO
from zhijia.services.bargaining.drafting.sheet import ClauseText
from zhijia.services.bargaining.models import Draft
from zhijia.services.bargaining.rules.comparing import Run, word_runs
from zhijia.services.bargaining.rules.wording import say_body

VERBS = {
    "write": gettext_noop("修改"),
    "fill": gettext_noop("填写要素"),
    "add": gettext_noop("新增"),
    "take": gettext_noop("写入草案"),
    "remove": gettext_noop("删除"),
    "shift": gettext_noop("移动"),
    TERM: gettext_noop("改期限"),
    UNDO: gettext_noop("撤销"),
}


@dataclass(frozen=True, slots=True)
class ClauseEdit:
    """A clause that an edit touched, with its words before and after as one text."""

    title: str
    runs: Sequence[Run]


@dataclass(frozen=True, slots=True)
class EditRow:
    """One edit."""

    number: int
    word: str
    who: str
    at: datetime
    clauses: Sequence[ClauseEdit]


def read_history(draft: Draft) -> list[EditRow]:
    """Every edit of a draft, newest first."""
    return [
        EditRow(edit.seq, _(VERBS[edit.verb]), edit.made_by, edit.at, [_clause(change) for change in edit.changes])
        for edit in draft.edits.order_by("-seq")
    ]


def _clause(change: Mapping[str, Any]) -> ClauseEdit:
    if not change["code"]:
        return ClauseEdit(_("合同期限"), word_runs(_term(change["before"]), _term(change["after"])))
    before, after = (ClauseText.of_content("", change[side]) if change[side] else None for side in ("before", "after"))
    shown = after or before
    return ClauseEdit(shown.title if shown else "", word_runs(_said(before), _said(after)))


def _said(clause: ClauseText | None) -> str:
    return say_body(clause.body, names={}, values=clause.values) if clause else ""


def _term(days: Mapping[str, str]) -> str:
    return f"{days['term_from']} – {days['term_to']}"
