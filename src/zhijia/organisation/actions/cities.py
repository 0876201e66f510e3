"""The first act of an installation: its city, its root union and its first administrator."""

from datetime import datetime

from zhijia.lib.sentences import Refused, gettext_noop
from zhijia.lib.shanghai import local_day
from zhijia.organisation import events
from zhijia.organisation.actions.staff import Staff, StaffEntry, enter_people_posts
from zhijia.organisation.checks import CheckContext, find_place_problems
from zhijia.organisation.entries import PostEntry
from zhijia.organisation.models import City, Union
from zhijia.organisation.models.posts import Role
from zhijia.organisation.models.unions import UnionKind
from zhijia.organisation.recording import event_about
from zhijia.organisation.scopes import ActingPost, Actor, scoped
from zhijia.organisation.searching import index_of
from zhijia.organisation.writing import refuse_blocking
from zhijia.trail.record import record

_EVERYWHERE = ActingPost(
    id=0,
    title="安装",
    role=Role.ADMINISTRATOR,
    line="",
    is_deputy=False,
    until=None,
    union_id=0,
    union_name="职家",
    union_kind=UnionKind.CITY,
    place="",
    path="",
    ancestors="",
)
INSTALLER = Actor(name=gettext_noop("安装程序"), post=_EVERYWHERE, posts=(_EVERYWHERE,))
"""Whoever installs the product, before there is anybody else. For commands on the server only, never for a request."""


def found_city(*, name: str, place: str, union_name: str, is_demo: bool, now: datetime) -> City:
    """Make the city and its federation. Raises `Refused` when there is a city already or the division is unknown."""
    with scoped(INSTALLER):
        if City.objects.exists():
            raise Refused("这套系统已经建立了城市，不能再建。")
        context = CheckContext(local_day(now), allows_synthetic=is_demo)
        refuse_blocking(find_place_problems(place, context=context))
        root = Union.objects.create(kind=UnionKind.CITY, name=union_name, place=place, **index_of(union_name, code=""))
        root.refresh_from_db()
        city = City.objects.create(root=root, place=place, name=name, is_demo=is_demo)
        record(event_about(root, events.CITY_FOUNDED, actor=INSTALLER, now=now, data={"city": name, "place": place}))
        return city


def appoint_first_administrator(city: City, *, name: str, username: str, now: datetime) -> Staff:
    """Give the city its first administrator, who enters everybody else. Raises `Refused` when there is one already."""
    with scoped(INSTALLER):
        if city.root.posts.filter(role=Role.ADMINISTRATOR).exists():
            raise Refused("系统管理员岗位已经设立，请由他们增加人员。")
        post = PostEntry(role=Role.ADMINISTRATOR, title="系统管理员")
        entry = StaffEntry(city.root, name, post, local_day(now), username)
        return enter_people_posts(INSTALLER, [entry], now=now)[0]
