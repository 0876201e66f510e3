"""Collective bargaining beside the case page."""

from tests.surfaces.surface import MILL, Kind, Surface, of

OPENERS = frozenset({"leader", "city_cadre", "county_leader", "county_cadre", "town_cadre", "chair", "stranger"})
COVERED = MILL | {"worker"}
"""A contract is seen by the workers whom it covers, too."""

BARGAINING = (
    Surface("bargaining:list", Kind.LIST, probes=(lambda _side: "group=force", lambda _side: "type=wage")),
    Surface("bargaining:open", Kind.FORM, of("union"), sees=MILL, may=OPENERS),
    Surface("bargaining:contract", Kind.DETAIL, of("contract"), sees=COVERED),
    Surface("bargaining:succeed", Kind.FORM, of("contract"), sees=COVERED, may=OPENERS),
)
