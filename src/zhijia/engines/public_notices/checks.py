"""What must hold before a notice is answered, closed, and relied upon."""

from zhijia.engines.cases.flow import Turn
from zhijia.engines.cases.models import Case, Clock, ClockState
from zhijia.engines.public_notices.kinds import get_kind
from zhijia.engines.public_notices.models import NoticeObjection, NoticeSubject
from zhijia.engines.public_notices.queries import latest_notice, open_objections
from zhijia.lib.sentences import Refused, Sentence

SHOW = "show"


def check_has_open_objection(turn: Turn) -> None:
    if not open_objections(turn.record).exists():
        raise Refused("没有待答复的异议。")


def check_may_answer(turn: Turn, objection: NoticeObjection) -> None:
    """Whoever is objected to does not answer, nor whoever objects; against the whole, nobody of those it is about."""
    person_id = turn.actor.person_id
    objected = NoticeSubject.objects.filter(notice=turn.record).exclude(person=None)
    if objection.about_id:
        objected = objected.filter(pk=objection.about_id)
    if person_id is not None and objected.filter(person=person_id).exists():
        raise Refused("被提出异议的人不能答复针对自己的异议，请由其他负责人或者上级工会答复。")
    if person_id is not None and objection.by_person_id == person_id:
        raise Refused("提出异议的人不能自己答复，请由其他负责人或者上级工会答复。")


def check_days_over(turn: Turn) -> None:
    """Not closed while its days run; where no rule of this place is known there is no clock to wait for."""
    running = Clock.objects.filter(case=turn.case, name=SHOW, state__in=(ClockState.RUNNING, ClockState.PAUSED)).first()
    if running is not None:
        sentence = Sentence("公示到{day}为止，期满以后才能结束。", {"day": running.due_on})
        raise Refused(sentence)


def check_all_answered(turn: Turn) -> None:
    """An open objection stands in the way."""
    count = open_objections(turn.record).count()
    if count:
        raise Refused(Sentence("还有{n}条异议没有答复，答复以后才能结束公示。", {"n": count}))


def check_notice_passed(about: Case, kind: str, *, rule: str = "") -> None:
    """For services: the newest notice of this kind on a case was shown its days and nothing against it stood."""
    notice = latest_notice(about, kind)
    words = {"kind": Sentence(get_kind(kind).label)}
    if notice is None:
        raise Refused(Sentence("还没有进行“{kind}”。", words), rule=rule)
    if notice.case.state == "upheld":
        raise Refused(Sentence("“{kind}”有异议成立，请调整后重新公示。", words), rule=rule)
    if notice.case.state != "passed":
        raise Refused(Sentence("“{kind}”还没有期满结束，请在公示事项中办理。", words), rule=rule)
