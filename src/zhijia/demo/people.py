"""Who works in the demo city: posts and people of the federation, the counties and towns, and a chair in every union."""

from dataclasses import dataclass, field
from random import Random

from zhijia.demo.names import person_name
from zhijia.demo.structure import ENTERED, DemoStructure
from zhijia.demo.timeline import Timeline
from zhijia.organisation.actions.staff import Staff, StaffEntry, enter_people_posts
from zhijia.organisation.entries import PostEntry
from zhijia.organisation.models import Union
from zhijia.organisation.models.posts import FunctionLine, Role
from zhijia.organisation.models.unions import UnionKind
from zhijia.organisation.scopes import Actor

CITY_POSTS = (
    ("leader", "分管副主席", Role.LEADER, ""),
    ("research", "研究室主任", Role.RESEARCH, FunctionLine.RESEARCH),
    ("organising", "组织部部长", Role.DEPT_HEAD, FunctionLine.ORGANISING),
    ("economic", "经济工作部部长", Role.DEPT_HEAD, FunctionLine.ECONOMIC),
    ("rights", "法律部部长", Role.DEPT_HEAD, FunctionLine.RIGHTS),
    ("welfare", "生活保障部部长", Role.DEPT_HEAD, FunctionLine.WELFARE),
    ("publicity", "宣教部部长", Role.DEPT_HEAD, FunctionLine.PUBLICITY),
    ("women", "女职工部部长", Role.DEPT_HEAD, FunctionLine.WOMEN),
    ("office", "办公室主任", Role.DEPT_HEAD, FunctionLine.OFFICE),
    ("supervisor", "督查专员", Role.SUPERVISOR, FunctionLine.OFFICE),
)
COUNTY_POSTS = (
    ("leader", "分管副主席", Role.LEADER, ""),
    ("organising", "基层组织科科长", Role.CADRE, FunctionLine.ORGANISING),
    ("rights", "权益保障科科长", Role.CADRE, FunctionLine.RIGHTS),
    ("welfare", "帮扶中心主任", Role.CADRE, FunctionLine.WELFARE),
    ("economic", "经济工作科科长", Role.CADRE, FunctionLine.ECONOMIC),
)


@dataclass
class DemoPeople:
    """Staff by what they are called in this module: `city.research`, `0.organising`, …"""

    staff: dict[str, Staff] = field(default_factory=dict)
    chairs: list[Staff] = field(default_factory=list)


def add_people(rng: Random, timeline: Timeline, structure: DemoStructure, *, actor: Actor) -> DemoPeople:
    """Fill the posts. Some county posts stay vacant, as they do."""
    people = DemoPeople()
    since, now = timeline.day(ENTERED), timeline.ago(ENTERED, hour=14)
    keys: list[str] = []
    rows: list[StaffEntry] = []

    def want(key: str, union: Union, title: str, role: str, line: str) -> None:
        keys.append(key)
        rows.append(StaffEntry(union, person_name(rng), PostEntry(role=role, title=title, line=line), since, key))

    for code, title, role, line in CITY_POSTS:
        want(f"city.{code}", structure.city.root, title, role, line)
    for number, county in enumerate(structure.counties):
        for code, title, role, line in COUNTY_POSTS:
            want(f"c{number}.{code}", county, title, role, line)
    for number, town in enumerate(structure.towns):
        want(f"t{number}.chair", town, "镇（街道）工会主席", Role.CADRE, "")
    for number, bureau in enumerate(structure.bureaus):
        want(f"b{number}.chair", bureau, "系统工会主席", Role.CADRE, "")
    people.staff = dict(zip(keys, enter_people_posts(actor, rows, now=now), strict=True))
    people.chairs = enter_people_posts(actor, _chairs(rng, structure, since=timeline), now=now)
    return people


def _chairs(rng: Random, structure: DemoStructure, *, since: Timeline) -> list[StaffEntry]:
    day = since.day(ENTERED)
    return [
        StaffEntry(
            union,
            person_name(rng),
            PostEntry(role=Role.CHAIR, title="工会主席"),
            max(day, union.founded_on or day),
            f"chair.{number}",
        )
        for number, union in enumerate(structure.unions)
        if union.kind in (UnionKind.ENTERPRISE, UnionKind.JOINT)
    ]
