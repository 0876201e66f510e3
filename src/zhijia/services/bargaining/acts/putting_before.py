"""Putting a regional or industry contract before employers opens a case for each of them."""

from zhijia.engines.cases.discussing import watch
from zhijia.engines.cases.flow import Outcome, Turn
from zhijia.engines.cases.opening import NewCase, begin, open_cases
from zhijia.engines.cases.papers import issue_papers
from zhijia.engines.cases.sharing import employer_party, share_with_party
from zhijia.organisation.models import Enterprise
from zhijia.services.bargaining.flow.recognition import RECOGNITION_FLOW
from zhijia.services.bargaining.letters.recognising import RECOGNITION_NOTICE
from zhijia.services.bargaining.models import Recognition


def ask_recognition(turn: Turn) -> Outcome:
    """Each employer sees its own case and not the others'; the notice with the text is served on it at once."""
    firms: list[Enterprise] = list(turn.data["firms"])
    cases = open_cases(RECOGNITION_FLOW, [_entry(turn, firm) for firm in firms], actor=turn.actor, now=turn.now)
    made = Recognition.objects.bulk_create(
        Recognition(
            case=case,
            contract=turn.record.contract,
            enterprise=firm,
            asked_on=turn.today,
            reply_by=turn.data["reply_by"],
        )
        for case, firm in zip(cases, firms, strict=True)
    )
    placed = Recognition.objects.filter(pk__in=[row.pk for row in made])
    rows = list(
        placed.select_related("case", "contract__draft", "contract__union", "contract__bargaining").order_by("pk")
    )
    for row in rows:
        _show(turn, row)
    notices = [Turn(row.case, row, turn.actor, turn.now, turn.today) for row in rows]
    issue_papers(RECOGNITION_NOTICE, notices)
    begin(RECOGNITION_FLOW, [(row.case, row) for row in rows], now=turn.now)
    return Outcome(data={"contract": turn.record.contract.pk, "enterprises": [firm.pk for firm in firms]})


def _entry(turn: Turn, firm: Enterprise) -> NewCase:
    contract = turn.record.contract
    return NewCase(
        title=f"{firm.name} · {contract.get_contract_type_display()}确认"[:300],
        union_id=turn.case.union_id,
        place=turn.case.place,
        enterprise_id=firm.pk,
        line=turn.case.line,
        due_on=turn.data["reply_by"],
        data={"contract": contract.pk},
    )


def _show(turn: Turn, row: Recognition) -> None:
    """The employer sees its case; whoever asked is told of the answer."""
    share_with_party(row.case, employer_party(row.enterprise_id))
    watch(row.case, actor=turn.actor)
