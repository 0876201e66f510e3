"""Creating posts, and closing them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q

from zhijia.lib.sentences import Refused, Sentence, gettext_noop
from zhijia.lib.shanghai import local_day
from zhijia.organisation import events
from zhijia.organisation.entries import PostEntry, facts_of
from zhijia.organisation.models import Post, Union, User
from zhijia.organisation.models.posts import Role
from zhijia.organisation.permissions import check_fill_post
from zhijia.organisation.recording import event_about, plain
from zhijia.organisation.rules import find_role_at_union, is_known_line
from zhijia.organisation.scopes import Actor
from zhijia.organisation.writing import chunks, refuse_blocking, refusing
from zhijia.trail.record import NewEvent, record, record_all

CONSTRAINTS: dict[str, Sentence | str] = {
    "post_title_unique_in_union": gettext_noop("这个工会已经有同名的岗位，请换一个名称，或直接任命到已有岗位。")
}


@dataclass(frozen=True, slots=True)
class PlacedPost:
    """A post to be created at a union."""

    union: Union
    entry: PostEntry


def create_post(actor: Actor, *, union: Union, entry: PostEntry, now: datetime) -> Post:
    """Create one post. Raises `Refused`: role, a role that such a union has not, title taken."""
    return create_posts(actor, [PlacedPost(union, entry)], now=now)[0]


def create_posts(actor: Actor, rows: Sequence[PlacedPost], *, now: datetime) -> list[Post]:
    """Create many posts with one event each, in the order given. All or nothing."""
    for row in rows:
        _check_entry(row)
        check_fill_post(actor, path=row.union.path, role=row.entry.role)
    return [post for piece in chunks(rows) for post in _create(actor, piece, now=now)]


def close_post(actor: Actor, post: Post, *, closed_on: date, now: datetime) -> None:
    """Close a post that nobody holds any more. Raises `Refused`: role, still held, closed already."""
    check_fill_post(actor, path=post.path, role=post.role)
    if post.closed_on is not None:
        raise Refused("这个岗位已经撤销。")
    if post.holdings.filter(Q(to_on=None) | Q(to_on__gt=closed_on)).exists():
        raise Refused("这个岗位还有人任职或代理，请先办理离任。")
    post.closed_on = closed_on
    post.save(update_fields=["closed_on"])
    record(event_about(post, events.POST_CLOSED, actor=actor, now=now, data={"closed_on": closed_on}))


def choose_post(actor: Actor, post_id: int, *, now: datetime) -> None:
    """Act through another of one's posts from the next request on. Raises `Refused` for a post not held today."""
    if actor.user_id is None or post_id not in {post.id for post in actor.posts}:
        raise Refused("您今天不担任也不代理这个岗位，请从列表中选择。", field="post")
    user = User.objects.get(pk=actor.user_id)
    user.acting_post_id = post_id
    user.save(update_fields=["acting_post"])
    record(event_about(user, events.POST_CHOSEN, actor=actor, now=now, data={"post": post_id}))


def is_open(post: Post, *, now: datetime) -> bool:
    """Whether the post exists today."""
    return post.closed_on is None or post.closed_on > local_day(now)


def _check_entry(row: PlacedPost) -> None:
    entry = row.entry
    if entry.role not in Role.values:
        raise Refused(Sentence("没有“{role}”这个角色，请按列表选择。", {"role": entry.role}), field="role")
    if not is_known_line(entry.line):
        raise Refused(Sentence("没有“{line}”这条条线，请按列表选择。", {"line": entry.line}), field="line")
    if not entry.title:
        raise Refused("请填写岗位名称。", field="title")
    refuse_blocking(filter(None, [find_role_at_union(entry.role, kind=row.union.kind)]))


def _create(actor: Actor, rows: Sequence[PlacedPost], *, now: datetime) -> list[Post]:
    posts = [Post(union=row.union, path=row.union.path, **facts_of(row.entry)) for row in rows]
    with refusing(CONSTRAINTS):
        Post.objects.bulk_create(posts)
    record_all(_created(actor, post, now=now) for post in posts)
    return posts


def _created(actor: Actor, post: Post, *, now: datetime) -> NewEvent:
    data = plain({"union": post.union_id, "role": post.role, "line": post.line})
    return event_about(post, events.POST_CREATED, actor=actor, now=now, data=data)
