"""Legal supervision beside the case page."""

from tests.surfaces.surface import MILL, NARROWED, WITH_POST, Kind, Surface, always, of

KEEPERS_OF_FORMS = frozenset({"administrator", "leader", "county_leader", "chair"})
OPENERS = frozenset({"leader", "city_cadre", "county_leader", "county_cadre", "town_cadre", "chair", "stranger"})
CHOOSERS = frozenset({"leader", "city_cadre", "county_leader", "county_cadre", "town_cadre", "stranger"})

SUPERVISION = (
    Surface(
        "supervision:list",
        Kind.LIST,
        sees=WITH_POST,
        probes=(lambda _side: "group=checked", lambda _side: "matter=wages&letter=opinion", *NARROWED),
    ),
    Surface(
        "supervision:sheet",
        Kind.EXPORT,
        sees=WITH_POST,
        probes=(lambda _side: "group=checked&letter=opinion", *NARROWED),
    ),
    Surface(
        "supervision:clues",
        Kind.LIST,
        sees=WITH_POST,
        probes=(lambda side: f"text={side.mark}", lambda _side: "source=finding"),
    ),
    Surface(
        "supervision:targets",
        Kind.FORM,
        may=CHOOSERS,
        probes=(lambda side: f"why=no_contract&why=silent&place={side.county}",),
    ),
    Surface("supervision:target_list", Kind.DETAIL, of("target_list"), sees=MILL),
    Surface("supervision:go_on", Kind.ACT, of("target_list"), sees=MILL, may=CHOOSERS, is_post=True),
    Surface("supervision:note", Kind.FORM, of("union"), sees=MILL, may=OPENERS),
    Surface("supervision:drop", Kind.FORM, of("clue"), sees=MILL, may=OPENERS),
    Surface(
        "supervision:open",
        Kind.FORM,
        of("union"),
        sees=MILL,
        may=OPENERS,
        probes=(lambda side: f"clue={side.clue}", lambda side: f"origin={side.bargaining_case}"),
    ),
    Surface("supervision:forms", Kind.LIST, sees=WITH_POST),
    Surface("supervision:upload_form", Kind.FORM, always("opinion"), may=KEEPERS_OF_FORMS),
    Surface("supervision:withdraw_form", Kind.ACT, always("opinion"), may=KEEPERS_OF_FORMS, is_post=True),
    Surface("supervision:bodies", Kind.DETAIL, of("union"), sees=MILL),
    Surface("supervision:supervisor", Kind.FORM, of("union"), sees=MILL, may=OPENERS),
)
