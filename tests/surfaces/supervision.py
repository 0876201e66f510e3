"""A clue, a case with its letter, a body and a supervisor of one county, each text with the county's mark."""

from dataclasses import dataclass
from uuid import uuid4

from zhijia.engines.campaigns.planning import CampaignFacts
from zhijia.engines.campaigns.running import run_piece
from zhijia.engines.campaigns.selecting import Criteria
from zhijia.engines.cases.advance import advance
from zhijia.organisation.models import Enterprise, Union
from zhijia.organisation.scopes import scoped
from zhijia.organisation.tests.factories import BUILDER, NOW, TODAY, Figure
from zhijia.services.supervision.actions.bodies import name_supervisor
from zhijia.services.supervision.actions.noticing import note_clues
from zhijia.services.supervision.actions.opening import NewSupervision, open_supervision
from zhijia.services.supervision.actions.targeting import KIND, start_list
from zhijia.services.supervision.models import Clue
from zhijia.services.supervision.models.supervisions import Matter, Source


@dataclass(frozen=True)
class Supervised:
    """Ids of a case after its prompt, of a clue that waits, and of a list of targets."""

    case: int
    clue: int
    targets: int


def supervise(mark: str, *, union: Union, enterprise: Enterprise, chair: Figure, cadre: Figure) -> Supervised:
    """One of everything."""
    entry = NewSupervision(
        union=union,
        enterprise=enterprise,
        source=Source.BARGAINING,
        matter=Matter.WAGES,
        facts=f"{mark}没有答复要约",
        occurred_from=TODAY,
    )
    letter = {
        "facts": f"{mark}没有答复要约",
        "provisions": f"{mark}规定",
        "demands": f"{mark}答复",
        "signer": f"{mark}主席",
        "channel": "paper",
    }
    person = {
        "name": f"{mark}监督员",
        "certificate": f"{mark}监1号",
        "from_on": TODAY,
        "to_on": TODAY.replace(year=2030),
    }
    with scoped(chair.actor):
        supervision = open_supervision(entry, actor=chair.actor, now=NOW)
        for verb, data in (("accept", {}), ("send_prompt", letter)):
            advance(supervision.case_id, verb, actor=chair.actor, key=uuid4(), now=NOW, data=data)
        name_supervisor(union, person, actor=chair.actor, now=NOW)
        note_clues(
            union,
            [enterprise.name],
            source=Source.COMPLAINT,
            matter=Matter.SAFETY,
            facts=f"{mark}安全隐患",
            actor=chair.actor,
            now=NOW,
        )
    targets = _targets(mark, cadre)
    with scoped(BUILDER):
        return Supervised(supervision.case_id, Clue.objects.get(union=union, target=None).pk, targets)


def _targets(mark: str, cadre: Figure) -> int:
    """A list of targets whose every line is in hand already: it notes no second clue."""
    why = {"why": "no_contract,no_wages", "large_from": "25"}
    facts = CampaignFacts(kind=KIND, name=f"{mark}名单", from_on=TODAY, to_on=TODAY, criteria=Criteria(more=why))
    with scoped(cadre.actor):
        campaign = start_list(cadre.actor, facts, now=NOW)
    while run_piece(campaign.pk, cadre.actor, now=NOW):
        continue
    return campaign.pk
