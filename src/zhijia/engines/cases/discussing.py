"""Comments on a case, and posts that watch it.

A comment tells whoever the case awaits, the posts that watch it, and the people that it names by `@`.
"""

import re
from collections.abc import Mapping, Sequence
from datetime import datetime

from django.db import connection, transaction
from django.db.models import QuerySet

from zhijia.engines.cases.awaiting import lines_to_awaited
from zhijia.engines.cases.events import COMMENTED
from zhijia.engines.cases.models import Case, Comment, Watch
from zhijia.engines.messages.sending import Line, send
from zhijia.lib.sentences import Refused
from zhijia.lib.shanghai import local_day
from zhijia.organisation.models import PostHolding
from zhijia.organisation.scopes import Actor
from zhijia.trail.record import NewEvent, Subject, record

LONGEST = 1000
LABEL = 4
"""The width of one step of a path."""
MENTION = re.compile(r"@([\w·]{2,20})")


def add_comment(case: Case, text: str, *, actor: Actor, now: datetime) -> Comment:
    """Say something to those who work on a case that the actor sees. `Refused` without a post, or with nothing to say."""
    text = text.strip()
    if actor.post is None or actor.person_id is None:
        raise Refused("评论须通过岗位发表。")
    if not text:
        raise Refused("请写评论的内容。", field="text")
    if len(text) > LONGEST:
        raise Refused("评论最长1000字，请精简或作为附件上传。", field="text")
    with transaction.atomic():
        comment = Comment.objects.create(
            case=case,
            text=text,
            at=now,
            person_id=actor.person_id,
            said_by=f"{actor.name} · {actor.post.label}",
        )
        record(
            NewEvent(
                kind=COMMENTED.code,
                at=now,
                doer=actor.doer,
                subject=Subject("cases.case", case.pk, str(case)),
                from_state=case.state,
                to_state=case.state,
                data={"comment": comment.pk},
            )
        )
        _tell(case, comment, actor=actor, now=now)
    return comment


def comments_of(case: Case) -> QuerySet[Comment]:
    """What was said on a visible case, newest first."""
    return Comment.objects.filter(case=case).order_by("-pk")


def watch(case: Case, *, actor: Actor) -> None:
    """Let the acting post be told of every move of this case."""
    Watch.objects.get_or_create(case=case, post_id=_post_of(actor))


def unwatch(case: Case, *, actor: Actor) -> None:
    """Let the acting post be told no more than others."""
    Watch.objects.filter(case=case, post_id=_post_of(actor)).delete()


def is_watched(case: Case, *, actor: Actor) -> bool:
    return actor.post is not None and Watch.objects.filter(case=case, post_id=actor.post.id).exists()


def tell_watchers(cases: Sequence[Case], kind: str, *, actor: Actor, now: datetime) -> int:
    """A line to every post that watches one of these cases, except to whoever acts."""
    lines = _lines_to_watchers({case.pk: case.title for case in cases}, kind)
    return send(lines, now=now, today=local_day(now), not_to=actor.person_id)


def _lines_to_watchers(texts: Mapping[int, str], kind: str) -> list[Line]:
    """What to say of each case, by its id."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT id, cases_watchers(id) FROM unnest(%s::bigint[]) AS given (id)", [list(texts)])
        return [Line(post_id, case_id, kind, texts[case_id]) for case_id, post_id in cursor.fetchall()]


def _tell(case: Case, comment: Comment, *, actor: Actor, now: datetime) -> None:
    text = f"{case.title[:150]} · {comment.text[:120]}"
    lines = lines_to_awaited(case, COMMENTED.code, text, to_parties=False)
    lines += _lines_to_watchers({case.pk: text}, COMMENTED.code)
    lines += [Line(None, case.pk, COMMENTED.code, text, person_id=pk) for pk in _named(case, comment)]
    send(list(dict.fromkeys(lines)), now=now, today=local_day(now), not_to=actor.person_id)


def _named(case: Case, comment: Comment) -> list[int]:
    """The people named in a comment who see the case: by a post above it, at its union, or of a union that takes part."""
    names = set(MENTION.findall(comment.text))
    if not names:
        return []
    today = local_day(comment.at)
    place = Case.objects.values_list("path", flat=True).get(pk=case.pk)
    above = [place[:end] for end in range(LABEL, len(place) + 1, LABEL)]
    shared = case.shares.filter(party="").values_list("path", flat=True)
    held = PostHolding.objects.filter(path__in=[*above, *shared], person__name__in=names, from_on__lte=today)
    return list(held.exclude(to_on__lte=today).values_list("person_id", flat=True).distinct())


def _post_of(actor: Actor) -> int:
    if actor.post is None:
        raise Refused("关注事项须通过岗位办理。")
    return actor.post.id
