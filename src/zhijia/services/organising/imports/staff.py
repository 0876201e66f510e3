"""Rows of posts and accounts: a person who is to hold a post. A post with the same holder changes nothing."""

from collections.abc import Mapping, Sequence
from datetime import date

from zhijia.engines.imports.desk import Applied, Desk, Judgement, Values, refuse, text
from zhijia.lib.sentences import Refused, Sentence, gettext_noop
from zhijia.lib.shanghai import local_day
from zhijia.organisation.accounts.opening import open_accounts
from zhijia.organisation.actions import (
    Appointment,
    NewPerson,
    PlacedPost,
    appoint_all,
    create_posts,
    enter_people,
)
from zhijia.organisation.actions.withdrawing import withdraw_staff
from zhijia.organisation.entries import PostEntry
from zhijia.organisation.models import Post, PostHolding, Union, User
from zhijia.organisation.models.imports import ImportVerdict
from zhijia.organisation.permissions import WHO_FILLS_POSTS, can_fill_post
from zhijia.organisation.queries import posts_visible_to, with_holders
from zhijia.organisation.rules import find_role_at_union

HELD = gettext_noop("岗位“{title}”现由{name}任职，请先办理离任。")
ROLE_DIFFERS = gettext_noop("已有岗位“{title}”的角色是“{role}”，和这一行不同，请核对。")
ACCOUNT_TAKEN = gettext_noop("账号名“{username}”已有人使用，请换一个。")
CHANGED_SINCE = gettext_noop("导入以后任职有变动，不能撤销这一行。")

Posts = Mapping[tuple[int, str], Post]


def judge(rows: Sequence[Values], desk: Desk) -> list[Judgement]:
    """One judgement a row, in order."""
    desk.learn(text(row, "union") for row in rows)
    posts = _posts_named(rows, desk)
    names = [name for row in rows if (name := _username(row))]
    taken = set(User.objects.filter(username__in=names).values_list("username", flat=True))
    return [_judge(row, desk, posts, taken) for row in rows]


def apply(rows: Sequence[tuple[Values, Judgement]], desk: Desk) -> list[Applied]:
    """Enter people and accounts, create the posts that are missing, appoint."""
    values = [row for row, _ in rows]
    unions = [_union(row, desk) for row in values]
    people = enter_people(
        desk.actor, [NewPerson(u, text(row, "name")) for u, row in zip(unions, values, strict=True)], now=desk.now
    )
    open_accounts(desk.actor, people, [_username(row) for row in values], now=desk.now)
    posts = _posts_named(values, desk)
    missing = [
        PlacedPost(u, _entry(row))
        for u, row in zip(unions, values, strict=True)
        if (u.pk, text(row, "title")) not in posts
    ]
    created = {(post.union_id, post.title): post for post in create_posts(desk.actor, missing, now=desk.now)}
    filled = [(posts | created)[u.pk, text(row, "title")] for u, row in zip(unions, values, strict=True)]
    appointments = [
        Appointment(post, person, _from_on(row)) for post, person, row in zip(filled, people, values, strict=True)
    ]
    holdings = appoint_all(desk.actor, appointments, now=desk.now)
    return [
        Applied(holding.pk, {"with_post": (post.union_id, post.title) in created})
        for holding, post in zip(holdings, filled, strict=True)
    ]


def undo(record_id: int, before: Values, desk: Desk) -> None:
    """Take back one holding with its person and account. Raises `Refused` when something happened to it since."""
    rows = PostHolding.objects.select_related("post__union", "person")
    holding = rows.filter(pk=record_id, post__in=posts_visible_to(desk.actor)).first()
    if holding is None or holding.to_on is not None:
        raise Refused(CHANGED_SINCE)
    withdraw_staff(desk.actor, holding, with_post=bool(before.get("with_post")), now=desk.now)


def _judge(row: Values, desk: Desk, posts: Posts, taken: set[str]) -> Judgement:
    union, problem = desk.union(text(row, "union"))
    if union is None:
        return refuse(*([problem] if problem else []))
    post = posts.get((union.pk, text(row, "title")))
    held = post.current[0] if post and post.current else None  # type: ignore[attr-defined]
    if held and held.person.name == text(row, "name"):
        return Judgement(ImportVerdict.SAME, record_id=held.pk)
    reasons = [*_role_problems(row, union, desk), *_post_problems(row, post, held)]
    if _username(row) in taken:
        reasons.append(Sentence(ACCOUNT_TAKEN, {"username": _username(row)}))
    return refuse(*reasons) if reasons else Judgement(ImportVerdict.NEW)


def _role_problems(row: Values, union: Union, desk: Desk) -> list[Sentence]:
    role = text(row, "role")
    found = find_role_at_union(role, kind=union.kind)
    if found:
        return [found.sentence]
    return [] if can_fill_post(desk.actor, path=union.path, role=role) else [Sentence(WHO_FILLS_POSTS)]


def _post_problems(row: Values, post: Post | None, held: PostHolding | None) -> list[Sentence]:
    if held:
        return [Sentence(HELD, {"title": text(row, "title"), "name": held.person.name})]
    if post and post.role != text(row, "role"):
        values = {"title": post.title, "role": str(post.get_role_display())}
        return [Sentence(ROLE_DIFFERS, values)]
    return []


def _posts_named(rows: Sequence[Values], desk: Desk) -> dict[tuple[int, str], Post]:
    unions = [union for row in rows if (union := desk.union(text(row, "union"))[0])]
    titles = [text(row, "title") for row in rows]
    named = posts_visible_to(desk.actor).filter(union__in=unions, title__in=titles, closed_on=None)
    shown = with_holders(named.select_related("union"), today=local_day(desk.now))
    return {(post.union_id, post.title): post for post in shown}


def _union(row: Values, desk: Desk) -> Union:
    union, problem = desk.union(text(row, "union"))
    if union is None:
        raise Refused(problem or "")
    return union


def _entry(row: Values) -> PostEntry:
    return PostEntry(role=text(row, "role"), title=text(row, "title"), line=text(row, "line"))


def _from_on(row: Values) -> date:
    day = row.get("from_on")
    if not isinstance(day, date):
        raise Refused("“任职日期”没有填。")
    return day


def _username(row: Values) -> str:
    return text(row, "username").lower()


def identities(row: Values) -> list[tuple[str, ...]]:
    """What no other row of the sheet may share."""
    username = _username(row)
    return [("post", text(row, "union"), text(row, "title")), *([("account", username)] if username else [])]
