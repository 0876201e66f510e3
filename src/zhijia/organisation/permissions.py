"""May this actor do it: pairs of `check_…` (raises `Refused` with a sentence) and `can_…` (answers for templates).

Whether the row may be seen at all is settled before, by the scope: what is not seen is not found.
"""

from collections.abc import Sequence
from datetime import date

from zhijia.lib.sentences import Refused, gettext_noop
from zhijia.organisation.models import Post, User
from zhijia.organisation.models.posts import Role
from zhijia.organisation.rules import may_administer, may_administer_accounts, may_fill_post, may_unmask
from zhijia.organisation.scopes import Actor, places_reached_by

WHO_ADMINISTERS = gettext_noop(
    "您当前的岗位不能维护这个工会的资料。请改用本级或上级工会的干部、主席岗位，或联系上级工会办理。"
)
WHO_FILLS_POSTS = gettext_noop("您当前的岗位不能设立或调整这个岗位。请由上级工会，或本级的领导、系统管理员办理。")
WHO_GIVES_ACCOUNTS = gettext_noop("账号由上级工会签发。请联系上级工会，或由本级系统管理员办理。")
WHO_UNMASKS = gettext_noop("您当前的岗位不能查看完整的个人信息。请由本级或上级工会的领导、部长、干部或工会主席查看。")
WHO_CORRECTS_LAW = gettext_noop("只有市总工会的领导或系统管理员可以修正参数和日历。请把依据交给他们录入。")


def can_administer(actor: Actor, path: str) -> bool:
    """Whether the acting post keeps the facts of the union at `path`."""
    role = actor.post.role if actor.post else ""
    return any(may_administer(role=role, own_path=place, path=path) for place in actor.places)


def check_administer(actor: Actor, path: str) -> None:
    if not can_administer(actor, path):
        raise Refused(WHO_ADMINISTERS)


def can_unmask(actor: Actor, path: str) -> bool:
    """Whether the acting post may open the masked particulars of people kept at `path`."""
    role = actor.post.role if actor.post else ""
    return any(may_unmask(role=role, own_path=place, path=path) for place in actor.places)


def check_unmask(actor: Actor, path: str) -> None:
    if not can_unmask(actor, path):
        raise Refused(WHO_UNMASKS)


def can_fill_post(actor: Actor, *, path: str, role: str) -> bool:
    """Whether the acting post may create a post of `role` at the union at `path`, and say who holds it."""
    own = actor.post.role if actor.post else ""
    return any(may_fill_post(role=own, own_path=place, path=path, post_role=role) for place in actor.places)


def check_fill_post(actor: Actor, *, path: str, role: str) -> None:
    if not can_fill_post(actor, path=path, role=role):
        raise Refused(WHO_FILLS_POSTS)


def can_name_deputy(actor: Actor, post: Post) -> bool:
    """Who may fill the post may name its deputy; so may its holder, but no deputy names another."""
    holds_it = actor.post is not None and actor.post.id == post.pk and not actor.post.is_deputy
    return holds_it or can_fill_post(actor, path=post.path, role=post.role)


def check_name_deputy(actor: Actor, post: Post) -> None:
    if not can_name_deputy(actor, post):
        raise Refused(WHO_FILLS_POSTS)


def can_administer_accounts(actor: Actor, path: str) -> bool:
    """Whether the acting post gives accounts to people whose union is at `path`."""
    role = actor.post.role if actor.post else ""
    return any(may_administer_accounts(role=role, own_path=place, path=path) for place in actor.places)


def check_administer_accounts(actor: Actor, path: str) -> None:
    if not can_administer_accounts(actor, path):
        raise Refused(WHO_GIVES_ACCOUNTS)


def check_give_accounts(actor: Actor, users: Sequence[User], *, today: date) -> None:
    """Who lets a person in lets her into every post she holds: the giver stands above all of them, not only her record."""
    reached = places_reached_by([user.pk for user in users], today=today)
    for user in users:
        for path in _home_of(user) | reached[user.pk].places:
            check_administer_accounts(actor, path)


def check_let_in(actor: Actor, users: Sequence[User], *, today: date) -> None:
    """Who prints a first slip: whoever gives the account, and for somebody who acts for outside parties and holds no post
    also who keeps all these parties: the post that enters a contact or a bureau's officer lets that person in.
    """
    reached = places_reached_by([user.pk for user in users], today=today)
    for user in users:
        reach = reached[user.pk]
        is_outside = bool(reach.parties) and not reach.posts
        check = check_administer if is_outside else check_administer_accounts
        for path in _home_of(user) | reach.places:
            check(actor, path)


def can_let_in(actor: Actor, user: User, *, today: date) -> bool:
    try:
        check_let_in(actor, [user], today=today)
    except Refused:
        return False
    return True


def _home_of(user: User) -> frozenset[str]:
    """Where the person of an account is kept; an account of nobody lies beyond everyone."""
    return frozenset({user.person.path if user.person else "~"})


def can_correct_law(actor: Actor, *, root_id: int) -> bool:
    """Corrections of parameters and calendar hold for the whole city: its own leaders and administrators make them."""
    return actor.has_role(Role.LEADER, Role.ADMINISTRATOR) and actor.post is not None and actor.post.union_id == root_id


def check_correct_law(actor: Actor, *, root_id: int) -> None:
    if not can_correct_law(actor, root_id=root_id):
        raise Refused(WHO_CORRECTS_LAW)
