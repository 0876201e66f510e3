"""What is missing before the talks can begin, by the law that will be asked then: what, whose act, by when."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from zhijia.engines.cases.flow import Judge, Turn
from zhijia.engines.cases.models import Case
from zhijia.lib.findings import Severity
from zhijia.lib.sentences import Sentence
from zhijia.lib.shanghai import end_of_day
from zhijia.organisation.overrides import one_law
from zhijia.organisation.scopes import Actor
from zhijia.services.bargaining.checks.talks import judge_elected, judge_no_union, judge_preparation, judge_teams
from zhijia.services.bargaining.models import Bargaining, DataRequest
from zhijia.services.bargaining.models.bargainings import Side

IN_PREPARATION = frozenset({"accepted", "preparing"})


@dataclass(frozen=True, slots=True)
class Lack:
    """One thing that is missing. `who` is empty for what concerns both sides, `due_on` where nothing says by when."""

    text: str
    who: str = ""
    due_on: date | None = None


def missing_of(
    case: Case,
    bargaining: Bargaining,
    requests: Iterable[DataRequest],
    actor: Actor,
    *,
    data_due: date | None,
    today: date,
) -> list[Lack] | None:
    """What is to be settled before the talks, and what beginning them today would be refused or warned for; before the offer
    to an enterprise without a union, what its workers' side lacks.

    `data_due` is by when the employer provides what was asked for. None where the case is not at that point.
    """
    turn = Turn(case, bargaining, actor, end_of_day(today), today)
    if case.state == "drafting" and bargaining.guided_by_id:
        return [Lack(text, _("职工推选，本会指导")) for text in _told(turn, judge_elected)]
    if case.state not in IN_PREPARATION:
        return None
    meeting = [] if bargaining.agreed_meeting_on else [Lack(_("首次会议的时间、地点还没有约定"), _("本会"))]
    open_ones = [_open_request(one, data_due) for one in requests if not one.provided_on]
    return [*meeting, *map(Lack, _told(turn, judge_teams, judge_preparation, judge_no_union)), *open_ones]


def _told(turn: Turn, *judges: Judge) -> list[str]:
    with one_law():
        verdicts = [verdict for judge in judges for verdict in judge(turn)]
    told = [verdict.sentence for verdict in verdicts if verdict.severity is not Severity.INFO]
    return list(dict.fromkeys(sentence.said_in(_) for sentence in told))


def _open_request(request: DataRequest, data_due: date | None) -> Lack:
    is_employers = request.asked_by == Side.WORKERS
    text = Sentence("资料还没有提供：{item}", {"item": request.item}).said_in(_)
    return Lack(text, _("用人单位") if is_employers else _("本会"), data_due if is_employers else None)
