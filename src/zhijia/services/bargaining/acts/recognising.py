"""What recognising and leaving change: links from enterprises to a contract, with their days and headcounts."""

from zhijia.engines.cases.flow import Outcome, Turn
from zhijia.services.bargaining.acts.papers import keep_scans
from zhijia.services.bargaining.models import CoverageLink


def recognise(turn: Turn) -> Outcome:
    """Each enterprise is bound from the day on which it recognised the contract; in the log stand ids and numbers."""
    contract, data = turn.record.contract, turn.data
    links = CoverageLink.objects.bulk_create(
        CoverageLink(
            contract=contract,
            enterprise=firm.enterprise,
            basis=data["basis"],
            headcount=firm.headcount,
            women=firm.women,
            from_on=data["day"],
        )
        for firm in data["firms"]
    )
    return Outcome(
        data={
            "contract": contract.pk,
            "basis": data["basis"],
            "from_on": data["day"].isoformat(),
            "enterprises": [link.enterprise_id for link in links],
            "headcount": sum(link.headcount or 0 for link in links),
            "scans": keep_scans(turn),
        },
        on_paper=turn.record.scope_label,
    )


def end_coverage(turn: Turn) -> Outcome:
    """The enterprise is bound until the day before."""
    links = turn.data["links"]
    ids = [link.enterprise_id for link in links]
    CoverageLink.objects.filter(pk__in=[link.pk for link in links]).update(to_on=turn.data["day"])
    data = {"contract": turn.record.contract.pk, "enterprises": ids, "to_on": turn.data["day"].isoformat()}
    return Outcome(data=data | {"reason": turn.data["reason"]})
