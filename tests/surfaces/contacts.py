"""A proposal with its pair, a visit and an issue of one county, each text with the county's mark."""

from dataclasses import dataclass
from uuid import uuid4

from tests.surfaces.county import County
from zhijia.engines.issues.raising import NewIssue, raise_issues
from zhijia.engines.visits.recording import NewVisit, record_visit
from zhijia.organisation.models import Union
from zhijia.organisation.models.unions import UnionKind
from zhijia.organisation.scopes import scoped
from zhijia.organisation.tests.factories import BUILDER, NOW, TODAY
from zhijia.services.contacts.actions.proposing import accept_proposal, make_proposal
from zhijia.services.contacts.models import Pair, PairProgramme, ProposedPair
from zhijia.services.contacts.rating import open_baseline


@dataclass(frozen=True)
class Paired:
    """Ids of a proposal that waits and of its pair."""

    proposal: int
    proposed: int
    pair_case: int


def pair_up(county: County) -> Paired:
    """One of everything: a proposal that was accepted, with what came of it, and one that was not."""
    mark, union, cadre = county.mark, county.enterprise_union, county.cadre
    with scoped(BUILDER):
        root = Union.objects.get(kind=UnionKind.CITY)
        programme, _ = PairProgramme.objects.get_or_create(
            union=root, year=TODAY.year, defaults={"target_total": 2, "target_city": 0}
        )
    with scoped(cadre.actor):
        waiting = make_proposal(programme, count=1, seed=1, actor=cadre.actor, now=NOW)
        accepted = make_proposal(programme, count=1, seed=2, actor=cadre.actor, now=NOW)
        accept_proposal(accepted, actor=cadre.actor, now=NOW)
        pair = Pair.objects.select_related("case").get(union=union)
        new = NewVisit(
            client_id=uuid4(),
            kind="contacts.visit",
            union=union,
            visited_on=TODAY,
            title=f"{mark}走访",
            answers={"output": f"{mark}订单稳定"},
            about=pair.case,
            talks=[(f"{mark}挡车工", f"{mark}食堂太远")],
            promises=[(f"{mark}回访", TODAY)],
        )
        visit = record_visit(new, actor=cadre.actor, now=NOW)
        problem = NewIssue(
            union=union,
            handled_by_id=pair.federation_id,
            source="contacts.visit",
            text=f"{mark}经费没有到位",
            category="funds",
            level="own",
            found_on=TODAY,
            origin=visit.case,
        )
        raise_issues([problem], actor=cadre.actor, now=NOW)
        open_baseline(pair, actor=cadre.actor, now=NOW)
        return Paired(waiting.pk, ProposedPair.objects.get(proposal=waiting).pk, pair.case_id)
