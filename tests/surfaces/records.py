"""The records of one county, one of each kind that has a page, a list, an export or a form."""

from dataclasses import dataclass

from tests.surfaces.bargaining import bargain
from tests.surfaces.congress import Constituted, prepare
from tests.surfaces.contacts import Paired, pair_up
from tests.surfaces.county import County
from tests.surfaces.electing import found_and_elect
from tests.surfaces.notices import Noticed, hang_up
from tests.surfaces.openness import Opened, open_affairs
from tests.surfaces.organising import Organised, organise
from tests.surfaces.partners import Partnered, let_in
from tests.surfaces.planning import Planned, plan_and_work
from tests.surfaces.statistics import Reported, report
from tests.surfaces.supervision import supervise


@dataclass(frozen=True)
class Side(Organised, Planned, Partnered, Paired, Noticed, Reported, Constituted, Opened):
    """Ids of one county's records."""

    mark: str
    path: str
    bargaining_case: int
    contract: int
    inspection: int
    contract_draft: int
    campaign_draft: int
    campaign: int
    supervision_case: int
    clue: int
    target_list: int


def build_side(county: County) -> Side:
    """Fill one county and return where everything is."""
    mark, union, enterprise, chair = county.mark, county.enterprise_union, county.enterprise, county.chair
    planned, organised = plan_and_work(county), organise(county)
    found_and_elect(county)
    bargained = bargain(mark, union=union, enterprise=enterprise, chair=chair, cadre=county.cadre)
    supervised = supervise(mark, union=union, enterprise=enterprise, chair=chair, cadre=county.cadre)
    return Side(
        mark=mark,
        path=county.union.path,
        bargaining_case=bargained.case,
        contract=bargained.contract,
        inspection=bargained.inspection,
        contract_draft=bargained.draft,
        campaign_draft=bargained.campaign_draft,
        campaign=bargained.campaign,
        supervision_case=supervised.case,
        clue=supervised.clue,
        target_list=supervised.targets,
        **vars(organised),
        **vars(planned),
        **vars(pair_up(county)),
        **vars(hang_up(county)),
        **vars(report(county)),
        **vars(prepare(county)),
        **vars(open_affairs(county)),
        **vars(let_in(county, case=bargained.case, document=planned.document)),
    )
