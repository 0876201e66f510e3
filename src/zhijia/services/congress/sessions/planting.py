"""The performance of a collective contract is reported to the congress each year (CB-068): the next session has it on its agenda.

Once a contract was passed, and each time its report was heard, another report waits for the session after. A session that is
prepared takes it by itself; its text is written before the session is delivered. Who strikes it lets it wait on.
"""

from django.db.models import QuerySet

from zhijia.engines.cases.clocks import LocalLaw
from zhijia.engines.cases.flow import Turn
from zhijia.engines.cases.models import Case
from zhijia.law.counting import add_months
from zhijia.lib.sentences import Refused, Sentence
from zhijia.lib.shanghai import local_day
from zhijia.services.congress.rules.matters import Matter, power_of
from zhijia.services.congress.sessions.checks import items_of, ownership
from zhijia.services.congress.sessions.models import AgendaItem, CongressSession, Referral
from zhijia.services.congress.sessions.referring import waiting_for
from zhijia.trail.models import Event
from zhijia.trail.subscribers import subscribe

RULE = "contract.report"
TO_BE_WRITTEN = "（报告材料由工会和用人单位在送达前写好。）"
REPORT = "履行情况报告"


@subscribe("congress.reports", "congress.item_decided", "congress.resolved")
def note_report(event: Event) -> None:
    """A contract was passed, or its report heard: the next one waits. Repeatable."""
    session = CongressSession.objects.select_related("term__case").filter(case=event.subject_id).first()
    if session is None:
        return
    if event.kind == "congress.resolved":
        for item in reports_in(session).select_related("referral__case"):
            _wait(event, item.referral.case, item.title)
    elif event.data["matter"] == Matter.CONTRACT and event.data["is_passed"]:
        contract = Case.objects.filter(pk=event.data["subject"] or session.term.case_id).first()
        if contract is not None:
            _wait(event, contract, f"{str(event.data['title'])[:190]}{REPORT}")


def reports_in(session: CongressSession) -> QuerySet[AgendaItem]:
    """The reports on the performance of contracts that it heard."""
    rows = AgendaItem.objects.filter(session=session, struck_on=None, referral__matter=Matter.PERFORMANCE)
    return rows.order_by("number")


def plant(session: CongressSession) -> None:
    """Put what waits on the agenda of a session that was just opened, first of all."""
    power = power_of(Matter.PERFORMANCE, ownership(session.term))
    for number, referral in enumerate(waiting_for(session.term).filter(matter=Matter.PERFORMANCE), 1):
        facts = {"title": referral.title, "matter": referral.matter, "text": referral.text, "power": power}
        referral.item = AgendaItem.objects.create(session=session, number=number, **facts)
        referral.save(update_fields=["item"])


def check_written(turn: Turn) -> None:
    """Nothing is delivered whose text nobody has written."""
    if left := [item.title for item in items_of(turn.record) if item.text == TO_BE_WRITTEN]:
        words = {"names": "、".join(left[:5])}
        raise Refused(Sentence("“{names}”的材料还没有写，请先用“修改材料”写好，再送达。", words), rule="CB-068")


def _wait(event: Event, contract: Case, title: str) -> None:
    """Nothing waits of a contract that is over. How many months lie between two reports says the law of its place."""
    day = local_day(event.at)
    rule = LocalLaw().rule(RULE, place=contract.place, on=day)
    if contract.closed_at is not None or rule.value is None:
        return
    due_on = add_months(day, int(str(rule.value)))
    facts = {
        "case": contract,
        "matter": Matter.PERFORMANCE,
        "text": TO_BE_WRITTEN,
        "referred_on": day,
        "due_on": due_on,
    }
    Referral.objects.get_or_create(event_id=event.pk, title=title, defaults=facts)
