"""What other services put before the congress: heard from their events, waiting until a session takes it on its agenda.

Services meet through events only: a kind of event says which matter it is, the case that it is about says whose congress.
"""

from collections.abc import Mapping

from django.db.models import QuerySet

from zhijia.engines.cases.models import Case
from zhijia.engines.documents.composing.paper import paper_from
from zhijia.engines.documents.composing.plain import plain_text
from zhijia.engines.documents.models import IssuedDocument
from zhijia.lib.shanghai import local_day
from zhijia.services.congress.rules.matters import Matter
from zhijia.services.congress.sessions.models import AgendaItem, CongressSession, Referral
from zhijia.services.congress.terms.models import CongressTerm
from zhijia.trail.models import Event
from zhijia.trail.subscribers import subscribe

REFERRED: Mapping[str, Matter] = {"bargaining.tabled": Matter.CONTRACT}
DECIDED = ("bargaining.voted",)


@subscribe("congress.referrals", *REFERRED, *DECIDED)
def note_referral(event: Event) -> None:
    """Something waits for the congress, or does so no more; repeatable."""
    if event.kind in REFERRED:
        _refer(event)
    else:
        waiting = Referral.objects.filter(case=event.subject_id, item=None, settled_on=None)
        waiting.update(settled_on=local_day(event.at))


def _refer(event: Event) -> None:
    case = Case.objects.filter(pk=event.subject_id).first()
    if case is None:
        return
    facts = {
        "case": case,
        "matter": REFERRED[event.kind],
        "text": _text_of(case, event),
        "referred_on": local_day(event.at),
    }
    Referral.objects.get_or_create(event_id=event.pk, title=case.title[:200], defaults=facts)


def _text_of(case: Case, event: Event) -> str:
    """The words of the paper that was issued with it."""
    paper = IssuedDocument.objects.filter(case=case, issued_at=event.at).order_by("-pk").first()
    return plain_text(paper_from(paper.model)) if paper else case.title


def waiting_for(term: CongressTerm) -> QuerySet[Referral]:
    """What waits for this congress: of its employer, or for a regional one of its union."""
    own = {"case__enterprise": term.enterprise_id} if term.enterprise_id else {"case__union": term.union_id}
    rows = Referral.objects.filter(item=None, settled_on=None, case__closed_at=None, **own)
    rows = rows if term.enterprise_id else rows.filter(case__enterprise=None)
    return rows.select_related("case").order_by("pk")


def release(items: "QuerySet[AgendaItem]") -> list[int]:
    """What was put before these items waits again; returns the cases."""
    rows = Referral.objects.filter(item__in=items)
    cases = list(rows.values_list("case", flat=True))
    rows.update(item=None)
    return cases


def undecided_of(session: CongressSession) -> "QuerySet[AgendaItem]":
    return AgendaItem.objects.filter(session=session, struck_on=None, decided_on=None)
