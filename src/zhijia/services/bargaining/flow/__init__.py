"""The flow of a bargaining, phase by phase (bargaining-congress §A3, §A4)."""

from zhijia.engines.cases.flow import Flow, register_flow
from zhijia.engines.cases.hearing import listen
from zhijia.engines.cases.paper_entries import confirming_move
from zhijia.lib.sentences import gettext_noop as _
from zhijia.services.bargaining import events
from zhijia.services.bargaining.actions.opening import BARGAINING
from zhijia.services.bargaining.checks import parties
from zhijia.services.bargaining.flow import (
    adopting,
    filing,
    offering,
    recognising,
    running,
    states,
    taking_over,
    talking,
)
from zhijia.services.bargaining.flow.wanting import records_of, url_of, wants

CONFIRMING = confirming_move(
    states=frozenset(state.code for state in states.STATES if not state.is_final),
    event=events.PAPER_CONFIRMED,
    may=parties.check_acts_for_union,
    who=parties.WHO_UNION,
)

BARGAINING_FLOW = listen(
    register_flow(
        Flow(
            code=BARGAINING,
            label=_("集体协商"),
            prefix="XS",
            states=states.STATES,
            initial=states.DRAFTING.code,
            opened=events.OPENED,
            moves=(
                *offering.MOVES,
                *talking.MOVES,
                *adopting.MOVES,
                *filing.MOVES,
                *recognising.MOVES,
                *running.MOVES,
                *taking_over.MOVES,
                CONFIRMING,
            ),
            records_of=records_of,
            wants=wants,
            url_of=url_of,
        )
    )
)
