"""Building the demo city from nothing: same size, seed and day, same rows."""

from dataclasses import dataclass
from datetime import date
from random import Random

from zhijia.demo.bargaining import bargain
from zhijia.demo.congress import assemble
from zhijia.demo.contacting import pair_up
from zhijia.demo.disclosing import open_affairs
from zhijia.demo.founding import found_unions
from zhijia.demo.members import add_members
from zhijia.demo.organising import organise_enterprises
from zhijia.demo.outsiders import bring_outsiders, let_outsiders_act
from zhijia.demo.particulars import describe_people
from zhijia.demo.people import DemoPeople, add_people
from zhijia.demo.planning import publish_demo_plan
from zhijia.demo.reporting import report_numbers
from zhijia.demo.returns import report_statistics
from zhijia.demo.rounds import play_rounds
from zhijia.demo.standing import keep_unions_alive
from zhijia.demo.structure import (
    DemoStructure,
    add_enterprises,
    add_industry_federations,
    build_federations,
    found_demo_city,
)
from zhijia.demo.supervising import supervise
from zhijia.demo.timeline import Timeline
from zhijia.demo.visitors import open_visitors
from zhijia.demo.working import DemoDesk, work_on_plan
from zhijia.engines.documents.issuing.numbering import set_word
from zhijia.engines.documents.store import flushed_together
from zhijia.organisation.actions.cities import appoint_first_administrator
from zhijia.organisation.models import User
from zhijia.organisation.overrides import law_place, one_law
from zhijia.organisation.scopes import NOBODY, SYSTEM, Actor, load_actor, scoped
from zhijia.services.organising.roster.examining import examine_roster
from zhijia.services.plans.tasks.letters import URGING


@dataclass(frozen=True)
class DemoCity:
    """What was built."""

    structure: DemoStructure
    people: DemoPeople
    administrator: Actor


def build_city(*, enterprises: int, seed: int, as_of: date) -> DemoCity:
    """Found the city and fill it; every row goes through the actions that people and imports use.

    Nobody corrects the law meanwhile, so that it is read once.
    """
    with one_law(), flushed_together():
        return _build_city(enterprises=enterprises, seed=seed, as_of=as_of)


def _build_city(*, enterprises: int, seed: int, as_of: date) -> DemoCity:
    rng, timeline = Random(seed), Timeline(as_of)  # noqa: S311  nothing here is secret
    city = found_demo_city(timeline)
    first = appoint_first_administrator(city, name="安装管理员", username="admin", now=timeline.ago(211))
    administrator = actor_of(first.user, timeline)
    with scoped(administrator):
        structure = build_federations(rng, timeline, actor=administrator, city=city, enterprises=enterprises)
        add_enterprises(rng, timeline, structure, actor=administrator, count=enterprises)
        add_industry_federations(timeline, structure, actor=administrator)
        people = add_people(rng, timeline, structure, actor=administrator)
        describe_people(people, timeline, actor=administrator)
        add_members(people, timeline, actor=administrator)
        set_word(URGING, "苏工演督", actor=administrator, now=timeline.ago(200))
    with scoped(NOBODY):
        open_visitors(people, timeline, actor=administrator, administrator=first.user)
    research = actor_of(people.staff["city.research"].user, timeline)
    plan = publish_demo_plan(timeline, research=research)
    desk = DemoDesk(people, timeline, rng, research)
    work_on_plan(desk, plan)
    report_numbers(desk, plan, structure.counties)
    supervise(desk, structure)
    firms = bargain(desk, structure)
    outsiders = bring_outsiders(desk, structure, firms[0], actor=administrator) if firms else None
    play_rounds(desk, firms, outsiders.guests if outsiders else None)
    if outsiders:
        let_outsiders_act(desk, structure, outsiders)
    pair_up(desk, structure)
    open_affairs(desk, structure)
    organise_enterprises(desk)
    found_unions(desk)
    keep_unions_alive(desk, structure)
    report_statistics(desk, structure)
    if outsiders:
        assemble(desk, structure, firms, outsiders)
    with scoped(SYSTEM):
        examine_roster(below="", place=law_place(city.place), now=timeline.now)
    return DemoCity(structure, people, administrator)


def actor_of(user: User, timeline: Timeline) -> Actor:
    """The actor as of the day of the city."""
    return load_actor(user, today=timeline.as_of)
