"""One case of every flow, shared with everybody it can be shared with, and a person of every kind in every place."""

from dataclasses import dataclass
from datetime import date

from zhijia.engines.cases.models import Case
from zhijia.engines.cases.opening import NewCase, open_cases
from zhijia.engines.cases.sharing import bureau_party, employer_party, share_with_party
from zhijia.engines.public_notices.opening import NewNotice, open_notice
from zhijia.engines.public_notices.tests.test_notices import KIND
from zhijia.engines.scorecards.models import Sheet
from zhijia.organisation.entries import PersonEntry
from zhijia.organisation.models import LabourBureau, Union
from zhijia.organisation.models.posts import Role
from zhijia.organisation.models.unions import UnionKind
from zhijia.organisation.scopes import SYSTEM, Actor, scoped
from zhijia.organisation.tests.factories import (
    BUILDER,
    LONG_AGO,
    NOW,
    TODAY,
    SmallCity,
    build_small_city,
    make_contact,
    make_enterprise,
    make_figure,
    make_union,
    make_worker,
)
from zhijia.services.bargaining.actions.asking import ask_question
from zhijia.services.bargaining.actions.opening import NewBargaining, open_bargaining
from zhijia.services.bargaining.flow.disputing import DISPUTE_FLOW
from zhijia.services.bargaining.flow.recognition import RECOGNITION_FLOW
from zhijia.services.bargaining.models import Contract, CoverageLink, Draft, PerformanceDispute, Recognition
from zhijia.services.bargaining.models.bargainings import ContractType
from zhijia.services.bargaining.models.contracts import CoverageBasis, EffectBasis
from zhijia.services.bargaining.tests.story import open_story as open_bargaining_story
from zhijia.services.congress.tests.filed import file_congress
from zhijia.services.contacts.tests.story import open_story as open_pair_story
from zhijia.services.openness.tests.filed import file_openness
from zhijia.services.organising.correcting.asking import Fault, ask_correction
from zhijia.services.organising.elections.opening import NewElection, open_election
from zhijia.services.organising.founding.opening import NewFounding, open_founding
from zhijia.services.organising.joining.applying import Applicant, apply_on_paper
from zhijia.services.organising.tests.change_story import propose
from zhijia.services.organising.tests.registration_story import apply_for_mill
from zhijia.services.organising.tests.target_story import list_lone
from zhijia.services.plans.tests.tasks.story import assign_to_county, make_tasks
from zhijia.services.statistics.tests.story import open_story as open_return_story
from zhijia.services.supervision.tests.story import open_story as open_supervision_story

OWN, ABOVE = ("事项所属工会", "印发计划的工会"), "事项所属工会的各级上级工会"
EMPLOYER, BUREAU = "事项所涉用人单位的授权联系人", "事项所在地人社部门的授权联系人"
BY_TIME, OFFICE = "按时限自动办理", ("发起挂钩的总工会", "汇总报表的工会", "登记机关", "批复工会")
LEADS = ("任务的牵头岗位", "挂钩干部的岗位", "问题的责任岗位", "走访人的岗位", "评分表的核查岗位")
CITY = "市总工会"
SUPPORTS = ("任务的配合岗位", "挂钩领导的岗位")


@dataclass(frozen=True)
class Person:
    """Somebody who tries. `kind` tells apart those who stand nowhere in a case."""

    name: str
    kind: str
    actor: Actor

    @property
    def role(self) -> str:
        return self.actor.post.role if self.actor.post else ""


@dataclass(frozen=True)
class Filed:
    """Where a case lies, and whose it is: by this a reader of the table tells who stands where."""

    case: Case
    reached: tuple[str, ...]
    parties: tuple[str, ...]
    lead: int | None = None
    supports: tuple[int, ...] = ()
    office: int | None = None

    def is_seen_by(self, person: Person) -> bool:
        """By posts at and above the places that it lies at or is shared with, and by the parties it is shared with."""
        actor = person.actor
        if actor.post:
            return any(place.startswith(actor.post.path) for place in (self.case.path, *self.reached))
        return actor.is_system or bool({*actor.parties} & {*self.parties})

    def places_of(self, person: Person) -> frozenset[str]:
        """Where in the words of the tables this person stands to the case."""
        post, parties = person.actor.post, person.actor.parties
        if post is None:
            named = {EMPLOYER: employer_party(self.case.enterprise_id or 0), BUREAU: bureau_party(self.case.place)}
            return frozenset(word for word, party in named.items() if party in parties) | (
                frozenset({BY_TIME}) if person.actor.is_system else frozenset()
            )
        places = {*LEADS} if post.id == self.lead else set()
        places |= {*SUPPORTS} if post.id in self.supports else set()
        places |= {CITY} if post.union_kind == UnionKind.CITY else set()
        places |= {*OFFICE} if post.union_id == self.office else set()
        if post.union_id == self.case.union_id:
            places |= {*OWN}
        elif self.case.path.startswith(post.path):
            places |= {ABOVE}
        return frozenset(places)


OF_EMPLOYER = {"openness.check", "openness.disclosure"}
"""Kinds of cases of open affairs that the employer sees once something was sent to it."""


