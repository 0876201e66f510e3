"""Documents 11 and 12 of a session: the notice with agenda and texts, and the report of votes and resolutions."""

from collections import Counter
from collections.abc import Mapping
from typing import Any

from zhijia.engines.cases.flow import Paper, Turn
from zhijia.engines.documents.composing.merging import Field, FieldKind, full_day
from zhijia.engines.documents.issuing.registry import register_template
from zhijia.engines.documents.wording import basis_of, known, known_day, upper_union_of
from zhijia.engines.issues.models import Issue
from zhijia.lib.sentences import gettext_noop as _
from zhijia.lib.stored_sentences import as_sentences
from zhijia.services.congress.sessions.checks import items_of, present_at, sitting_of
from zhijia.services.congress.sessions.models import AgendaItem, CongressSession, PresidiumMember
from zhijia.services.congress.sessions.votes_of import outcome_of
from zhijia.services.congress.terms.letters import FOLDER, SERIES
from zhijia.services.congress.terms.roll import delegates_on, roll_of
from zhijia.services.congress.terms.staff import law_of

NONE = "—"
MOST_SIGNING = 300
"""A general meeting of more has its receipts in the system only, not a list of signatures on paper."""

NOTICE_TEMPLATE = register_template(
    "congress.notice",
    _("职工代表大会召开通知"),
    FOLDER / "notice.md",
    [
        Field("congress", is_public=True),
        Field("addressee"),
        Field("case"),
        Field("facts", FieldKind.ROWS),
        Field("agenda", FieldKind.ROWS),
        Field("materials", FieldKind.LINES),
        Field("delivered_on", FieldKind.DAY),
        Field("span"),
        Field("delegations", FieldKind.ROWS, is_required=False),
        Field("receipts", FieldKind.ROWS, is_required=False),
        Field("basis"),
    ],
    series=SERIES,
)
RESOLUTION_TEMPLATE = register_template(
    "congress.resolution",
    _("职工代表大会表决结果与决议报告"),
    FOLDER / "resolution.md",
    [
        Field("congress", is_public=True),
        Field("addressee"),
        Field("case"),
        Field("facts", FieldKind.ROWS),
        Field("composition", FieldKind.ROWS, is_required=False),
        Field("presidium", is_required=False),
        Field("votes", FieldKind.ROWS, is_required=False),
        Field("reckonings", FieldKind.LINES, is_required=False),
        Field("heard", FieldKind.LINES, is_required=False),
        Field("resolutions", FieldKind.TEXT, is_required=False),
        Field("minutes", FieldKind.TEXT),
        Field("told", FieldKind.ROWS),
        Field("tasks", FieldKind.ROWS, is_required=False),
        Field("basis"),
    ],
    series=SERIES,
)


def _notice(turn: Turn) -> Mapping[str, Any]:
    """Counted are the days between the delivery and the opening, as the law counts them (WC-016)."""
    session: CongressSession = turn.record
    roll, items, rule = roll_of(session.term, turn.today), items_of(session), law_of(session.term, turn.today)
    groups = Counter(one.delegation for one in roll.entries if one.delegation)
    days = (session.planned_on - session.delivered_on).days if session.delivered_on else 0
    return {
        "congress": turn.case.title,
        "addressee": "各位职工代表" if groups else "全体职工",
        "case": turn.case.number,
        "facts": [
            ("形式", session.term.get_form_display()),
            ("召开日期", full_day(session.planned_on)),
            ("地点", session.venue),
            ("应到人数", f"{roll.size}人"),
            ("会议的提出", session.get_asked_by_display()),
        ],
        "agenda": [_on_agenda(item) for item in items],
        "materials": [item.title for item in items],
        "delivered_on": session.delivered_on,
        "span": f"距召开日期{days}日，送达当日不计",
        "delegations": [(name, f"{size}人") for name, size in sorted(groups.items())],
        "receipts": [(one.name, one.delegation or NONE, "", "") for one in roll.entries if roll.size <= MOST_SIGNING],
        "basis": basis_of(rule("congress.delivery"), rule("congress.topics.agreed")),
    }


def _on_agenda(item: AgendaItem) -> tuple[str, ...]:
    mode = item.get_mode_display() if item.mode else "不表决"
    return (f"{item.number}", item.title, item.get_power_display(), mode, item.speaker or NONE)


def _resolution(turn: Turn) -> Mapping[str, Any]:
    """Counts only: who voted what is on no paper."""
    session: CongressSession = turn.record
    sitting, items, rule = sitting_of(session), items_of(session), law_of(session.term, turn.today)
    present, voted = present_at(sitting), [item for item in items if item.decided_on]
    members = PresidiumMember.objects.filter(session=session).order_by("pk").values_list("delegate__name", flat=True)
    kinds = Counter(one.get_category_display() for one in delegates_on(session.term, sitting.day))
    tasks = Issue.objects.filter(origin=turn.case).order_by("pk")
    return {
        "congress": turn.case.title,
        "addressee": upper_union_of(turn) or "上级工会",
        "case": turn.case.number,
        "facts": [
            ("召开日期", known_day(session.opened_on)),
            ("应到代表", f"{sitting.size}人"),
            ("实到代表", f"{present}人"),
            ("名册摘要", sitting.digest[:12]),
        ],
        "composition": [(name, f"{number}人") for name, number in kinds.items()],
        "presidium": "、".join(members),
        "votes": [_vote(item) for item in voted],
        "reckonings": [f"{item.title}：{sentence}" for item in voted for sentence in as_sentences(item.formula)],
        "heard": [f"{item.title}（{item.get_power_display()}）" for item in items if not item.decided_on],
        "resolutions": "\n".join(item.resolution for item in voted if item.is_passed and item.resolution),
        "minutes": session.minutes,
        "told": [
            ("公布日期", known_day(session.published_on)),
            ("公布方式", known(session.channel)),
            ("报上级工会日期", known_day(session.reported_on)),
            ("上级工会签收", known(session.receipt)),
            ("记录签字人", known(session.signers)),
        ],
        "tasks": [(one.text, known(one.owner_label), known_day(one.due_on)) for one in tasks],
        "basis": basis_of(rule("congress.quorum"), rule("congress.majority"), rule("congress.ballot.secret")),
    }


def _vote(item: AgendaItem) -> tuple[str, ...]:
    """Of an election or an evaluation there is no yes and no of the item itself."""
    counts = (item.issued, item.returned, item.invalid, item.yes, item.no, item.abstain)
    return (
        item.title,
        item.get_power_display(),
        *(NONE if count is None else f"{count}" for count in counts),
        outcome_of(item),
    )


NOTICE = Paper(NOTICE_TEMPLATE.code, _notice)
RESOLUTION = Paper(RESOLUTION_TEMPLATE.code, _resolution)
