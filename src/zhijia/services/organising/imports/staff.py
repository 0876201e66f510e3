"""Rows of posts and accounts: a person who is to hold a post. A post with the same holder changes nothing.

Rows with one account name are about one person, who may be known already. Without it a name alone may be two people:
a row whose union has, or is given by another row, somebody of that name goes back and asks.
"""

from collections import Counter
from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass
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
from zhijia.organisation.actions.holdings import NOT_ONESELF
from zhijia.organisation.actions.withdrawing import withdraw_staff
from zhijia.organisation.entries import PostEntry
from zhijia.organisation.models import Person, Post, PostHolding, Union, User
from zhijia.organisation.models.imports import ImportVerdict
from zhijia.organisation.permissions import WHO_FILLS_POSTS, can_fill_post
from zhijia.organisation.queries import people_visible_to, posts_visible_to, with_holders
from zhijia.organisation.rules import find_role_at_union

HELD = gettext_noop("岗位“{title}”现由{name}任职，请先办理离任。")
ROLE_DIFFERS = gettext_noop("已有岗位“{title}”的角色是“{role}”，和这一行不同，请核对。")
ACCOUNT_TAKEN = gettext_noop("账号名“{username}”已有人使用，请换一个。")
ACCOUNT_OF_OTHER = gettext_noop("账号名“{username}”是“{name}”的，和这一行的姓名不同，请核对。")
WHICH_PERSON = gettext_noop("“{union}”有几位叫“{name}”：同一个人的各行请填相同的账号名，另一个人请填新的账号名。")
NAMESAKE = gettext_noop("“{union}”已有一位“{name}”（账号 {username}）；这一行按另一个人办理。")
ONE_MORE_POST = gettext_noop("账号“{username}”已有，这一行给同一个人增加一个岗位。")
CHANGED_SINCE = gettext_noop("导入以后任职有变动，不能撤销这一行。")
NOBODY = "#"

Place = tuple[int, str]
"""A union's id and a title, or a name, at it."""


@dataclass(frozen=True, slots=True)
class Register:
    """What the register holds of the posts and people that rows name."""

    posts: Mapping[Place, Post]
    accounts: Mapping[str, Person]
    taken: frozenset[str]
    namesakes: Mapping[Place, str]
    mentions: Mapping[Place, int]

    @classmethod
    def of(cls, rows: Sequence[Values], desk: Desk) -> "Register":
        usernames = [name for row in rows if (name := _username(row))]
        named = [(union.pk, text(row, "name")) for row in rows if (union := desk.union(text(row, "union"))[0])]
        return cls(
            posts=_posts_named(rows, desk),
            accounts=_people_by_account(usernames, desk),
            taken=frozenset(User.objects.filter(username__in=usernames).values_list("username", flat=True)),
            namesakes=_accounts_by_name(named, desk),
            mentions=Counter(named),
        )


def judge(rows: Sequence[Values], desk: Desk) -> list[Judgement]:
    """One judgement a row, in order."""
    desk.learn(text(row, "union") for row in rows)
    register = Register.of(rows, desk)
    return [_judge(row, desk, register) for row in rows]


def apply(rows: Sequence[tuple[Values, Judgement]], desk: Desk) -> list[Applied]:
    """Enter people and accounts, create the posts that are missing, appoint."""
    values = [row for row, _ in rows]
    unions = [_union(row, desk) for row in values]
    people, entered = _enter_people(values, unions, desk)
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
        Applied(holding.pk, {"with_post": (post.union_id, post.title) in created, "with_person": at in entered})
        for at, (holding, post) in enumerate(zip(holdings, filled, strict=True))
    ]


def undo(record_id: int, before: Values, desk: Desk) -> None:
    """Take back one holding, with the post and the person that its row brought. Raises `Refused`: changed since."""
    rows = PostHolding.objects.select_related("post__union", "person")
    holding = rows.filter(pk=record_id, post__in=posts_visible_to(desk.actor)).first()
    if holding is None or holding.to_on is not None:
        raise Refused(CHANGED_SINCE)
    withdraw_staff(
        desk.actor,
        holding,
        with_post=bool(before["with_post"]),
        with_person=bool(before["with_person"]),
        now=desk.now,
    )


