"""A small city where everything exists twice: in North, whose people look, and in South, whose records they never see.

Every text of South's records carries `SOUTH_MARK`, every text of North's `NORTH_MARK`, so that a leak can be told by
its words whatever surface it comes through.
"""

from dataclasses import dataclass

from tests.surfaces.county import County
from tests.surfaces.partners import keep_law_scan
from tests.surfaces.records import Side, build_side
from zhijia.organisation.models import Person, Union
from zhijia.organisation.models.posts import FunctionLine, Role
from zhijia.organisation.scopes import scoped
from zhijia.organisation.searching import index_of, sort_key_of
from zhijia.organisation.tests.factories import (
    BUILDER,
    PASSWORD,
    Figure,
    SmallCity,
    build_small_city,
    make_contact,
    make_enterprise,
    make_figure,
    make_worker,
)
from zhijia.services.plans.tests.tasks.story import make_tasks

NORTH_MARK, SOUTH_MARK = "白鹭", "蓝鲸"

ACTORS = (
    "administrator",
    "leader",
    "city_cadre",
    "research",
    "supervisor",
    "bureau_officer",
    "county_leader",
    "county_cadre",
    "town_cadre",
    "chair",
    "worker",
    "stranger",
    "contact",
)
"""Every kind of person. `stranger` is the cadre of South, `contact` acts for an employer of North."""
SOUTHERNERS = ("stranger", "south_leader", "south_town_cadre", "south_chair", "south_worker", "south_contact")
NORTHERNERS = ("county_leader", "county_cadre", "town_cadre", "chair", "worker", "contact")


@dataclass(frozen=True)
class World:
    """The city, its people by name, and the records of both counties."""

    city: SmallCity
    figures: dict[str, Figure]
    north: Side
    south: Side


def build_world() -> World:
    """Build it through the real actions as far as there are any; `BUILDER` arranges the rest."""
    city = build_small_city()
    with scoped(BUILDER):
        _mark_names(city)
        figures = _figures(city)
        _let_in(figures)
    keep_law_scan(city)
    mine, theirs = make_tasks(city, f"{NORTH_MARK}走访企业", f"{SOUTH_MARK}走访企业")
    north = County(
        mark=NORTH_MARK,
        union=city.north,
        town=city.north_town,
        enterprise=city.mill,
        enterprise_union=city.mill_union,
        cadre=figures["county_cadre"],
        town_cadre=figures["town_cadre"],
        chair=figures["chair"],
        contact=figures["contact"],
        research=city.research,
        city_task=mine,
    )
    south = County(
        mark=SOUTH_MARK,
        union=city.south,
        town=city.south_town,
        enterprise=city.pier,
        enterprise_union=city.pier_union,
        cadre=figures["stranger"],
        town_cadre=figures["south_town_cadre"],
        chair=figures["south_chair"],
        contact=figures["south_contact"],
        research=city.research,
        city_task=theirs,
    )
    return World(city, figures, build_side(north), build_side(south))


def _mark_names(city: SmallCity) -> None:
    """Give every named thing of a county its county's mark."""
    sides = ((NORTH_MARK, city.north), (SOUTH_MARK, city.south))
    for mark, county in sides:
        for union in Union.objects.filter(path__gte=county.path, path__lt=county.upper_bound):
            _rename(union, f"{mark}{union.name}")
        for person in Person.objects.filter(path__gte=county.path, path__lt=county.upper_bound):
            person.name = f"{mark}{person.name}"
            person.sort_key = sort_key_of(person.name)
            person.save()
    for mark, enterprise in ((NORTH_MARK, city.mill), (NORTH_MARK, city.lone), (SOUTH_MARK, city.pier)):
        enterprise.name = f"{mark}{enterprise.name}"
        _reindex(enterprise, code=enterprise.credit_code)


def _rename(union: Union, name: str) -> None:
    union.name = name
    _reindex(union, code="")


def _reindex(row: object, *, code: str) -> None:
    for field, value in index_of(row.name, code=code).items():  # type: ignore[attr-defined]
        setattr(row, field, value)
    row.save()  # type: ignore[attr-defined]


def _figures(city: SmallCity) -> dict[str, Figure]:
    south_shop = make_enterprise(f"{SOUTH_MARK}江海远岬贸易有限公司", territory=city.south_town, headcount=80)
    added = {
        "south_leader": make_figure(f"{SOUTH_MARK}汀主席", union=city.south, role=Role.LEADER),
        "south_town_cadre": make_figure(f"{SOUTH_MARK}埠干事", union=city.south_town, role=Role.CADRE),
        "south_worker": make_worker(f"{SOUTH_MARK}堤小工", union=city.pier_union, enterprise=south_shop),
        "south_other": make_figure(f"{SOUTH_MARK}汀组织", union=city.south, role=Role.CADRE, line=FunctionLine.RIGHTS),
        "contact": make_contact(f"{NORTH_MARK}青代表", of=city.mill, home=city.north_town),
        "south_contact": make_contact(f"{SOUTH_MARK}堤代表", of=city.pier, home=city.south_town),
        "north_other": make_figure(f"{NORTH_MARK}塘组织", union=city.north, role=Role.CADRE, line=FunctionLine.RIGHTS),
    }
    named = {name: figure for name, figure in vars(city).items() if isinstance(figure, Figure)}
    return named | added


def _let_in(figures: dict[str, Figure]) -> None:
    """One password for all: hashing it is slow on purpose, so it is done once."""
    first, *others = figures.values()
    first.user.set_password(PASSWORD)
    for figure in (first, *others):
        figure.user.password = first.user.password
        figure.user.save(update_fields=["password"])
