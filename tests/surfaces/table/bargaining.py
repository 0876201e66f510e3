"""Collective bargaining beside the case page."""

from tests.surfaces.surface import COUNTY, MILL, NARROWED, PARTIES, TOWN, Kind, Surface, of

OPENERS = frozenset({"leader", "city_cadre", "county_leader", "county_cadre", "town_cadre", "chair", "stranger"})
ISSUERS = frozenset({"leader", "city_cadre", "county_leader", "county_cadre", "town_cadre", "stranger"})
COVERED = MILL | {"worker"}
"""A contract is seen by the workers whom it covers, too."""
LEADERS = frozenset({"leader", "city_cadre", "county_leader", "county_cadre", "town_cadre", "stranger"})
"""Who organises campaigns: leaders, heads and cadres above the grassroots."""

BARGAINING = (
    Surface("bargaining:list", Kind.LIST, probes=(lambda _side: "group=force&type=wage", *NARROWED)),
    Surface("bargaining:sheet", Kind.EXPORT, probes=(lambda _side: "group=force&type=wage", *NARROWED)),
    Surface("bargaining:open", Kind.FORM, of("union"), sees=MILL, may=OPENERS),
    Surface(
        "bargaining:find_firms",
        Kind.AUTOCOMPLETE,
        of("town"),
        sees=TOWN,
        may=OPENERS,
        probes=(lambda side: f"unorganised_text={side.mark}",),
    ),
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
    Surface("bargaining:history", Kind.HISTORY, of("contract_draft"), sees=MILL),
    Surface("bargaining:issue_standard", Kind.FORM, of("contract_draft"), sees=MILL, may=ISSUERS),
    Surface("bargaining:edit_draft", Kind.ACT, of("contract_draft"), sees=MILL, may=frozenset(), is_post=True),
    Surface("bargaining:inspection", Kind.DETAIL, of("inspection"), sees=COVERED),
    Surface("bargaining:demand_talks", Kind.FORM, sees=PARTIES),
    Surface("bargaining:contract", Kind.DETAIL, of("contract"), sees=COVERED),
    Surface("bargaining:ask", Kind.FORM, of("contract"), sees=COVERED, may=frozenset({"worker", "chair"})),
    Surface(
        "bargaining:opinion",
        Kind.ACT,
        of("contract"),
        sees=COVERED,
        may=frozenset({"worker", "chair"}),
        is_post=True,
    ),
    Surface("bargaining:succeed", Kind.FORM, of("contract"), sees=COVERED, may=OPENERS),
    Surface("bargaining:campaigns", Kind.LIST),
    Surface("bargaining:new_campaign", Kind.FORM, may=LEADERS),
    Surface(
        "bargaining:campaign", Kind.DETAIL, of("campaign"), sees=MILL, probes=(lambda side: f"place={side.county}",)
    ),
    Surface("bargaining:edit_campaign", Kind.FORM, of("campaign_draft"), sees=COUNTY, may=LEADERS),
    Surface("bargaining:start_campaign", Kind.ACT, of("campaign_draft"), sees=COUNTY, may=LEADERS, is_post=True),
    Surface("bargaining:go_on", Kind.ACT, of("campaign"), sees=MILL, may=LEADERS, is_post=True),
    Surface(
        "bargaining:targets",
        Kind.LIST,
        of("campaign"),
        sees=MILL,
        probes=(lambda side: f"place={side.county}", lambda side: f"cadre={side.county_post}&show=silent"),
    ),
    Surface("bargaining:remind_targets", Kind.BULK, of("campaign"), sees=MILL, may=LEADERS, is_post=True),
    Surface("bargaining:letters", Kind.EXPORT, of("campaign"), sees=MILL),
)
