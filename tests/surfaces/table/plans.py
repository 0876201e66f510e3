"""Plans, their review, their tasks."""

from tests.surfaces.records import Side
from tests.surfaces.surface import COUNTY, MILL, Kind, Surface, of

UPLOADERS = frozenset({"leader", "city_cadre", "research", "county_leader", "county_cadre", "town_cadre", "stranger"})
OWN = frozenset({"county_leader", "county_cadre", "stranger"})
"""A county's plan is reviewed and published by its own cadres only."""
CLOSERS = frozenset({"county_leader"})
"""A plan is closed by leaders, heads and the research office of its issuer; cadres only read it."""
BELOW = MILL
"""A published plan is read by every union below its issuer."""


def node(side: Side) -> str:
    return f"node={side.node}&do=edit"


PLANS = (
    Surface("plans:list", Kind.LIST, probes=(lambda _side: "state=review",)),
    Surface("plans:upload", Kind.FORM, may=UPLOADERS),
    Surface("plans:plan", Kind.DETAIL, of("plan"), sees=BELOW),
    Surface("plans:decomposition", Kind.EXPORT, of("plan"), sees=BELOW),
    Surface("plans:facts", Kind.FORM, of("draft"), sees=COUNTY, may=OWN),
    Surface("plans:discard", Kind.ACT, of("draft"), sees=COUNTY, may=OWN, is_post=True),
    Surface("plans:review", Kind.FORM, of("draft"), sees=COUNTY, may=OWN, probes=(node,)),
    Surface("plans:edit_plan", Kind.ACT, of("draft"), sees=COUNTY, may=OWN, is_post=True),
    Surface("plans:edit_node", Kind.ACT, of("draft", "node"), sees=COUNTY, may=OWN, is_post=True),
    Surface("plans:publish", Kind.FORM, of("draft"), sees=COUNTY, may=OWN),
    Surface("plans:close", Kind.FORM, of("plan"), sees=BELOW, may=CLOSERS),
    Surface("plans:tasks", Kind.LIST, of("plan"), sees=BELOW, probes=(lambda side: f"lead={side.county_post}",)),
    Surface("plans:task_sheet", Kind.EXPORT, of("plan"), sees=BELOW),
    Surface("plans:assign_tasks", Kind.BULK, of("plan"), sees=BELOW, is_post=True),
)
