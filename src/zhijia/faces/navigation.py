"""Who finds what in the navigation: at most nine entries for each role."""

from dataclasses import dataclass

from zhijia.lib.sentences import gettext_noop
from zhijia.organisation.models.posts import Role
from zhijia.organisation.models.unions import GRASSROOTS_KINDS, UnionKind
from zhijia.organisation.scopes import Actor


@dataclass(frozen=True, slots=True)
class Entry:
    """A place to go. `label` and `section` are message ids; a page that does not exist is left out.

    `also` are pages that lie under it though their addresses do not say so.
    """

    label: str
    url_name: str
    icon: str
    section: str = ""
    also: tuple[str, ...] = ()


RECORDS = gettext_noop("资料")
OF_UNIONS = tuple(
    f"organising:{name}"
    for name in ("foundings", "elections", "terms", "registrations", "changes", "targets", "chains", "fees")
)
OF_PEOPLE = ("organising:members", "organising:roster", "organising:posts")
DESK = Entry(gettext_noop("待办"), "workbench:desk", "inbox")
COCKPIT = Entry(gettext_noop("总览"), "cockpit:home", "chart")
PLANS = Entry(gettext_noop("计划"), "plans:list", "plan")
BARGAINING = Entry(gettext_noop("集体协商"), "bargaining:list", "contract")
SUPERVISION = Entry(gettext_noop("劳动法律监督"), "supervision:list", "flag")
CONTACTS = Entry(gettext_noop("百千工程"), "contacts:programme", "hand")
CONGRESS = Entry(gettext_noop("职代会"), "congress:terms", "people")
STATISTICS = Entry(gettext_noop("统计年报"), "statistics:overview", "list")
UNIONS = Entry(gettext_noop("工会组织"), "organising:unions", "tree", RECORDS, OF_UNIONS)
ENTERPRISES = Entry(gettext_noop("用人单位"), "organising:enterprises", "building", RECORDS)
PEOPLE = Entry(gettext_noop("人员"), "organising:people", "people", RECORDS, OF_PEOPLE)
IMPORTS = Entry(gettext_noop("导入"), "organising:imports", "upload", RECORDS)
OVERRIDES = Entry(gettext_noop("参数与日历"), "organising:law", "book", RECORDS)
PERMISSIONS = Entry(gettext_noop("我能做什么"), "workbench:permissions", "help", RECORDS)
PORTAL = Entry(gettext_noop("我的"), "portal:home", "person")

BASE = (DESK, COCKPIT, PLANS, BARGAINING, SUPERVISION, UNIONS, ENTERPRISES, PEOPLE, PERMISSIONS)
OF_ROLE: dict[str, tuple[Entry, ...]] = {
    Role.LEADER: (COCKPIT, DESK, PLANS, BARGAINING, SUPERVISION, CONTACTS, UNIONS, ENTERPRISES, OVERRIDES),
    Role.CHAIR: (DESK, PORTAL, BARGAINING, CONGRESS, SUPERVISION, CONTACTS, UNIONS, ENTERPRISES, PEOPLE),
    Role.OFFICER: (DESK, PORTAL, BARGAINING, CONGRESS, SUPERVISION, CONTACTS, UNIONS, ENTERPRISES, PEOPLE),
    Role.ADMINISTRATOR: (DESK, COCKPIT, PLANS, UNIONS, ENTERPRISES, PEOPLE, IMPORTS, OVERRIDES, PERMISSIONS),
    Role.CADRE: (DESK, COCKPIT, PLANS, BARGAINING, SUPERVISION, CONTACTS, UNIONS, ENTERPRISES, PEOPLE),
    Role.DEPT_HEAD: (DESK, COCKPIT, PLANS, BARGAINING, SUPERVISION, CONTACTS, UNIONS, ENTERPRISES, PEOPLE),
    Role.RESEARCH: (DESK, COCKPIT, PLANS, BARGAINING, SUPERVISION, STATISTICS, UNIONS, ENTERPRISES, PEOPLE),
    Role.LABOUR_BUREAU: (DESK, PERMISSIONS),
}
WORKBENCH = Entry(gettext_noop("工作台"), "workbench:desk", "list")
IN_ENTERPRISES = (*GRASSROOTS_KINDS, UnionKind.BRANCH, UnionKind.GROUP)
OF_PARTIES = (
    Entry(gettext_noop("我方事项"), "partner:home", "case"),
    Entry(gettext_noop("消息"), "partner:inbox", "bell"),
)
ON_THE_PHONE = (
    Entry(gettext_noop("首页"), "portal:home", "home"),
    Entry(gettext_noop("我的事"), "portal:cases", "case"),
    Entry(gettext_noop("消息"), "portal:inbox", "bell"),
    Entry(gettext_noop("工会"), "portal:union", "people"),
)


def entries_of(actor: Actor, variant: str) -> tuple[Entry, ...]:
    """The entries of the acting role. The portal has four, and a fifth that leads whoever holds a post to the desk."""
    if actor.mandate:
        return OF_PARTIES
    if actor.post is None:
        return ON_THE_PHONE
    if variant == "portal":
        return (*ON_THE_PHONE, WORKBENCH)
    return OF_ROLE.get(actor.post.role, BASE)


def landing_of(actor: Actor) -> str:
    """The name of the page that a person starts from; in an enterprise one has a phone at hand, not a desk."""
    if actor.mandate:
        return "partner:home"
    if actor.post is None or actor.post.union_kind in IN_ENTERPRISES:
        return "portal:home"
    return entries_of(actor, "workbench")[0].url_name
