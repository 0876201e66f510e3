"""What the page of a session shows: agenda with its votes, who has the texts, who is there, what was said."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from zhijia.engines.ballots.models import Mode
from zhijia.engines.ballots.panels import polls_of, show_polls
from zhijia.engines.ballots.places import lead_back
from zhijia.engines.cases.addresses import case_url
from zhijia.engines.cases.findings import present_findings
from zhijia.engines.cases.models import Case, CaseFinding
from zhijia.engines.cases.panels import register_facts
from zhijia.lib.stored_sentences import as_sentences
from zhijia.organisation.reading import Together
from zhijia.organisation.scopes import Actor
from zhijia.services.congress.attending.presenting import became_of
from zhijia.services.congress.sessions.flow import SESSION_FLOW
from zhijia.services.congress.sessions.missed import still_wrong
from zhijia.services.congress.sessions.models import (
    AgendaItem,
    CongressSession,
    DelegationOpinion,
    Receipt,
    Sitting,
    SittingMember,
    TopicSuggestion,
)
from zhijia.services.congress.sessions.speaking_flow import DELIBERATING
from zhijia.services.congress.sessions.votes_of import PREFIX, outcome_of
from zhijia.ui.components import Fact
from zhijia.ui.reader import day_read


@Together
def _file(case: Any) -> Sequence[QuerySet[Any]]:
    return (
        AgendaItem.objects.filter(session__case=case).order_by("number"),
        DelegationOpinion.objects.filter(item__session__case=case).order_by("pk"),
        Receipt.objects.filter(session__case=case).order_by("pk"),
        Sitting.objects.filter(session__case=case).order_by("-pk"),
        SittingMember.objects.filter(sitting__session__case=case, attendance__isnull=False).order_by("pk"),
        CaseFinding.objects.filter(case=case).order_by("pk"),
        TopicSuggestion.objects.filter(session__case=case).order_by("pk"),
        *polls_of(case),
    )


def show_session(actor: Actor, case: Case, _today: date) -> Mapping[str, Any]:
    """The session on one page; two queries."""
    session = CongressSession.objects.select_related("term__case").get(case=case)
    items, opinions, receipts, sittings, came, findings, suggestions, polls, seats = _file.read(case.pk)
    return {
        "facts": _facts(session, receipts, sittings, came),
        "findings": present_findings(still_wrong(findings, session)),
        "items": [_item(one) for one in items if one.struck_on is None],
        "polls": show_polls(polls, seats, actor=actor),
        "suggestions": _suggestions(suggestions, items),
        "opinions": [_opinion(one) for one in opinions],
        "sheets_url": reverse("congress:ballots", args=[case.pk]) if _is_on_paper(items) else "",
        "minutes": session.minutes,
        "hall_url": reverse("congress:hall", args=[case.pk]),
        "floor_url": reverse("congress:floor", args=[case.pk]) if _leads(actor, case) else "",
    }


def _leads(actor: Actor, case: Case) -> bool:
    return case.state in DELIBERATING and SESSION_FLOW.move("call_speaker").admits(actor)


def _is_on_paper(items: Sequence[AgendaItem]) -> bool:
    return any(one.mode == Mode.PAPER and one.struck_on is None for one in items)


def _facts(
    session: CongressSession, receipts: Sequence[Receipt], sittings: Sequence[Sitting], came: Sequence[SittingMember]
) -> list[Fact]:
    facts = [
        Fact(_("届次"), session.term.case.title, url=case_url(session.term.case_id)),
        Fact(_("拟召开日期"), day_read(session.planned_on), note=session.venue),
    ]
    if session.topics_until:
        facts.append(Fact(_("议题征集截止"), day_read(session.topics_until), note=session.topics_call))
    if session.delivered_on:
        read = sum(one.read_at is not None for one in receipts)
        note = _("%(n)d 人，已读 %(read)d 人") if read else _("%(n)d 人")
        note %= {"n": len(receipts), "read": read}
        facts.append(Fact(_("材料送达"), day_read(session.delivered_on), note=note))
    if sittings:
        note = _("名册摘要 %(digest)s") % {"digest": sittings[0].digest[:12]}
        facts.append(Fact(_("实到/应到"), f"{_present(sittings[0], came)}/{sittings[0].size}", note=note))
    if session.opened_on:
        facts.append(Fact(_("召开日期"), day_read(session.opened_on)))
    if session.published_on:
        facts.append(Fact(_("公布日期"), day_read(session.published_on), note=session.channel))
    if session.reported_on:
        facts.append(Fact(_("报上级工会日期"), day_read(session.reported_on), note=session.receipt))
    return facts


def _present(sitting: Sitting, came: Sequence[SittingMember]) -> int:
    return sum(one.sitting_id == sitting.pk for one in came)


def _item(one: AgendaItem) -> Fact:
    name = f"{one.number}. {one.title}"
    said = one.get_power_display()
    source = one.subject_id or one.proposal_id
    url = case_url(source) if source else ""
    if one.decided_on is None:
        return Fact(
            name, said, note=" · ".join([*([one.get_mode_display()] if one.mode else []), *_steps(one)]), url=url
        )
    counts = {"yes": one.yes, "no": one.no, "abstain": one.abstain, "invalid": one.invalid}
    told = _("赞成 %(yes)d，反对 %(no)d，弃权 %(abstain)d，无效 %(invalid)d") % counts if one.yes is not None else ""
    sentences = as_sentences(one.formula) if one.yes is not None else []  # of many options they stand with the result
    formula = [sentence.said_in(_) for sentence in sentences]
    return Fact(name, outcome_of(one), note=" · ".join(filter(None, [said, told, *formula, *_steps(one)])), url=url)


def _steps(one: AgendaItem) -> list[str]:
    """What became of a rule after the session."""
    steps = []
    if one.consulted_on:
        steps.append(f"{one.get_consultation_display()} {day_read(one.consulted_on)}")
    if one.publicised_on:
        steps.append(_("已公示 %(day)s") % {"day": day_read(one.publicised_on)})
    return steps


def _suggestions(rows: Sequence[TopicSuggestion], items: Sequence[AgendaItem]) -> list[Fact]:
    """Who suggested what, and what became of it."""
    by_id = {one.pk: one for one in items}
    for row in rows:
        row.item = by_id[row.item_id] if row.item_id else None
    return [Fact(row.title, became_of(row), note=f"{row.name} · {row.reason}") for row in rows]


def _opinion(one: DelegationOpinion) -> Fact:
    return Fact(one.text, one.answer or _("待答复"), note=day_read(one.answered_on or one.given_on))


register_facts(SESSION_FLOW.code, "congress/_session.html", show_session)
lead_back(PREFIX.rstrip("-"), "congress:session")
