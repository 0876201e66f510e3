"""The unions, people and accounts of one county, and what was asked about them."""

from dataclasses import dataclass

from django.utils import timezone

from tests.surfaces.county import County
from tests.surfaces.partners import LAW_SCAN
from zhijia.engines.messages.models import Delivery
from zhijia.engines.messages.preferences import set_address
from zhijia.engines.messages.sending import Line, send
from zhijia.lib.sentences import Sentence
from zhijia.lib.stored_sentences import as_stored
from zhijia.organisation.accounts.passwords import ask_reset
from zhijia.organisation.accounts.slips import write_slips
from zhijia.organisation.actions.exports import Wanted, ask_export
from zhijia.organisation.actions.households import form_household
from zhijia.organisation.actions.memberships import Joining, join
from zhijia.organisation.actions.merging import ask_merge
from zhijia.organisation.entries import PersonEntry
from zhijia.organisation.models import (
    Employment,
    Enterprise,
    ImportBatch,
    ImportRow,
    OtherParent,
    Union,
)
from zhijia.organisation.models.imports import ImportState, ImportVerdict
from zhijia.organisation.models.person_codes import IdKind
from zhijia.organisation.models.unions import ParentKind, UnionKind
from zhijia.organisation.models.vitality import LifeKind
from zhijia.organisation.scans import Scan
from zhijia.organisation.scopes import scoped
from zhijia.organisation.tests.factories import (
    BUILDER,
    LONG_AGO,
    NOW,
    TODAY,
    Figure,
    make_enterprise,
    make_person,
    make_union,
)
from zhijia.services.organising.assessments.actions import NewAssessment, enter_assessment
from zhijia.services.organising.chains.actions import (
    FederationFacts,
    add_stores,
    cover_by_federation,
    enter_chain,
    record_federation,
)
from zhijia.services.organising.chains.models import ChainStore
from zhijia.services.organising.changes.opening import NewChange, propose_change
from zhijia.services.organising.correcting.asking import Fault, ask_correction
from zhijia.services.organising.intake.uploading import Confirmed, confirm_mapping, upload_roster
from zhijia.services.organising.intake.working import check, read
from zhijia.services.organising.joining.applying import Applicant, apply_as_visitor
from zhijia.services.organising.models import Wrong
from zhijia.services.organising.standing.actions import NewFee, record_fee, record_life
from zhijia.services.organising.targets.codes import Source
from zhijia.services.organising.targets.opening import NewTarget, open_targets
from zhijia.services.plans.tests.tasks.story import post_id


@dataclass(frozen=True)
class Organised:
    """Ids of unions, people and accounts, and of what was asked about them."""

    county: int
    town: int
    union: int
    other_parent: int
    enterprise: int
    coverage: int
    person: int
    post: int
    county_post: int
    holding: int
    employment: int
    membership: int
    application_token: str
    reset: int
    batch: int
    roster: int
    export: int
    twin: int
    merge: int
    amendment: int
    delivery: int
    chain: int
    store: int
    trade_union: int
    trade_coverage: int
    assessment: int
    fee: int


def organise(county: County) -> Organised:
    """A firm without a union, a second parent, a job, a membership, a household, an application, a merge, what was asked."""
    mark, cadre, chair, union = county.mark, county.cadre, county.chair, county.enterprise_union
    assert chair.post is not None
    with scoped(BUILDER):
        waiting = make_enterprise(f"{mark}待建会厂", territory=county.town)
        coverage, holding = county.enterprise.coverages.get(), chair.post.holdings.get()
        employment = Employment.objects.create(person=chair.person, enterprise=county.enterprise, from_on=LONG_AGO)
        other_parent = OtherParent.objects.create(
            union=union, kind=ParentKind.FUNDS, parent=county.town, from_on=LONG_AGO, path=union.path
        )
        membership = join(BUILDER, Joining(chair.person, union, LONG_AGO, LONG_AGO), now=NOW)
        form_household(BUILDER, chair.person, from_on=LONG_AGO, now=NOW)
        batch = _batch(mark, cadre)
        write_slips(cadre.actor, [chair.user], now=NOW)
    passport = PersonEntry(id_kind=IdKind.PASSPORT, id_number=f"E{union.pk:07d}")
    application = apply_as_visitor(Applicant(name=f"{mark}申请人", entry=passport), place=county.union.place, now=NOW)
    delivery = _delivery(mark, chair)
    with scoped(cadre.actor):
        reset = ask_reset(cadre.actor, chair.user, reason=f"{mark}忘记密码", now=timezone.now())
        export = ask_export(cadre.actor, Wanted(), people=3, reason=f"{mark}核对名单", now=NOW)
        entry = NewTarget(enterprise=waiting, source=Source.LETTER, reasons=["letters"])
        open_targets([entry], actor=cadre.actor, now=NOW)
        fee = _keep_alive(mark, cadre, union)
    chained = _chained(mark, cadre, waiting, county.union)
    return Organised(
        county=county.union.pk,
        town=county.town.pk,
        union=union.pk,
        other_parent=other_parent.pk,
        enterprise=county.enterprise.pk,
        coverage=coverage.pk,
        person=chair.person.pk,
        post=post_id(chair),
        county_post=post_id(cadre),
        holding=holding.pk,
        employment=employment.pk,
        membership=membership.pk,
        application_token=application.token,
        reset=reset.pk,
        batch=batch.pk,
        roster=_roster(mark, cadre),
        export=export.pk,
        delivery=delivery,
        **chained,
        assessment=_assessment(mark, cadre),
        fee=fee,
        **_about_oneself(county),
    )


