"""To-dos and cases of the portal in words."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

from zhijia.engines.cases.flow import get_flow
from zhijia.engines.cases.models import Awaits
from zhijia.engines.public_notices.models import PublicNotice
from zhijia.faces.addresses import page_of
from zhijia.faces.portal.queries import CaseAhead, Home
from zhijia.lib.sentences import Sentence
from zhijia.services.bargaining.models import Contract, ContractQuestion
from zhijia.services.congress.attending.presenting import stage_read
from zhijia.services.congress.attending.waiting import Waiting
from zhijia.services.congress.proposals.flow import PROPOSAL_FLOW
from zhijia.services.congress.proposals.presenting import AWAITED
from zhijia.services.organising.founding.flow import FOUNDING_FLOW
from zhijia.services.organising.founding.models import Founding
from zhijia.ui.components import Action, Fact, TimelineEntry
from zhijia.ui.wording import near_date


@dataclass(frozen=True, slots=True)
class Task:
    """One thing that awaits the reader: what, by when, and the button that begins it."""

    title: str
    kind: str
    when: str
    act: Action
    light: str


def present_tasks(todos: Iterable[Awaits], *, today: date) -> list[Task]:
    return [_task(todo, today) for todo in todos]


def present_congress(waiting: Waiting) -> list[Task]:
    """A session that she sits in, then proposals that need her; neither has a term of law."""
    sessions = [
        Task(
            title=row.case.title,
            kind=_("职代会会议"),
            when=stage_read(row),
            act=Action(_("进入会议"), reverse("congress:session", args=[row.case_id]), "primary"),
            light="ok",
        )
        for row in waiting.sessions
    ]
    return sessions + [
        Task(
            title=row.title,
            kind=_("提案"),
            when=_(AWAITED[verb]),
            act=Action(_(PROPOSAL_FLOW.move(verb).label), reverse("congress:proposal", args=[row.case_id]), "primary"),
            light="ok",
        )
        for row, verb in waiting.proposals
    ]


def present_cases(rows: Sequence[CaseAhead], *, today: date) -> list[TimelineEntry]:
    """Each open case at its next date."""
    return [
        TimelineEntry(
            text=row.case.title,
            at=row.next_on or row.case.opened_at,
            who=_(get_flow(row.case.kind).state(row.case.state).label),
            note=_("最迟的日期") if row.next_on else _("立项"),
            url=reverse("cases:case", args=[row.case.pk]),
            light="late" if row.next_on and row.next_on < today else "",
            is_ahead=bool(row.next_on and row.next_on >= today),
        )
        for row in rows
    ]


def present_questions(questions: Iterable[ContractQuestion], *, today: date) -> list[TimelineEntry]:
    """What the reader asked of a contract and waits for, with the day that her union promised."""
    return [
        TimelineEntry(
            text=question.text,
            at=question.promised_on or question.asked_on,
            who=_("合同提问"),
            note=_("工会最迟这天答复") if question.promised_on else _("等工会告诉您哪天答复"),
            url=reverse("bargaining:contract", args=[question.contract_id]),
            light="late" if question.promised_on and question.promised_on < today else "",
            is_ahead=bool(question.promised_on and question.promised_on >= today),
        )
        for question in questions
    ]


def present_home(home: Home) -> list[Fact]:
    """The reader's union and enterprises as facts, each with its page where she may open it."""
    union = home.union
    if union is None:
        return []
    page = page_of if home.has_pages else _no_page
    facts = [Fact(_("工会"), union.name, note=union.get_kind_display(), url=page("organising:union", union.pk))]
    if union.term_to:
        facts.append(Fact(_("本届任期到"), Sentence("{day}", {"day": union.term_to}).said_in(_)))
    facts += [
        Fact(pgettext("one", "用人单位"), enterprise.name, url=page("organising:enterprise", enterprise.pk))
        for enterprise in home.enterprises
    ]
    return facts


def present_contracts(contracts: Iterable[Contract]) -> list[Fact]:
    """The contracts that cover the reader, each with its last day and its text."""
    return [
        Fact(
            contract.get_contract_type_display(),
            contract.employer_side,
            note=Sentence("有效到{day}", {"day": contract.term_to}).said_in(_),
            url=reverse("bargaining:contract", args=[contract.pk]),
        )
        for contract in contracts
    ]


def present_notices(notices: Iterable[PublicNotice]) -> list[Fact]:
    """What hangs where the reader works, each leading to its text."""
    return [
        Fact(_("公示"), notice.case.title, url=reverse("portal:notice", args=[notice.case_id])) for notice in notices
    ]


def present_foundings(foundings: Iterable[Founding]) -> list[Fact]:
    """The foundings that the reader asked for or helps to prepare, each with where it stands."""
    return [
        Fact(founding.union_name, _(FOUNDING_FLOW.state(founding.case.state).label), note=founding.case.number)
        for founding in foundings
    ]


def _task(todo: Awaits, today: date) -> Task:
    flow = get_flow(todo.case.kind)
    move = flow.move(todo.verb)
    light = "none" if todo.due_on is None else "late" if todo.due_on < today else "ok"
    return Task(
        title=todo.case.title,
        kind=_(flow.label),
        when=_when(todo.due_on, today),
        act=Action(_(move.label), reverse("cases:move", args=[todo.case_id, todo.verb]), "primary"),
        light=light,
    )


def _when(due_on: date | None, today: date) -> str:
    if due_on is None:
        return _("没有规定期限")
    words = near_date(due_on, language=get_language() or "zh-hans", today=today)
    return _("已经过了期限：%(day)s") % {"day": words} if due_on < today else _("最迟 %(day)s") % {"day": words}


def _no_page(_name: str, _pk: int) -> str:
    return ""
