"""The sheets for votes on paper: one for each item, all of an item alike. A number or a mark would tell who filled them in."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.http import Http404
from django.utils.translation import gettext as _

from zhijia.engines.ballots.kinds import LABELS, MARKS, MOTION
from zhijia.engines.ballots.models import Mode, Question
from zhijia.engines.cases.queries import cases_visible_to
from zhijia.organisation.scopes import Actor
from zhijia.services.congress.sessions.models import AgendaItem, CongressSession
from zhijia.services.congress.sessions.votes_of import kind_of, live_polls, subject_of
from zhijia.ui.components import Column

BLANKS = 3
"""Empty lines for names where nobody has been entered yet."""


@dataclass(frozen=True, slots=True)
class Sheet:
    title: str
    columns: Sequence[Column]
    options: Sequence[str]
    marks: Sequence[str]
    most: int | None


@dataclass(frozen=True, slots=True)
class Sheets:
    session: CongressSession
    sheets: Sequence[Sheet]


def read_sheets(actor: Actor, case_id: int) -> Sheets:
    """What a session votes on by paper; not found where the session is not seen. Three queries."""
    rows = CongressSession.objects.filter(case__in=cases_visible_to(actor), case=case_id).select_related("case")
    session = rows.first()
    if session is None:
        raise Http404
    items = AgendaItem.objects.filter(session=session, mode=Mode.PAPER, struck_on=None).order_by("number")
    asked = Question.objects.filter(poll__in=live_polls(case_id)).select_related("poll")
    questions = {one.poll.subject: one for one in asked}
    return Sheets(session, [_sheet(item, questions.get(subject_of(item))) for item in items])


def _sheet(item: AgendaItem, question: Question | None) -> Sheet:
    """As it was put to the vote; before that with empty lines for the names of an election or an evaluation."""
    kind = question.kind if question else kind_of(item)
    blanks = [item.title] if kind == MOTION else [""] * BLANKS
    options = [one["label"] for one in question.options] if question else blanks
    options += [""] * (question.write_ins if question else 0)
    marks = [_(LABELS[mark]) for mark in MARKS[kind]]
    columns = [Column(_("表决事项") if kind == MOTION else _("姓名")), *(Column(mark, "short") for mark in marks)]
    return Sheet(item.title, columns, options, marks, question.most if question else None)
