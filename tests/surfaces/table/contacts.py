"""The pairing programme beside the case page."""

from tests.surfaces.surface import COUNTY, MILL, WITH_POST, Kind, Surface, always, of
from zhijia.organisation.tests.factories import TODAY

OPENERS = frozenset({"leader", "city_cadre"})
OFFICES = OPENERS | {"county_leader", "county_cadre", "stranger"}
OWN_OFFICE = frozenset({"county_leader", "county_cadre"})

CONTACTS = (
    Surface("contacts:programme", Kind.LIST),
    Surface("contacts:open", Kind.FORM, may=OPENERS),
    Surface("contacts:quotas", Kind.FORM, always(TODAY.year), sees=WITH_POST, may=OPENERS),
    Surface("contacts:samples", Kind.LIST, always(TODAY.year), sees=WITH_POST),
    Surface("contacts:draw", Kind.BULK, always(TODAY.year), sees=WITH_POST, may=OPENERS, is_post=True),
    Surface("contacts:propose", Kind.FORM, always(TODAY.year), sees=WITH_POST, may=OFFICES),
    Surface("contacts:for_all", Kind.BULK, always(TODAY.year, "confirm"), sees=WITH_POST, may=OFFICES, is_post=True),
    Surface("contacts:proposal", Kind.DETAIL, of("proposal"), sees=COUNTY),
    Surface("contacts:accept", Kind.ACT, of("proposal"), sees=COUNTY, may=OWN_OFFICE, is_post=True),
    Surface("contacts:change", Kind.FORM, of("proposal", "proposed"), sees=COUNTY, may=OWN_OFFICE),
    Surface(
        "contacts:pairs",
        Kind.LIST,
        probes=(lambda _side: "group=waiting", lambda _side: "level=county", lambda _side: "late=1"),
    ),
    Surface("contacts:pairs_sheet", Kind.EXPORT, probes=(lambda _side: "group=waiting",)),
    Surface("contacts:opinion", Kind.FORM, of("pair_case"), sees=MILL, may=frozenset()),
    Surface("contacts:mine", Kind.LIST),
    Surface(
        "contacts:ledger",
        Kind.LIST,
        probes=(lambda _side: "group=taking", lambda _side: "category=funds", lambda _side: "late=1"),
    ),
    Surface("contacts:ledger_sheet", Kind.EXPORT, probes=(lambda _side: "category=funds",)),
    Surface("contacts:visit", Kind.FORM),
    Surface("contacts:visit_ticket", Kind.LIST),
    Surface("contacts:visit_kept", Kind.LIST),
    Surface("contacts:visit_worker", Kind.LIST),
)