@dataclass(frozen=True)
class Office:
    """Everything that is filed, by flow, and everybody."""

    cases: dict[str, Filed]
    people: list[Person]


def open_office() -> Office:
    """Build it through the real actions; it lies in the database until the transaction around it ends."""
    city = build_small_city()
    with scoped(BUILDER):
        outside = _outsiders(city)
        make_enterprise("江海待建会食品厂", territory=city.north_town, headcount=60)
    talks = open_bargaining_story(city, day="2026-10-08").to_the_table("2026-10-08").at("2026-11-16")
    talks.make("declare_deadlock", {"reason": "三轮没有结果"})
    talks.make("apply_coordination", {"kind": "interest", "applicant": "workers", "facts": "工资增长幅度不能一致。"})
    applicant = Applicant(name="何知行", entry=PersonEntry(id_kind="passport", id_number="E1234567"))
    with scoped(BUILDER):
        application = apply_on_paper(BUILDER, city.mill_union, applicant, now=NOW)
        fault = Fault(what="other", value="会籍日期不对", evidence="会员证")
        correction = ask_correction(city.worker.actor, fault, now=NOW)
        coordination = talks.bargaining.coordinations.get()
    supervision = open_supervision_story(city, "2026-11-16", officer=talks.officer)
    task = make_tasks(city)[0]
    assign_to_county(city, task)
    ids = [
        talks.case_id,
        coordination.case_id,
        supervision.case_id,
        task.case_id,
        application.case_id,
        list_lone(city, "2026-11-20").case_id,
        correction.case_id,
        *_about_a_contract(city),
    ]
    posts = {figure.actor.post.id for figure in (city.county_cadre, city.town_cadre) if figure.actor.post}
    with scoped(BUILDER):
        cases = {case.kind: _filed(case) for case in Case.objects.filter(pk__in=ids)}
        task.refresh_from_db()
    lead = task.lead_id
    cases["plans.task"] = Filed(
        cases["plans.task"].case, (city.north.path, city.north_town.path), (), lead, tuple(posts - {lead})
    )
    cases |= _paired(city)
    cases |= _organised(city)
    cases["public_notices.notice"] = _noticed(cases["issues.issue"])
    reported = open_return_story(city).handed_out().of(city.mill_union)
    cases["statistics.return"] = Filed(reported.case, (), (), office=reported.superior_id)
    cases |= _of_the_mill(city)
    cases |= {case.kind: Filed(case, (), ()) for case in file_congress(city)}
    with scoped(BUILDER):
        cases |= {case.kind: _of_employer(case) for case in file_openness(city)}
    named = [Person(name, "post", figure.actor) for name, figure in vars(city).items() if hasattr(figure, "actor")]
    return Office(cases, [*outside, *named, Person("系统", "system", SYSTEM)])


def _of_the_mill(city: SmallCity) -> dict[str, Filed]:
    """The registration of the mill's union with the county, and a change of it that the town approves."""
    registration, _told = apply_for_mill(city)
    proposal = propose(city, "rename", new_name="青禾集团工会委员会")
    with scoped(BUILDER):
        first, second = (Case.objects.get(pk=pk) for pk in (registration.case_id, proposal.case_id))
    offices = ((first, city.north.pk), (second, city.north_town.pk))
    return {case.kind: Filed(case, (), (), office=office) for case, office in offices}


def _outsiders(city: SmallCity) -> list[Person]:
    """A post of every role at every kind of union, contacts of both employers and both bureaux, workers."""
    other_town = make_union("河口镇总工会", parent=city.north, kind=UnionKind.TOWN)
    neighbour = make_union("独木食品工会委员会", parent=city.north_town, kind=UnionKind.ENTERPRISE, covers=city.lone)
    unions = (city.mill_union, city.north_town, city.north, city.root)
    elsewhere = (neighbour, other_town, city.south, city.south_town, city.pier_union, city.bureau)
    people = [_posted(union, role) for union in (*unions, *elsewhere) for role in Role]
    for county, enterprise in ((city.north, city.mill), (city.south, city.pier)):
        bureau = LabourBureau.objects.create(name=f"{county.name}人社局", place=county.place, keeper=county)
        contact = make_contact(f"{enterprise.name}经办人", of=enterprise, home=county)
        officer = make_contact(f"{county.name}审查人", of=bureau, home=county)
        people += [Person(contact.person.name, "employer", contact.actor)]
        people += [Person(officer.person.name, "bureau", officer.actor)]
    worker = make_worker("堤小工", union=city.pier_union, enterprise=city.pier)
    return [*people, Person("另一单位职工", "worker", worker.actor), Person("本单位职工", "worker", city.worker.actor)]


def _posted(union: Union, role: Role) -> Person:
    figure = make_figure(f"{union.name}的{role.label}", union=union, role=role)
    return Person(figure.person.name, "post", figure.actor)


