"""Rules on the interests of staff: discussed in the congress, agreed as equals, made public (WC-027, WC-028)."""

from collections.abc import Sequence

from django.db.models import Q, QuerySet

from zhijia.engines.cases.flow import Outcome, Turn
from zhijia.engines.documents.scans import keep_scans
from zhijia.law.judging import judge_duty
from zhijia.law.verdicts import Verdict
from zhijia.services.congress.rules.matters import OWN_INTERESTS
from zhijia.services.congress.sessions.models import AgendaItem, CongressSession, Consultation
from zhijia.services.congress.terms.staff import law_of

STEPS, UNION = "congress.rules.steps", "congress.union.present"


def under_way(session: CongressSession) -> QuerySet[AgendaItem]:
    """What was discussed, was neither refused nor given up, and is not public yet."""
    rows = AgendaItem.objects.filter(session=session, matter__in=OWN_INTERESTS, struck_on=None, publicised_on=None)
    rows = rows.exclude(consultation=Consultation.GIVEN_UP)
    return rows.filter(Q(is_passed=None) | Q(is_passed=True)).order_by("number")


def judge_union(turn: Turn) -> Sequence[Verdict]:
    """WC-028: where the employer talks about pay, welfare or safety, somebody of the union sits there."""
    return judge_duty(law_of(turn.record.term, turn.today)(UNION), is_met=bool(turn.data["union_side"]))


def judge_agreed_first(turn: Turn) -> Sequence[Verdict]:
    """WC-027: what was not agreed as equals is not made public as a rule."""
    item: AgendaItem = turn.data["item"]
    return judge_duty(law_of(turn.record.term, turn.today)(STEPS), is_met=item.consulted_on is not None)


def judge_all_steps(turn: Turn) -> Sequence[Verdict]:
    """WC-027: a session is not over while a rule that it discussed stands between two steps."""
    return judge_duty(law_of(turn.record.term, turn.today)(STEPS), is_met=not under_way(turn.record).exists())


def consult(turn: Turn) -> Outcome:
    item, data = turn.data["item"], turn.data
    item.consulted_on, item.consultation = data["day"], data["outcome"]
    item.consulted_with, item.consulted_as = data["union_side"], data["text"]
    item.save(update_fields=["consulted_on", "consultation", "consulted_with", "consulted_as"])
    told = {"item": item.pk, "title": item.title, "outcome": str(item.consultation), "day": data["day"].isoformat()}
    return Outcome({**told, "scans": keep_scans(turn)}, note=data["text"])


def publicise(turn: Turn) -> Outcome:
    item, data = turn.data["item"], turn.data
    item.publicised_on, item.publicised_in = data["day"], data["channel"]
    item.save(update_fields=["publicised_on", "publicised_in"])
    return Outcome({"item": item.pk, "title": item.title, "day": data["day"].isoformat(), "channel": data["channel"]})
