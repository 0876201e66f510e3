"""The first meeting that the sides agree on, and the data that are to be there before it (CB-030)."""

from zhijia.engines.cases.clocks import start_clocks
from zhijia.engines.cases.flow import ClockStart, Outcome, Turn
from zhijia.engines.cases.models import OPEN_CLOCKS
from zhijia.lib.sentences import gettext_noop as _
from zhijia.services.bargaining.acts.papers import employer_on_paper, keep_scans
from zhijia.services.bargaining.acts.redating import redate_meeting
from zhijia.services.bargaining.checks.data import DATA, DATA_TERM, data_counts_from
from zhijia.services.bargaining.models import DataRequest

DATA_CLOCK = ClockStart(
    DATA, _("提供协商资料"), "statutory", parameter=DATA_TERM, since=data_counts_from, corrected=redate_meeting
)


def agree_meeting(turn: Turn) -> Outcome:
    """The sides agreed when and where they meet first; agreed anew, the term of the data counts from the new day."""
    turn.record.agreed_meeting_on, turn.record.agreed_meeting_place = turn.data["day"], turn.data["place"]
    turn.record.save(update_fields=["agreed_meeting_on", "agreed_meeting_place"])
    return Outcome(data={"agreed_meeting_on": turn.record.agreed_meeting_on.isoformat()})


def ask_data(turn: Turn) -> Outcome:
    """One thing that is to be provided. What runs already for others that were asked for goes on."""
    fields = ("asked_by", "item", "is_confidential", "requested_on")
    request = DataRequest.objects.create(bargaining=turn.record, **{name: turn.data[name] for name in fields})
    if not turn.case.clocks.filter(name=DATA, state__in=OPEN_CLOCKS).exists():
        start_clocks([turn], [DATA_CLOCK], now=turn.now)
    return Outcome(data={"request": request.pk, "asked_by": request.asked_by})


def provide_data(turn: Turn) -> Outcome:
    """Items that were provided on a day, or refused with a reason: a refusal stays open and on record."""
    chosen = [request.pk for request in turn.data["items"]]
    changes = {"refusal": turn.data["refusal"]} if turn.data["refusal"] else {"provided_on": turn.data["day"]}
    DataRequest.objects.filter(pk__in=chosen).update(**changes)
    data = {"requests": chosen, "is_refused": bool(turn.data["refusal"]), "scans": keep_scans(turn)}
    stops = () if data_counts_from(turn.record) else (DATA,)
    return Outcome(data=data, on_paper=employer_on_paper(turn), stops=stops)
