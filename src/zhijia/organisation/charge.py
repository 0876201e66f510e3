"""Who is in charge of a sheet that was brought in: the post that uploaded it, or the one that has taken it over since.

One rule for rosters and for every other sheet, on pages and in jobs: whatever is done with a sheet that post does, whoever holds
it. Another that keeps the register of the same place takes it over first, and from then on the former does nothing more with it.
"""

from dataclasses import replace
from datetime import datetime
from typing import TypeVar

from zhijia.lib.sentences import Refused, Sentence, gettext_noop
from zhijia.lib.shanghai import local_day
from zhijia.organisation import events
from zhijia.organisation.models import ImportBatch, Post, Roster, User
from zhijia.organisation.permissions import check_administer
from zhijia.organisation.recording import event_about
from zhijia.organisation.scopes import Actor, load_actor, scoped
from zhijia.trail.record import record

Sheet = TypeVar("Sheet", Roster, ImportBatch)
FINISHED = ("undone", "failed")
ANOTHERS = gettext_noop("这张表由“{post}”办理。要由您当前的岗位办理，请先接手。")
FROM_ABOVE = gettext_noop("上级工会的岗位")
NO_LONGER = gettext_noop("办理这张表的岗位今天不由您担任，不能继续。请由任职的人继续，或由另一岗位接手。")
KINDS = {Roster: events.ROSTER_TAKEN_OVER, ImportBatch: events.IMPORT_TAKEN_OVER}


class NotInCharge(Refused):
    """Another post is in charge of the sheet by now. Its own work goes on; whoever is told this stops."""


def charge_of(sheet: Roster | ImportBatch) -> int:
    """The post in charge."""
    return sheet.taken_by_id or sheet.uploaded_by_id


def is_in_charge(actor: Actor, sheet: Roster | ImportBatch) -> bool:
    return actor.post is not None and actor.post.id == charge_of(sheet)


def check_in_charge(actor: Actor, sheet: Roster | ImportBatch) -> None:
    """Raises `Refused`: keeps no register here, another post is in charge."""
    check_administer(actor, sheet.path)
    if not is_in_charge(actor, sheet):
        raise NotInCharge(Sentence(ANOTHERS, {"post": name_of_charge(sheet)}))


def name_of_charge(sheet: Roster | ImportBatch) -> str | Sentence:
    """The post in charge with its union, as far as the reader sees it: one of a union above may have taken it over."""
    post = Post.objects.select_related("union").filter(pk=charge_of(sheet)).first()
    return f"{post.union.name} · {post.title}" if post else Sentence(FROM_ABOVE)


def through_charge(model: type[Sheet], pk: int, user_id: int, *, now: datetime) -> Actor:
    """Whoever works on a sheet outside a request: the person, through the post in charge. Raises `Refused`: not hers."""
    actor = load_actor(User.objects.get(pk=user_id), today=local_day(now))
    with scoped(actor):
        post_id = charge_of(model.objects.get(pk=pk))
    post = next((held for held in actor.posts if held.id == post_id), None)
    if post is None:
        raise Refused(NO_LONGER)
    return replace(actor, post=post)


def take_over(actor: Actor, sheet: Roster | ImportBatch, *, now: datetime) -> None:
    """From now on the acting post is in charge; done twice it changes nothing. Raises `Refused`: role, nothing is left to do."""
    check_administer(actor, sheet.path)
    kept = _locked(sheet)
    if is_in_charge(actor, kept):
        return
    if kept.state in FINISHED or actor.post is None:
        raise Refused("这张表已经办完，不用接手。")
    former = charge_of(kept)
    kept.taken_by_id, kept.problem = actor.post.id, ""
    kept.save(update_fields=["taken_by", "problem"])
    record(event_about(kept, KINDS[kept.__class__], actor=actor, now=now, data={"former_post": former}))


def _locked(sheet: Roster | ImportBatch) -> Roster | ImportBatch:
    if isinstance(sheet, Roster):
        return Roster.objects.select_for_update().get(pk=sheet.pk)
    return ImportBatch.objects.select_for_update().get(pk=sheet.pk)
