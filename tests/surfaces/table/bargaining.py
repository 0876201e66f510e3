"""Collective bargaining beside the case page."""

from tests.surfaces.surface import MILL, Kind, Surface, of

OPENERS = frozenset({"leader", "city_cadre", "county_leader", "county_cadre", "town_cadre", "chair", "stranger"})
COVERED = MILL | {"worker"}
"""A contract is seen by the workers whom it covers, too."""

BARGAINING = (
    Surface("bargaining:list", Kind.LIST, probes=(lambda _side: "group=force", lambda _side: "type=wage")),
    Surface("bargaining:open", Kind.FORM, of("union"), sees=MILL, may=OPENERS),
    Surface(
        "bargaining:draft",
        Kind.DETAIL,
        of("contract_draft"),
        sees=MILL,
        probes=(lambda _side: "beside=standard", lambda _side: "do=fill", lambda _side: "do=write&at=basis"),
    ),
    Surface(
        "bargaining:compare",
        Kind.DETAIL,
        of("contract_draft"),
        sees=MILL,
        probes=(lambda _side: "with=standard&all=1",),
    ),
    Surface("bargaining:edit_draft", Kind.ACT, of("contract_draft"), sees=MILL, may=frozenset(), is_post=True),
    Surface("bargaining:contract", Kind.DETAIL, of("contract"), sees=COVERED),
    Surface("bargaining:succeed", Kind.FORM, of("contract"), sees=COVERED, may=OPENERS),
)
