"""What is missing before the talks can begin, by the law that will be asked then."""

from datetime import date

from django.utils.translation import gettext as _

from zhijia.engines.cases.flow import Turn
from zhijia.engines.cases.models import Case
from zhijia.lib.findings import Severity
from zhijia.lib.sentences import Sentence
from zhijia.lib.shanghai import end_of_day
from zhijia.organisation.overrides import one_law
from zhijia.organisation.scopes import Actor
from zhijia.services.bargaining.checks.talks import judge_no_union, judge_preparation, judge_teams
from zhijia.services.bargaining.models import Bargaining

IN_PREPARATION = frozenset({"accepted", "preparing"})


def missing_of(case: Case, bargaining: Bargaining, actor: Actor, *, today: date) -> list[str] | None:
    """What beginning the talks today would be refused or warned for; None where the case is not at that point."""
    if case.state not in IN_PREPARATION:
        return None
    turn = Turn(case, bargaining, actor, end_of_day(today), today)
    with one_law():
        verdicts = [*judge_teams(turn), *judge_preparation(turn), *judge_no_union(turn)]
    told = [verdict.sentence for verdict in verdicts if verdict.severity is not Severity.INFO]
    waiting = bargaining.data_requests.filter(provided_on=None).values_list("item", flat=True)
    told += [Sentence("资料还没有提供：{item}", {"item": item}) for item in waiting]
    return list(dict.fromkeys(sentence.said_in(_) for sentence in told))
