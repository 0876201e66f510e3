"""Taking lists of people out of the house (PR-04): every time is logged, above a number another post approves."""

from dataclasses import dataclass
from datetime import datetime

from zhijia.law.resolver import parameter
from zhijia.lib.sentences import Refused, Sentence, gettext_noop
from zhijia.lib.shanghai import local_day
from zhijia.organisation import events
from zhijia.organisation.models import PeopleExport
from zhijia.organisation.models.exports import ListKind
from zhijia.organisation.overrides import law_place, parameter_overrides
from zhijia.organisation.permissions import check_administer
from zhijia.organisation.scopes import ActingPost, Actor
from zhijia.trail.record import NewEvent, Subject, record

LIMIT = "privacy.export.unapproved"
SUBJECT = "organisation.peopleexport"
NEEDS_POST = gettext_noop("导出人员名单须以岗位身份办理，请先选择岗位。")
DECLINED = gettext_noop("这份申请已被退回；仍要导出请重新申请。")
TWO_POSTS = gettext_noop("须由另一人、另一岗位批准：申请人不能自己批准。")


@dataclass(frozen=True, slots=True)
class Wanted:
    """The list that is taken (`ListKind`) and its filter: `under` a union (0 = all), `value` of a name, `show` of members."""

    under: int = 0
    value: str = ""
    what: str = ListKind.PEOPLE
    show: str = ""


def needs_approval(actor: Actor, people: int, *, now: datetime) -> bool:
    """PR-04: whether so many people may not be taken without another post."""
    place = law_place(actor.post.place) if actor.post else "CN"
    return people > parameter(LIMIT, place=place, on=local_day(now), overrides=parameter_overrides()).number


def log_people_export(actor: Actor, wanted: Wanted, *, people: int, now: datetime) -> None:
    """Leave in the log who took which list of people. Refused above the number that needs another post."""
    if needs_approval(actor, people, now=now):
        raise Refused(Sentence("名单有 {n} 人，须先申请，由另一岗位批准后导出。", {"n": people}))
    subject = Subject("organisation.user", actor.user_id or 0, actor.name)
    data = {
        "list": str(wanted.what),
        "people": people,
        "under": wanted.under,
        "value": wanted.value,
        "show": wanted.show,
    }
    record(NewEvent(events.PEOPLE_EXPORTED.code, now, actor.doer, subject, data=data))


def ask_export(actor: Actor, wanted: Wanted, *, people: int, reason: str, now: datetime) -> PeopleExport:
    """Ask for the approval of another post. Raises `Refused`: no post that keeps records, no reason."""
    if actor.post is None or actor.person_id is None:
        raise Refused(NEEDS_POST)
    check_administer(actor, actor.path)
    if len(reason.strip()) < 4:
        raise Refused("请写明用途：交给谁、做什么、用完怎样处理。", field="reason")
    export = PeopleExport.objects.create(
        what=wanted.what,
        show=wanted.show[:10],
        under=wanted.under,
        value=wanted.value[:60],
        people=people,
        reason=reason.strip(),
        asked_at=now,
        asked_by_id=actor.person_id,
        asked_by_post_id=actor.post.id,
        path=actor.path,
    )
    _log(events.EXPORT_ASKED.code, export, actor=actor, now=now)
    return export


def approve_export(actor: Actor, export: PeopleExport, *, now: datetime) -> PeopleExport:
    """Approve as another person through another post. Raises `Refused`: role, the same person or post, decided already."""
    kept, post = _undecided(actor, export)
    kept.approved_at, kept.approved_by_id, kept.approved_by_post_id = now, actor.person_id, post.id
    kept.save(update_fields=["approved_at", "approved_by", "approved_by_post"])
    _log(events.EXPORT_APPROVED.code, kept, actor=actor, now=now)
    return kept


def decline_export(actor: Actor, export: PeopleExport, *, reason: str, now: datetime) -> PeopleExport:
    """Send a request back with the reason, under the same rules as approving it; besides `Refused`: no reason."""
    kept, post = _undecided(actor, export)
    if len(reason.strip()) < 4:
        raise Refused("请写明退回理由，申请人会看到。", field="reason")
    kept.declined_at, kept.declined_by_id, kept.declined_by_post_id = now, actor.person_id, post.id
    kept.decline_reason = reason.strip()
    kept.save(update_fields=["declined_at", "declined_by", "declined_by_post", "decline_reason"])
    _log(events.EXPORT_DECLINED.code, kept, actor=actor, now=now, declined=kept.decline_reason)
    return kept


def _undecided(actor: Actor, export: PeopleExport) -> tuple[PeopleExport, ActingPost]:
    """The request, held until the decision is kept, and the post that decides."""
    post = check_approve(actor, export)
    kept = PeopleExport.objects.select_for_update(of=("self",)).get(pk=export.pk)
    if kept.approved_at is not None:
        raise Refused("这份申请已经批准过了。")
    if kept.declined_at is not None:
        raise Refused(DECLINED)
    return kept, post


def check_approve(actor: Actor, export: PeopleExport) -> ActingPost:
    """Another person, through another post that keeps the records of the post which asked; answers that post."""
    if actor.post is None or actor.person_id is None:
        raise Refused(NEEDS_POST)
    check_administer(actor, export.path)
    if actor.person_id == export.asked_by_id or actor.post.id == export.asked_by_post_id:
        raise Refused(TWO_POSTS)
    return actor.post


def can_approve(actor: Actor, export: PeopleExport) -> bool:
    """Whether `check_approve` lets the actor pass."""
    try:
        check_approve(actor, export)
    except Refused:
        return False
    return True


def take_export(actor: Actor, export: PeopleExport, *, people: int, now: datetime) -> PeopleExport:
    """Take an approved list, once. Raises `Refused`: not who asked, declined or not approved, taken, more people than then."""
    kept = PeopleExport.objects.select_for_update(of=("self",)).get(pk=export.pk)
    if actor.post is None or (actor.person_id, actor.post.id) != (kept.asked_by_id, kept.asked_by_post_id):
        raise Refused("只有申请的人以申请时的岗位才能导出。")
    if kept.declined_at is not None:
        raise Refused(DECLINED)
    if kept.approved_at is None:
        raise Refused("这份申请还没有批准。")
    if kept.taken_at is not None:
        raise Refused("批准一次只能导出一次；再要导出请重新申请。")
    if people > kept.people:
        values = {"n": people, "approved": kept.people}
        raise Refused(Sentence("现在有 {n} 人，多于批准的 {approved} 人，请重新申请。", values))
    kept.taken_at = now
    kept.save(update_fields=["taken_at"])
    _log(events.PEOPLE_EXPORTED.code, kept, actor=actor, now=now)
    return kept


def _log(kind: str, export: PeopleExport, *, actor: Actor, now: datetime, **more: str) -> None:
    subject = Subject(SUBJECT, export.pk, str(export))
    data = {
        "list": str(export.what),
        "people": export.people,
        "under": export.under,
        "value": export.value,
        "show": export.show,
        "reason": export.reason,
        **more,
    }
    record(NewEvent(kind, now, actor.doer, subject, data=data))
