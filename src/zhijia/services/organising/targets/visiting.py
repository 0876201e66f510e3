"""Contacts with an enterprise that has no union: visits of a kind that nobody there confirms (services §A8 ContactLog)."""

from datetime import datetime

from zhijia.engines.cases.awaiting import rewrite_awaits
from zhijia.engines.cases.flow import Turn, get_flow
from zhijia.engines.cases.standing import stand_together
from zhijia.engines.visits.kinds import VisitKind, declare_visits
from zhijia.engines.visits.models import Visit
from zhijia.engines.visits.recording import NewVisit, record_visit, visit_sent
from zhijia.lib.sentences import Refused, Sentence, gettext_noop
from zhijia.organisation.models import Union
from zhijia.organisation.models.posts import FunctionLine
from zhijia.services.organising.targets.models import OrganisingTarget

CONTACT = "organising.contact"
CHANNELS = {
    "door": gettext_noop("上门"),
    "phone": gettext_noop("电话"),
    "meeting": gettext_noop("会议"),
    "letter": gettext_noop("函件"),
    "talk": gettext_noop("座谈"),
    "summons": gettext_noop("约谈"),
}
ASKS = {
    "channel": gettext_noop("接触方式"),
    "their_people": gettext_noop("企业人员和职务"),
    "attitude": gettext_noop("企业态度"),
    "matters": gettext_noop("谈了什么"),
    "materials": gettext_noop("留下的材料"),
}


def follow_target(visit: Visit, now: datetime) -> None:
    """The target awaits its next contact anew."""
    if visit.about is None:
        return
    flow = get_flow(visit.about.kind)
    rewrite_awaits(flow, stand_together([(visit.about, flow.record_of(visit.about))]), now=now)


CONTACTS = declare_visits(VisitKind(CONTACT, gettext_noop("建会接触"), ASKS, follow_target, is_confirmed=False))


def record_contact(turn: Turn) -> Visit:
    """Keep the contact as a visit, once however often a phone sends it."""
    if sent := visit_sent(turn.data["client_id"]):
        raise Refused(Sentence("这次接触已经登记（{number}），不用再发。", {"number": sent.case.number}))
    target: OrganisingTarget = turn.record
    promised = [(turn.data["promise"], turn.data["promised_on"])] if turn.data["promise"] else []
    name = target.enterprise.name
    return record_visit(
        NewVisit(
            client_id=turn.data["client_id"],
            kind=CONTACT,
            union=Union.objects.get(pk=turn.case.union_id),
            visited_on=turn.data["visited_on"],
            title=Sentence("建会接触{name}", {"name": name}).said_in(str),
            answers=_answers(turn),
            about=turn.case,
            enterprise_id=target.enterprise_id,
            companions=turn.data["companions"],
            promises=promised,
            photos=turn.data["scan"],
            line=FunctionLine.ORGANISING,
        ),
        actor=turn.actor,
        now=turn.now,
    )


def _answers(turn: Turn) -> dict[str, object]:
    """As the page shows them: the channel by its Chinese word."""
    told = {name: turn.data[name] for name in ASKS if turn.data.get(name)}
    return {**told, "channel": CHANNELS[turn.data["channel"]]}
