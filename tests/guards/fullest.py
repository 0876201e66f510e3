"""A bargaining that has gone all the way, with something of everything that its pages show."""

from dataclasses import dataclass

from tests.surfaces.world import World
from zhijia.engines.cases.corrections import propose_correction
from zhijia.engines.cases.discussing import add_comment, watch
from zhijia.engines.cases.models import ClockEntry
from zhijia.engines.cases.sharing import employer_party, share_with_party
from zhijia.engines.documents.queries import documents_of
from zhijia.engines.documents.serving import acknowledge, serve
from zhijia.organisation.models import LabourBureau
from zhijia.organisation.overrides import one_law
from zhijia.organisation.scopes import scoped
from zhijia.organisation.tests.factories import BUILDER, NOW, TODAY
from zhijia.services.bargaining.actions.opening import NewBargaining, open_bargaining
from zhijia.services.bargaining.models import DataRequest, Issue
from zhijia.services.bargaining.models.bargainings import BargainingKind, ContractType, Side
from zhijia.services.bargaining.tests.story import Story, open_story
from zhijia.services.supervision.actions.opening import NewSupervision, open_supervision
from zhijia.services.supervision.models.supervisions import Matter, Source

PEOPLE = {"workers_inspectors": "周代表", "employer_inspectors": "柯经理", "asked_aware": "30", "aware": "27"}
PERIOD = {"period_from": "2026-04-21", "period_to": "2026-09-30", "inspected_on": "2026-10-09"}


@dataclass(frozen=True)
class Fullest:
    """Ids of the case, of the draft that became its contract, and of the contract."""

    case: int
    draft: int
    contract: int


def go_all_the_way(world: World) -> Fullest:
    """Through the real moves from the offer to a joint inspection with something to put right; then what others add."""
    with one_law():
        with scoped(BUILDER):
            bureau = LabourBureau.objects.get(pk=world.north.bureau).name
        story = _perform(open_story(world.city, ContractType.SKILL_PAY), bureau)
    _add(world, story)
    contract = story.contract
    return Fullest(story.case_id, contract.draft_id or 0, contract.pk)


def _perform(story: Story, bureau: str) -> Story:
    """An objection on the way: two drafts, two votes, two filings."""
    story.to_signature().at("2026-04-02").file("2026-04-02", bureau_name=bureau).at("2026-04-08").review(
        "objection", on_content="支付周期"
    )
    story.at("2026-04-09").make("renegotiate", {"reason": "按审查意见修改"}).meet(Side.EMPLOYER)
    story.draft("2026-05-01", "2027-04-30").initial().table().at("2026-04-16").vote().confirm_papers().sign()
    story.at("2026-04-17").file("2026-04-17", bureau_name=bureau).at("2026-05-12").sweep()
    story.make("publish", {"day": "2026-05-12", "via": "公告栏"})
    with scoped(BUILDER):
        first, second = story.contract.draft.clauses.order_by("position")  # type: ignore[union-attr]
    found = {f"status_{first.pk}": "fulfilled", f"status_{second.pk}": "not", f"actual_{second.pk}": "没有安排"}
    wrong = {
        "problems": "没有安排",
        "measures": "十月底前安排",
        "measures_due_on": "2026-10-31",
        "responsible": "人事部",
    }
    return story.at("2026-10-09").make("inspect", {**PERIOD, **PEOPLE, **found, **wrong})


def _add(world: World, story: Story) -> None:
    """Comments, a correction, a pause, papers served and signed for, a supervision and a renewal that came of it."""
    case, cadre, contact = story.case, world.figures["county_cadre"], world.figures["contact"]
    with scoped(BUILDER):
        share_with_party(case, employer_party(world.city.mill.pk))
        bargaining = story.bargaining
        DataRequest.objects.create(bargaining=bargaining, asked_by=Side.WORKERS, item="工资总额", requested_on=TODAY)
        Issue.objects.create(bargaining=bargaining, head="增长幅度", workers_position="百分之八")
        clock = case.clocks.get(state="running", name="inspection")
        for kind in ("pause", "resume"):
            ClockEntry.objects.create(clock=clock, kind=kind, on=TODAY, at=NOW, reason="双方同意", entered_at=NOW)
    with scoped(cadre.actor):
        add_comment(case, "请看第二条", actor=cadre.actor, now=NOW)
        watch(case, actor=cadre.actor)
        propose_correction(clock, new_on=clock.started_on.replace(day=8), reason="日期有误", actor=cadre.actor, now=NOW)
        servings = [
            serve(document, contact.actor.parties[0], actor=cadre.actor, now=NOW) for document in documents_of(case)[:3]
        ]
    with scoped(contact.actor):
        acknowledge(servings[0], actor=contact.actor, now=NOW)
    with scoped(world.figures["chair"].actor):
        actor, union, enterprise = world.figures["chair"].actor, world.city.mill_union, world.city.mill
        renewal = NewBargaining(
            union=union,
            enterprise=enterprise,
            contract_type=ContractType.SKILL_PAY,
            kind=BargainingKind.RENEWAL,
            previous=story.contract,
        )
        open_bargaining(renewal, actor=actor, now=NOW)
        entry = NewSupervision(
            union=union,
            enterprise=enterprise,
            source=Source.BARGAINING,
            matter=Matter.HOURS,
            facts="没有兑现",
            occurred_from=TODAY,
            origin=case,
        )
        open_supervision(entry, actor=actor, now=NOW)
