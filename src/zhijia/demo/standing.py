"""What the unions of the demo city have on record: meetings, activities, funds, certificates; one chain with its stores."""

from collections.abc import Sequence
from datetime import date, timedelta
from random import Random
from typing import Any
from uuid import UUID

from zhijia.demo.structure import DemoStructure
from zhijia.demo.working import DemoDesk
from zhijia.engines.cases.advance import advance
from zhijia.lib.identifiers import synthetic_credit_code
from zhijia.organisation.models import Union
from zhijia.organisation.models.unions import UnionKind
from zhijia.organisation.models.vitality import LifeKind
from zhijia.organisation.scopes import Actor, load_actor, scoped
from zhijia.services.organising.chains.actions import add_stores, enter_chain
from zhijia.services.organising.registration.codes import Condition
from zhijia.services.organising.registration.opening import Application, apply_for_registration
from zhijia.services.organising.standing.actions import NewFee, record_fee, record_life
from zhijia.services.organising.targets.opening import gap_of

SEED = 20070501
ALIVE, REGISTERED, STORES = 18, 3, 4
CODES_FROM = 900_000
COUNTIES = 10
Led = tuple[Union, Actor]
"""A union with its chair."""


def keep_unions_alive(desk: DemoDesk, structure: DemoStructure) -> None:
    """Some unions have met, been active and paid; the rest have nothing on record and are shells."""
    rng = Random(SEED)  # noqa: S311  nothing here is secret
    led = [
        (union, load_actor(chair.user, today=desk.timeline.as_of))
        for union, chair in zip(structure.unions, desk.people.chairs, strict=False)
    ]
    for number, (union, chair) in enumerate(led[:ALIVE]):
        _live(desk, union, chair, number)
    _register(desk, rng, led)
    _chain(desk)


def _live(desk: DemoDesk, union: Union, chair: Actor, number: int) -> None:
    now, day = desk.timeline.now, desk.timeline.day
    with scoped(chair):
        record_life(chair, union, kind=LifeKind.MEETING, on=day(40 + number), words="会员代表大会", now=now)
        if number % 2:
            return
        record_life(chair, union, kind=LifeKind.ACTIVITY, on=day(20 + number), words="职工运动会", now=now)
        paid = 0 if number % 3 == 0 else 180_000
        due: dict[str, Any] = {"from_on": day(200), "to_on": day(110), "payroll": 9_000_000, "due": 180_000}
        record_fee(chair, union, NewFee(**due, paid=paid, paid_on=day(100) if paid else None), now=now)


def _register(desk: DemoDesk, rng: Random, led: Sequence[Led]) -> None:
    """A few unions apply, and all but the last have their certificate."""
    today: date = desk.timeline.as_of
    able = [(union, chair) for union, chair in led if union.term_to and union.term_to > today + timedelta(days=1)]
    for number, (union, chair) in enumerate(able[:REGISTERED]):
        application = Application(
            conditions=Condition.values, chair_name="王主席", address="演示县长江路1号", papers=()
        )
        with scoped(chair):
            record, _told = apply_for_registration(chair, union, application, now=desk.timeline.ago(30))
        cadre = cadre_at(desk, record.authority_id)
        if cadre is None or number == REGISTERED - 1:
            continue
        certificate = {
            "certificate": f"演法证字第{number + 1}号",
            "credit_code": union.credit_code or synthetic_credit_code(CODES_FROM + number, registrar="8"),
            "registered_on": desk.timeline.day(20).isoformat(),
            "valid_to": union.term_to.isoformat() if union.term_to else "",
            "fee": "0",
        }
        key = UUID(int=rng.getrandbits(128), version=4)
        with scoped(cadre):
            advance(record.case_id, "register", actor=cadre, key=key, now=desk.timeline.ago(20), data=certificate)


def cadre_at(desk: DemoDesk, union_id: int) -> Actor | None:
    """The organising cadre of a county, where the city is large enough to have one."""
    keys = (key for n in range(COUNTIES) if (key := f"c{n}.organising") in desk.people.staff)
    actors = (desk.actor(key) for key in keys)
    return next((actor for actor in actors if actor.post and actor.post.union_id == union_id), None)


def _chain(desk: DemoDesk) -> None:
    """A brand from elsewhere, with stores that have no union yet and one that has."""
    cadre, now = desk.actor("city.organising"), desk.timeline.ago(50)
    with scoped(cadre):
        chain = enter_chain(cadre, brand="江畔面馆", headquarters=None, name="江畔餐饮管理集团", now=now)
        names = [firm.name for firm in gap_of(cadre, today=desk.timeline.as_of)[:STORES]]
        covered = Union.objects.filter(kind=UnionKind.ENTERPRISE, coverages__to_on=None).order_by("pk").first()
        if covered is not None:
            names += [row.enterprise.name for row in covered.coverages.select_related("enterprise")[:1]]
        add_stores(cadre, chain, names, now=now)
