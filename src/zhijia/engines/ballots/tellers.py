"""Who counts a poll: whoever was named for it when it was made. A post alone, however high, counts nothing."""

from zhijia.engines.ballots.models import Mode, Poll, Scrutineer
from zhijia.engines.ballots.planning import PollPlan
from zhijia.lib.sentences import Refused, Sentence
from zhijia.organisation.scopes import Actor

LEAST = 2
COUNTED_BY_PEOPLE = frozenset({Mode.HANDS, Mode.PAPER})


def is_teller(actor: Actor, poll: Poll) -> bool:
    """Whether she was named to count it, or to call its roll."""
    return actor.person_id is not None and Scrutineer.objects.filter(poll=poll, person=actor.person_id).exists()


def check_tellers(plan: PollPlan) -> None:
    """Hands and papers need two who count; nobody counts votes for herself (WC-023)."""
    if plan.mode in COUNTED_BY_PEOPLE and len({one.person_id for one in plan.scrutineers}) < LEAST:
        raise Refused("举手和纸质表决至少要两名监票人、计票人：一人登记，另一人核对。", field="scrutineers")
    standing = {name for question in plan.questions if question.kind == "election" for name in question.options}
    if both := next((one.name for one in plan.scrutineers if one.name in standing), None):
        sentence = Sentence("{name}是候选人，不能担任监票人、计票人。", {"name": both})
        raise Refused(sentence, field="scrutineers", rule="WC-023")