def _judge(row: Values, desk: Desk, register: Register) -> Judgement:
    union, problem = desk.union(text(row, "union"))
    if union is None:
        return refuse(*([problem] if problem else []))
    post = register.posts.get((union.pk, text(row, "title")))
    held = post.current[0] if post and post.current else None  # type: ignore[attr-defined]
    if held and held.person.name == text(row, "name"):
        return Judgement(ImportVerdict.SAME, record_id=held.pk)
    reasons = [
        *_role_problems(row, union, desk),
        *_post_problems(row, post, held),
        *_person_problems(row, union, desk, register),
    ]
    if reasons:
        return refuse(*reasons)
    if _username(row):
        desk.ahead.setdefault(_username(row), text(row, "name"))
    return Judgement(ImportVerdict.NEW, _person_notes(row, union, register))


def _person_problems(row: Values, union: Union, desk: Desk, register: Register) -> list[Sentence]:
    username, name = _username(row), text(row, "name")
    if not username:
        place = (union.pk, name)
        is_clear = place not in register.namesakes and register.mentions[place] == 1
        return [] if is_clear else [Sentence(WHICH_PERSON, {"union": union.name, "name": name})]
    known = register.accounts.get(username)
    if known is None and username in register.taken:
        return [Sentence(ACCOUNT_TAKEN, {"username": username})]
    owner = known.name if known else desk.ahead.get(username, name)
    if owner != name:
        return [Sentence(ACCOUNT_OF_OTHER, {"username": username, "name": owner})]
    return [Sentence(NOT_ONESELF)] if known and known.pk == desk.actor.person_id else []


def _person_notes(row: Values, union: Union, register: Register) -> list[Sentence]:
    username, name = _username(row), text(row, "name")
    if username in register.accounts:
        return [Sentence(ONE_MORE_POST, {"username": username})]
    namesake = register.namesakes.get((union.pk, name))
    values = {"union": union.name, "name": name, "username": namesake or Sentence("未开通")}
    return [] if namesake is None else [Sentence(NAMESAKE, values)]


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


def _enter_people(
    rows: Sequence[Values], unions: Sequence[Union], desk: Desk
) -> tuple[Sequence[Person], Container[int]]:
    """Who each row is about, in order, and which rows brought somebody: the first of those with one account name."""
    keys = [_username(row) or f"{NOBODY}{at}" for at, row in enumerate(rows)]
    people = _people_by_account(keys, desk)
    brings = sorted({key: at for at, key in reversed(list(enumerate(keys))) if key not in people}.values())
    new = [NewPerson(unions[at], text(rows[at], "name")) for at in brings]
    entered = enter_people(desk.actor, new, now=desk.now)
    open_accounts(desk.actor, entered, [_username(rows[at]) for at in brings], now=desk.now)
    people |= {keys[at]: person for at, person in zip(brings, entered, strict=True)}
    return [people[key] for key in keys], set(brings)


def _people_by_account(usernames: Sequence[str], desk: Desk) -> dict[str, Person]:
    """People in scope by their account names."""
    users = User.objects.filter(username__in=usernames, person__in=people_visible_to(desk.actor))
    return {user.username: user.person for user in users.select_related("person") if user.person}


def _accounts_by_name(places: Sequence[Place], desk: Desk) -> dict[Place, str]:
    """The account of somebody of that name whose record a union keeps; empty for one without an account."""
    wanted = set(places)
    homes, names = {union for union, _ in wanted}, {name for _, name in wanted}
    people = people_visible_to(desk.actor).filter(home__in=homes, name__in=names)
    found = people.order_by("-pk").values_list("home_id", "name", "user__username")
    return {(home, name): username or "" for home, name, username in found if (home, name) in wanted}


def _posts_named(rows: Sequence[Values], desk: Desk) -> dict[Place, Post]:
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
    return [("post", text(row, "union"), text(row, "title"))]
