"""Open affairs beside the case page."""

from tests.surfaces.surface import KEEPERS, MILL, Kind, Surface, of

READERS = frozenset({"worker", "chair"})
"""Who works in the mill."""

OPENNESS = (
    Surface("openness:disclosures", Kind.LIST, probes=(lambda _side: "group=late", lambda _side: "group=open")),
    Surface("openness:sheet", Kind.EXPORT, probes=(lambda _side: "group=open",)),
    Surface("openness:plans", Kind.LIST),
    Surface("openness:mine", Kind.LIST),
    Surface("openness:read", Kind.DETAIL, of("shown_case"), sees=READERS),
    Surface("openness:mark", Kind.ACT, of("shown_case"), sees=READERS, is_post=True),
    Surface("openness:ask", Kind.FORM, of("shown_case"), sees=READERS),
    Surface("openness:open_plan", Kind.FORM, of("union"), sees=MILL, may=KEEPERS),
)
