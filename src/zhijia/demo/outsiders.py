"""Those outside the unions in the demo city: labour bureaus, an employer's contact, workers; each finds something to do."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from zhijia.demo.bargaining import Firm, move
from zhijia.demo.names import person_name
from zhijia.demo.particulars import MOST, particulars_of
from zhijia.demo.steps import Guests
from zhijia.demo.structure import ENTERED, DemoStructure
from zhijia.demo.visitors import OUTSIDERS, PASSWORD
from zhijia.demo.working import DemoDesk
from zhijia.engines.cases.advance import advance
from zhijia.organisation.accounts.opening import open_accounts
from zhijia.organisation.accounts.slips import activate, issue_slips
from zhijia.organisation.actions.employment import employ
from zhijia.organisation.actions.mandates import NewMandate, enter_bureau, give_mandate
from zhijia.organisation.actions.particulars import describe_person
from zhijia.organisation.actions.people import NewPerson, enter_people
from zhijia.organisation.models import Enterprise, LabourBureau, Union, User
from zhijia.organisation.scopes import NOBODY, Actor, load_actor, scoped
from zhijia.services.bargaining.actions.asking import ask_question
from zhijia.services.bargaining.actions.judging import give_opinion
from zhijia.services.bargaining.models import Contract
from zhijia.services.bargaining.models.bargainings import ContractType

WORKERS = 8
OPENED = ENTERED - 11
OPINIONS = ((True, True), (True, True), (True, False), (False, True), (True, True), (False, False), (True, True))
"""What the other workers say of their contract: known, satisfied."""
ASKED = (
    (20, "今年的工资增长从几月份算起？", "按合同约定的月份起算，工资单上会单独列明。"),
    (2, "休息日加班，公司让调休，加班工资还发不发？", ""),
)
"""How many days ago the worker asked, and what she was answered."""


@dataclass(frozen=True)
class Outsiders:
    """The firm that has a contact here, its workers' accounts, and those who act in its rounds."""

    firm: Firm
    guests: Guests
    workers: Sequence[User]


def bring_outsiders(desk: DemoDesk, structure: DemoStructure, firm: Firm, *, actor: Actor) -> Outsiders:
    """Enter the bureaus of the counties, the officer of the firm's own, its contact and its workers; open their accounts."""
    now, since = desk.timeline.ago(OPENED), desk.timeline.day(ENTERED)
    with scoped(actor):
        bureau = _enter_bureaus(structure, actor, place=firm.union.place, desk=desk)
        town = _town_of(firm.enterprise, structure)
        homes = [town, structure.city.root, *[firm.union] * WORKERS]
        people = enter_people(actor, [NewPerson(home, person_name(desk.rng)) for home in homes], now=now)
        names = [*OUTSIDERS, *(f"worker.{number}" for number in range(1, WORKERS))]
        contact, officer, *workers = open_accounts(actor, people, names, now=now)
        letter = f"授权委托书〔{since.year}〕1号"
        for person, of, title in ((people[0], firm.enterprise, "人事经理"), (people[1], bureau, "劳动关系科科长")):
            give_mandate(actor, NewMandate(person, of, title, letter, since), now=now)
        for person in (people[0], *people[2:]):
            employ(actor, person=person, enterprise=firm.enterprise, from_on=since - timedelta(days=400), now=now)
        describe_person(actor, people[2], particulars_of(MOST), now=now)
        slips = issue_slips(actor, [contact, officer, workers[0]], now=now)
    with scoped(NOBODY):
        for slip in slips:
            activate(slip.user.username, slip.code, PASSWORD, now=desk.timeline.ago(OPENED - 1))
    today = desk.timeline.as_of
    guests = Guests(load_actor(contact, today=today), load_actor(officer, today=today), bureau.name)
    return Outsiders(firm, guests, workers)


def let_outsiders_act(desk: DemoDesk, structure: DemoStructure, outsiders: Outsiders) -> None:
    """The workers ask and judge their contract; the town asks the employer to recognise the regional one."""
    with scoped(outsiders.firm.chair):
        mine = Contract.objects.filter(enterprise=outsiders.firm.enterprise, contract_type=ContractType.WAGE)
        contract = mine.exclude(effective_on=None).order_by("pk").first()
    if contract is not None:
        _ask(desk, outsiders, contract)
        _judge(desk, outsiders, contract)
    _put_region_before(desk, structure, outsiders.firm.enterprise)


def _enter_bureaus(structure: DemoStructure, actor: Actor, *, place: str, desk: DemoDesk) -> LabourBureau:
    """A bureau for each county; returns the one of a place."""
    keepers: Mapping[str, Union] = {county.place: county for county in reversed(structure.counties)}
    bureaus = {
        division: enter_bureau(
            actor,
            name=f"{county.short_name}人力资源和社会保障局",
            place=division,
            keeper=county,
            now=desk.timeline.ago(OPENED),
        )
        for division, county in sorted(keepers.items())
    }
    return bureaus[place]


def _town_of(enterprise: Enterprise, structure: DemoStructure) -> Union:
    return next(town for town in structure.towns if town.pk == enterprise.territory_id)


def _ask(desk: DemoDesk, outsiders: Outsiders, contract: Contract) -> None:
    """One question is answered, one waits with the day that the chair promised."""
    worker = load_actor(outsiders.workers[0], today=desk.timeline.as_of)
    for ago, text, answer in ASKED:
        with scoped(worker):
            question = ask_question(contract, clause="", text=text, actor=worker, now=desk.timeline.ago(ago))
        verb, said = (
            ("answer", {"answer": answer}) if answer else ("promise", {"day": desk.timeline.day(-5).isoformat()})
        )
        if not answer and question.promised_on is not None:
            continue  # a rule of the place has given the day
        key = UUID(int=desk.rng.getrandbits(128), version=4)
        chair = outsiders.firm.chair
        with scoped(chair):
            advance(question.case_id, verb, actor=chair, key=key, now=desk.timeline.ago(ago - 1), data=said)


def _judge(desk: DemoDesk, outsiders: Outsiders, contract: Contract) -> None:
    for user, (is_aware, is_satisfied) in zip(outsiders.workers[1:], OPINIONS, strict=True):
        worker = load_actor(user, today=desk.timeline.as_of)
        with scoped(worker):
            now = desk.timeline.ago(1)
            give_opinion(contract, is_aware=is_aware, is_satisfied=is_satisfied, actor=worker, now=now)


def _put_region_before(desk: DemoDesk, structure: DemoStructure, enterprise: Enterprise) -> None:
    """The regional contract of the firm's town, served on its contact."""
    town = _town_of(enterprise, structure)
    cadre = desk.actor(f"t{structure.towns.index(town)}.chair")
    with scoped(cadre):
        contract = (
            Contract.objects.filter(contract_type=ContractType.REGIONAL, union=town)
            .select_related("bargaining")
            .first()
        )
    if contract is None:
        return
    asked = {"firms": [enterprise.pk], "reply_by": desk.timeline.day(-10).isoformat()}
    move(desk, cadre, contract.bargaining.case_id, "ask_recognition", asked, now=desk.timeline.ago(5))
