"""The flow of a case of legal supervision (bargaining-congress §A8, harmony-disputes §E.4)."""

from zhijia.engines.cases.flow import Flow, register_flow
from zhijia.engines.cases.paper_entries import confirming_move
from zhijia.engines.cases.sides import WHO_UNION, check_acts_for_union
from zhijia.lib.sentences import gettext_noop as _
from zhijia.services.supervision import events
from zhijia.services.supervision.flow import answering, casework, department, states
from zhijia.services.supervision.flow.wanting import records_of, url_of, wants

CONFIRMING = confirming_move(states=states.OPEN, event=events.PAPER_CONFIRMED, may=check_acts_for_union, who=WHO_UNION)

SUPERVISION_FLOW = register_flow(
    Flow(
        code="supervision.case",
        label=_("劳动法律监督"),
        prefix="JD",
        states=states.STATES,
        initial=states.REGISTERED.code,
        opened=events.OPENED,
        moves=(
            *casework.MOVES,
            *answering.MOVES,
            *department.MOVES,
            CONFIRMING,
        ),
        records_of=records_of,
        wants=wants,
        url_of=url_of,
    )
)