def _about_oneself(county: County) -> dict[str, int]:
    """A second record that is said to be of the chair, and what she says is wrong in the first."""
    mark, cadre, chair = county.mark, county.cadre, county.chair
    with scoped(BUILDER):
        twin, _account = make_person(f"{mark}同名人", home=county.enterprise_union)
    scan = Scan(f"{mark}会员证.pdf", "application/pdf", LAW_SCAN)
    with scoped(chair.actor):
        fault = Fault(what=Wrong.OTHER, value=f"{mark}的会籍日期不对", evidence=f"{mark}会员证", scan=scan)
        amendment = ask_correction(chair.actor, fault, now=NOW)
    with scoped(cadre.actor):
        merge = ask_merge(cadre.actor, chair.person, twin, reason=f"{mark}同一人", now=NOW)
    return {"twin": twin.pk, "merge": merge.pk, "amendment": amendment.pk}


def _batch(mark: str, cadre: Figure) -> ImportBatch:
    batch = ImportBatch.objects.create(
        kind="unions",
        filename=f"{mark}名册.xlsx",
        sha256="1" * 64,
        state=ImportState.CHECKED,
        uploaded_at=NOW,
        uploaded_by_id=post_id(cadre),
        header=["名称"],
        path="",
    )
    ImportRow.objects.create(
        batch=batch,
        row_no=2,
        cells=[f"{mark}新工会"],
        verdict=ImportVerdict.REFUSED,
        reasons=as_stored([Sentence("{name}重复", {"name": mark})]),
        path="",
    )
    return batch


def _roster(mark: str, cadre: Figure) -> int:
    """A roster of members with one row that goes back."""
    sheet = f"姓名,证件号码\n{mark}名册人,\n".encode()
    with scoped(cadre.actor):
        roster = upload_roster(cadre.actor, filename=f"{mark}会员.csv", parts=[sheet], now=NOW)
    read(roster.pk, cadre.actor)
    with scoped(cadre.actor):
        confirm_mapping(roster, cadre.actor, Confirmed({"name": 0, "id_number": 1}), now=NOW)
    check(roster.pk, cadre.actor, now=NOW)
    return roster.pk


def _delivery(mark: str, chair: Figure) -> int:
    """A message by e-mail that did not arrive."""
    with scoped(chair.actor):
        set_address(chair.actor, "email", "chair@example.org")
        send([Line(post_id(chair), None, "cases.clock_overdue", f"{mark}逾期")], now=NOW, today=TODAY)
    with scoped(BUILDER):
        delivery = Delivery.objects.order_by("-pk")[0]
        Delivery.objects.filter(pk=delivery.pk).update(state="failed", last_error=f"{mark}邮件服务器没有接收")
    return delivery.pk


def _assessment(mark: str, cadre: Figure) -> int:
    """What was assessed before personal data were processed."""
    entry = NewAssessment(
        title=f"{mark}助学发放",
        purpose=f"{mark}核定助学金",
        sensitive=["account"],
        effect=f"{mark}没有账户不能发放",
        consent=f"{mark}书面同意书",
        guardian="",
        measures="",
        assessed_on=TODAY,
        begins_on=None,
        report=f"{mark}档案室",
    )
    with scoped(cadre.actor):
        return enter_assessment(cadre.actor, entry, now=NOW).pk


def _chained(mark: str, cadre: Figure, firm: Enterprise, county: Union) -> dict[str, int]:
    """A chain with a store, and an industry federation with an employer."""
    with scoped(BUILDER):
        trade = make_union(f"{mark}餐饮行业工会联合会", parent=county, kind=UnionKind.INDUSTRY_FEDERATION)
    actor = cadre.actor
    with scoped(actor):
        chain = enter_chain(actor, brand=f"{mark}连锁", headquarters=firm, name="", now=NOW)
        add_stores(actor, chain, [firm.name], now=NOW)
        store = ChainStore.objects.get(chain=chain)
        federation = record_federation(actor, trade, FederationFacts(trade_code="6210"), now=NOW)
        covered = cover_by_federation(actor, federation, firm, from_on=LONG_AGO, is_direct=True, now=NOW)
    return {"chain": chain.pk, "store": store.pk, "trade_union": trade.pk, "trade_coverage": covered.pk}


def _keep_alive(mark: str, cadre: Figure, union: Union) -> int:
    """A sign of life of a union, a fee that it owes (returned), and a change that is proposed."""
    actor = cadre.actor
    record_life(actor, union, kind=LifeKind.MEETING, on=TODAY, words=f"{mark}全委会", now=NOW)
    fee = record_fee(actor, union, NewFee(from_on=LONG_AGO, to_on=LONG_AGO, due=100, paid=0), now=NOW)
    change = NewChange(kind="rename", basis=f"{mark}依据", effective_on=TODAY, new_name=f"{mark}新名工会")
    propose_change(actor, union, change, now=NOW)
    return fee.pk
