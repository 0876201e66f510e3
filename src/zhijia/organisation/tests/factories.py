"""A small city for every test: one federation, two counties, and a person for each role in the rule tables.

    def test_…(city: SmallCity):     # as it was built once, all that the test writes is rolled back

    city.county_cadre.actor          # what actions and queries take
    city.stranger.client()           # logged in
    with scoped(city.chair.actor):   # rows as this person sees them

Every name is invented. `BUILDER` sees and may do everything; use it to arrange, never to act.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cached_property

from django.test import Client

from zhijia.lib.identifiers import synthetic_credit_code
from zhijia.organisation.models import (
    City,
    Employment,
    Enterprise,
    LabourBureau,
    Mandate,
    Person,
    Post,
    PostHolding,
    Union,
    UnionCoverage,
    User,
)
from zhijia.organisation.models.posts import FunctionLine, Role
from zhijia.organisation.models.unions import UnionKind
from zhijia.organisation.scopes import ActingPost, Actor, load_actor, scoped
from zhijia.organisation.searching import index_of, sort_key_of

NOW = datetime(2026, 11, 20, 2, 0, tzinfo=UTC)  # 10:00 on a Friday in Shanghai
TODAY = date(2026, 11, 20)
LONG_AGO = date(2020, 1, 1)
PASSWORD = "correct-horse-42"

_EVERYWHERE = ActingPost(
    id=0,
    title="搭建测试数据",
    role=Role.ADMINISTRATOR,
    line="",
    is_deputy=False,
    until=None,
    union_id=0,
    union_name="测试",
    union_kind=UnionKind.CITY,
    place="320500",
    path="",
    ancestors="",
)
BUILDER = Actor(name="测试", post=_EVERYWHERE, posts=(_EVERYWHERE,))


@dataclass(frozen=True)
class Figure:
    """A person of the test city with an account and, unless she is a worker, a post."""

    person: Person
    user: User
    post: Post | None

    @cached_property
    def actor(self) -> Actor:
        return load_actor(self.user, today=TODAY)

    def client(self) -> Client:
        client = Client()
        client.force_login(self.user)
        return client


@dataclass(frozen=True)
class SmallCity:
    """The federation and its people; `north` is where things happen, `south` is where the stranger sits."""

    city: City
    root: Union
    north: Union
    south: Union
    north_town: Union
    south_town: Union
    bureau: Union
    mill_union: Union
    pier_union: Union
    mill: Enterprise
    pier: Enterprise
    lone: Enterprise
    administrator: Figure
    leader: Figure
    dept_head: Figure
    city_cadre: Figure
    research: Figure
    supervisor: Figure
    bureau_officer: Figure
    county_leader: Figure
    county_cadre: Figure
    town_cadre: Figure
    chair: Figure
    worker: Figure
    stranger: Figure
    south_chair: Figure


def build_small_city(*, is_demo: bool = True) -> SmallCity:
    """One city, two counties with a town each, three enterprises (one without a union), fourteen people."""
    with scoped(BUILDER):
        root = make_union("江海市总工会", kind=UnionKind.CITY, place="320500")
        city = City.objects.create(root=root, place="320500", name="江海市", is_demo=is_demo)
        north = make_union("北塘区总工会", parent=root, kind=UnionKind.COUNTY, place="320505")
        south = make_union("南汀区总工会", parent=root, kind=UnionKind.COUNTY, place="320506")
        bureau = make_union("江海市人力资源和社会保障局", parent=root, kind=UnionKind.BUREAU, place="320500")
        north_town = make_union("柳湾镇总工会", parent=north, kind=UnionKind.TOWN, place="320505")
        south_town = make_union("石埠镇总工会", parent=south, kind=UnionKind.TOWN, place="320506")
        mill = make_enterprise("江海青禾纺织有限公司", territory=north_town, headcount=120)
        lone = make_enterprise("江海独木食品有限公司", territory=north_town, headcount=40)
        pier = make_enterprise("江海长堤船务有限公司", territory=south_town, headcount=60)
        mill_union = make_union("青禾纺织工会委员会", parent=north_town, kind=UnionKind.ENTERPRISE, covers=mill)
        pier_union = make_union("长堤船务工会委员会", parent=south_town, kind=UnionKind.ENTERPRISE, covers=pier)
        return SmallCity(
            city=city,
            root=root,
            north=north,
            south=south,
            north_town=north_town,
            south_town=south_town,
            bureau=bureau,
            mill_union=mill_union,
            pier_union=pier_union,
            mill=mill,
            pier=pier,
            lone=lone,
            administrator=make_figure("安管理", union=root, role=Role.ADMINISTRATOR),
            leader=make_figure("李主席", union=root, role=Role.LEADER),
            dept_head=make_figure("布部长", union=root, role=Role.DEPT_HEAD, line=FunctionLine.RIGHTS),
            city_cadre=make_figure("陈干事", union=root, role=Role.CADRE, line=FunctionLine.ORGANISING),
            research=make_figure("严研究", union=root, role=Role.RESEARCH, line=FunctionLine.RESEARCH),
            supervisor=make_figure("杜督查", union=root, role=Role.SUPERVISOR, line=FunctionLine.OFFICE),
            bureau_officer=make_figure("任科长", union=bureau, role=Role.LABOUR_BUREAU),
            county_leader=make_figure("北主席", union=north, role=Role.LEADER),
            county_cadre=make_figure("北干事", union=north, role=Role.CADRE, line=FunctionLine.ORGANISING),
            town_cadre=make_figure("柳干事", union=north_town, role=Role.CADRE),
            chair=make_figure("青主席", union=mill_union, role=Role.CHAIR),
            worker=make_worker("青小工", union=mill_union, enterprise=mill),
            stranger=make_figure("南干事", union=south, role=Role.CADRE, line=FunctionLine.ORGANISING),
            south_chair=make_figure("堤主席", union=pier_union, role=Role.CHAIR),
        )


def make_union(
    name: str,
    *,
    kind: str,
    parent: Union | None = None,
    place: str = "",
    covers: Enterprise | None = None,
) -> Union:
    """A union, and from long ago its coverage of an enterprise. Call it inside `scoped(BUILDER)`."""
    union = Union.objects.create(
        parent=parent,
        kind=kind,
        name=name,
        place=place or (parent.place if parent else ""),
        founded_on=LONG_AGO,
        **index_of(name, code=""),
    )
    union.refresh_from_db()
    if covers:
        UnionCoverage.objects.create(union=union, enterprise=covers, from_on=LONG_AGO)
    return union


def make_enterprise(name: str, *, territory: Union, headcount: int | None = None) -> Enterprise:
    """An enterprise with a made-up code of the never-allocated county. Call it inside `scoped(BUILDER)`."""
    code = synthetic_credit_code(Enterprise.objects.count())
    enterprise = Enterprise.objects.create(
        credit_code=code,
        name=name,
        territory=territory,
        place=territory.place,
        industry_section="C",
        ownership="170",
        headcount=headcount,
        **index_of(name, code=code),
    )
    enterprise.refresh_from_db()
    return enterprise


def make_person(name: str, *, home: Union) -> tuple[Person, User]:
    """A person with an account that has no password yet. Call it inside `scoped(BUILDER)`."""
    person = Person.objects.create(name=name, home=home, path=home.path, sort_key=sort_key_of(name))
    user = User.objects.create_user(f"u{person.pk}", None, person=person, created_at=NOW)
    return person, user


def make_figure(name: str, *, union: Union, role: str, line: str = "") -> Figure:
    """Somebody who holds a post at `union` since long ago. Call it inside `scoped(BUILDER)`."""
    person, user = make_person(name, home=union)
    post = Post.objects.create(union=union, role=role, line=line, title=f"{Role(role).label}·{name}", path=union.path)
    PostHolding.objects.create(post=post, person=person, from_on=LONG_AGO)
    return Figure(person, user, post)


def make_contact(name: str, *, of: Enterprise | LabourBureau, home: Union) -> Figure:
    """Somebody who acts for an employer or a labour bureau since long ago. Call it inside `scoped(BUILDER)`."""
    person, user = make_person(name, home=home)
    Mandate.objects.create(
        person=person,
        kind="employer" if isinstance(of, Enterprise) else "bureau",
        enterprise=of if isinstance(of, Enterprise) else None,
        bureau=of if isinstance(of, LabourBureau) else None,
        title="联系人",
        letter="授权书第1号",
        from_on=LONG_AGO,
    )
    return Figure(person, user, None)


def make_worker(name: str, *, union: Union, enterprise: Enterprise) -> Figure:
    """Somebody who works and holds no post. Call it inside `scoped(BUILDER)`."""
    person, user = make_person(name, home=union)
    Employment.objects.create(person=person, enterprise=enterprise, from_on=LONG_AGO)
    return Figure(person, user, None)
