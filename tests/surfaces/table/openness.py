"""Open affairs beside the case page."""

from tests.surfaces.surface import KEEPERS, MILL, Kind, Surface, of

OPENNESS = (
    Surface("openness:disclosures", Kind.LIST, probes=(lambda _side: "group=late", lambda _side: "group=open")),
    Surface("openness:sheet", Kind.EXPORT, probes=(lambda _side: "group=open",)),
    Surface("openness:plans", Kind.LIST),
    Surface("openness:open_plan", Kind.FORM, of("union"), sees=MILL, may=KEEPERS),
)