def _filed(case: Case) -> Filed:
    """Shared with those to whom its papers go: the employer and the bureau, unless they have no part in it."""
    employer, bureau = employer_party(case.enterprise_id or 0), bureau_party(case.place)
    alone = ("plans.task", "bargaining.question", "bargaining.dispute", "organising.application", "organising.target")
    apart: dict[str, tuple[str, ...]] = dict.fromkeys(alone, ())
    parties = (apart | {"bargaining.recognition": (employer,)}).get(case.kind, (employer, bureau))
    for party in parties:
        share_with_party(case, party)
    return Filed(case, (), parties)


def _of_employer(case: Case) -> Filed:
    """Shared with the employer, where it has a part in it."""
    parties = tuple(employer_party(case.enterprise_id or 0) for _ in OF_EMPLOYER & {case.kind})
    for party in parties:
        share_with_party(case, party)
    return Filed(case, (), parties)


def _paired(city: SmallCity) -> dict[str, Filed]:
    """A pair of the county's cadre, a visit of it and an issue that came of the visit, which the cadre answers for."""
    story = (
        open_pair_story(city)
        .begun()
        .at("2026-11-20")
        .visit(problem_1="经费没有到位", category_1="funds", level_1="own")
    )
    issue, pair, cadre = story.issues[0], story.pair, city.county_cadre
    accepted = {"category": "funds", "level": "own", "standard": "经费到账"}
    story.make("accept", accepted, by=cadre, case_id=issue.case_id)
    story.make("assign", {"owner": pair.cadre_id, "measure": "约谈"}, by=cadre, case_id=issue.case_id)
    with scoped(BUILDER):
        sheet = Sheet.objects.select_related("case").get(about=pair.case_id)
    leaders = (pair.leader_id,) if pair.leader_id else ()
    return {
        "contacts.pair": Filed(pair.case, (), (), pair.cadre_id, leaders, pair.federation_id),
        "scorecards.sheet": Filed(sheet.case, (), (), pair.cadre_id),
        "visits.visit": Filed(story.visits[0].case, (), (), pair.cadre_id),
        "issues.issue": Filed(issue.case, (), (), pair.cadre_id),
    }


def _organised(city: SmallCity) -> dict[str, Filed]:
    """A founding at the town, and an election at the mill's union."""
    with scoped(BUILDER):
        bakery = make_enterprise("江海新芽食品有限公司", territory=city.north_town)
        founding = open_founding(NewFounding(enterprise=bakery), actor=city.county_cadre.actor, now=NOW)
        new = NewElection(union=city.mill_union, kind="renewal", reason="任期将满")
        election = open_election(new, actor=city.chair.actor, now=NOW)
        ids = (founding.case_id, election.case_id)
        return {case.kind: Filed(case, (), ()) for case in Case.objects.filter(pk__in=ids)}


def _noticed(filed: Filed) -> Filed:
    """A notice about another case, drafted by the system."""
    new = NewNotice(kind=KIND.code, about=filed.case, title="公示", text="名单")
    with scoped(BUILDER):
        notice = open_notice(new, actor=SYSTEM, now=NOW)
        return Filed(Case.objects.get(pk=notice.case_id), (), ())


def _about_a_contract(city: SmallCity) -> tuple[int, int, int]:
    """Of a contract in force: a worker's question, its recognition by the employer, and a dispute over its performance."""
    contract = _contract(city)
    with scoped(city.worker.actor):
        asked = ask_question(contract, clause="", text="夜班算加班吗？", actor=city.worker.actor, now=NOW)
    entry = NewCase("确认合同", city.mill_union.pk, city.mill_union.place, enterprise_id=city.mill.pk)
    with scoped(city.chair.actor):
        (case,) = open_cases(RECOGNITION_FLOW, [entry], actor=city.chair.actor, now=NOW)
        Recognition.objects.create(case=case, contract=contract, enterprise=city.mill, asked_on=TODAY)
        (dispute,) = open_cases(DISPUTE_FLOW, [entry], actor=city.chair.actor, now=NOW)
        PerformanceDispute.objects.create(
            case=dispute, contract=contract, raised_by="workers", facts="夜班津贴没有发。", arose_on=TODAY
        )
    return asked.case_id, case.pk, dispute.pk


def _contract(city: SmallCity) -> Contract:
    first, last = date(2026, 1, 1), date(2027, 12, 31)
    entry = NewBargaining(union=city.mill_union, enterprise=city.mill, contract_type=ContractType.GENERAL)
    with scoped(city.chair.actor):
        taken = open_bargaining(entry, actor=city.chair.actor, now=NOW)
    with scoped(BUILDER):
        draft = Draft.objects.create(bargaining=taken, version=1, made_on=first, term_from=first, term_to=last)
        contract = Contract.objects.create(
            bargaining=taken,
            draft=draft,
            number="旧合同1号",
            contract_type=ContractType.GENERAL,
            union=city.mill_union,
            enterprise=city.mill,
            employer_side=city.mill.name,
            signed_on=first,
            term_from=first,
            term_to=last,
            effective_on=first,
            effect_basis=EffectBasis.TAKEN_OVER,
        )
        CoverageLink.objects.create(
            contract=contract, enterprise=city.mill, basis=CoverageBasis.OWN, headcount=50, from_on=LONG_AGO
        )
    return contract
