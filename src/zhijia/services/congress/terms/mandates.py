"""What happens to mandates when the register changes: the end of an employment ends them (WC-009), and is pointed out."""

from datetime import date

from zhijia.engines.cases.findings import point_out
from zhijia.engines.cases.models import Case
from zhijia.engines.cases.opening import event_of
from zhijia.organisation.models import Employment
from zhijia.organisation.scopes import SYSTEM
from zhijia.services.congress.terms import events
from zhijia.services.congress.terms.makeup import note_makeup
from zhijia.services.congress.terms.models import Delegate, DelegateEnd
from zhijia.services.congress.terms.protecting import warn_of_end
from zhijia.services.congress.terms.roll import in_office_on
from zhijia.services.congress.terms.staff import employers_of
from zhijia.trail.models import Event
from zhijia.trail.record import record
from zhijia.trail.subscribers import subscribe

PERSON = "organisation.person"


@subscribe("congress.mandates", "organisation.employment_ended")
def end_with_employment(event: Event) -> None:
    """WC-009: who works nowhere in the congress any more is no delegate from that day; repeatable."""
    if event.subject_type != PERSON:
        return
    to_on = date.fromisoformat(str(event.data["to_on"]))
    rows = Delegate.objects.filter(person=event.subject_id, to_on=None).select_related("term__case", "term__union")
    for delegate in rows.order_by("pk"):
        working = Employment.objects.filter(in_office_on(to_on), person=delegate.person_id)
        if not working.filter(enterprise__in=employers_of(delegate.term, today=to_on)).exists():
            _lapse(delegate, to_on, event)


def _lapse(delegate: Delegate, to_on: date, event: Event) -> None:
    """The mandate ends, the log says so, and the case of the term keeps it for who has to look into it."""
    delegate.to_on = max(to_on, delegate.from_on) if delegate.from_on else to_on
    delegate.ended_as, delegate.is_head = DelegateEnd.LEFT, False
    delegate.save(update_fields=["to_on", "ended_as", "is_head"])
    note_makeup(delegate.term, on=delegate.to_on)
    case: Case = delegate.term.case
    data = {"delegate": delegate.name, "to_on": delegate.to_on.isoformat()}
    states = (case.state, case.state)
    told = record(event_of(events.MANDATE_LAPSED.code, case, actor=SYSTEM, now=event.at, states=states, data=data))
    warning = warn_of_end(delegate, delegate.to_on)
    point_out(case, "WC-009", warning, verb="end_mandate", event_id=told, now=event.at)
