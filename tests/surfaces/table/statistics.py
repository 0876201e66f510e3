"""The annual return beside the case page."""

from tests.surfaces.surface import MILL, WITH_POST, Kind, Surface, always, of
from zhijia.organisation.tests.factories import TODAY

OFFICE = frozenset({"leader", "city_cadre", "research"})
OFFICES = OFFICE | {"county_leader", "county_cadre", "town_cadre", "chair", "stranger"}

STATISTICS = (
    Surface("statistics:overview", Kind.LIST),
    Surface("statistics:open", Kind.FORM, may=OFFICE),
    Surface(
        "statistics:returns",
        Kind.LIST,
        always(TODAY.year),
        sees=WITH_POST,
        probes=(lambda _side: "group=missing", lambda _side: "group=edited"),
    ),
    Surface("statistics:returns_sheet", Kind.EXPORT, always(TODAY.year), sees=WITH_POST),
    Surface("statistics:accept_all", Kind.BULK, always(TODAY.year), sees=WITH_POST, may=OFFICES, is_post=True),
    Surface("statistics:sheet", Kind.EXPORT, of("return_case"), sees=MILL),
)
