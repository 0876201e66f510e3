"""Unions, enterprises, people, posts, accounts, imports."""

from tests.surfaces.partners import LAW_SCAN
from tests.surfaces.records import Side
from tests.surfaces.surface import COUNTY, KEEPERS, MILL, TOWN, WITH_POST, Kind, Surface, always, of

FROM_ABOVE = KEEPERS - {"chair"}
"""Who gives a grassroots union its accounts, fills its chair's post, and keeps the enterprises of its place."""
OPENERS = KEEPERS - {"administrator"}
"""Who works with people; who keeps the system does not open what is masked."""
OFFICES = frozenset({"leader", "city_cadre", "county_leader", "county_cadre", "town_cadre", "stranger"})
"""Who organises enterprises."""
LAW_KEEPERS = frozenset({"administrator", "leader"})


def under(side: Side) -> str:
    return f"under={side.county}"


def found(side: Side) -> str:
    return f"x_text={side.mark}"


def typed(side: Side) -> str:
    return f"q={side.mark}"


ORGANISING = (
    Surface("organising:unions", Kind.TREE, sees=WITH_POST, probes=(typed, lambda side: f"at={side.union}")),
    Surface("organising:find_unions", Kind.AUTOCOMPLETE, probes=(found,)),
    Surface("organising:union_list", Kind.LIST, probes=(under, lambda side: f"after={side.union}")),
    Surface("organising:export_unions", Kind.EXPORT, probes=(under,)),
    Surface("organising:union", Kind.DETAIL, of("union"), sees=MILL),
    Surface("organising:branch", Kind.TREE, of("county"), sees=COUNTY),
    Surface("organising:create_union", Kind.FORM, of("union"), sees=MILL, may=KEEPERS),
    Surface("organising:change_union", Kind.FORM, of("union"), sees=MILL, may=KEEPERS),
    Surface("organising:set_parent", Kind.FORM, of("union"), sees=MILL, may=KEEPERS),
    Surface("organising:move_union", Kind.FORM, of("union"), sees=MILL, may=FROM_ABOVE),
    Surface("organising:cover", Kind.FORM, of("union"), sees=MILL, may=KEEPERS),
    Surface("organising:enter_enterprise", Kind.FORM, of("town"), sees=TOWN, may=KEEPERS),
    Surface("organising:enter_person", Kind.FORM, of("union"), sees=MILL, may=KEEPERS),
    Surface("organising:create_post", Kind.FORM, of("union"), sees=MILL, may=KEEPERS),
    Surface("organising:print_slips", Kind.FORM, of("union"), sees=MILL, may=FROM_ABOVE),
    Surface("organising:end_parent", Kind.FORM, of("other_parent"), sees=MILL, may=KEEPERS),
    Surface("organising:uncover", Kind.FORM, of("coverage"), sees=MILL, may=KEEPERS),
    Surface("organising:enterprises", Kind.LIST, probes=(under, lambda side: f"after={side.enterprise}")),
    Surface("organising:export_enterprises", Kind.EXPORT, probes=(under,)),
    Surface("organising:find_enterprises", Kind.AUTOCOMPLETE, probes=(found,)),
    Surface("organising:enterprise", Kind.DETAIL, of("enterprise"), sees=MILL),
    Surface("organising:change_enterprise", Kind.FORM, of("enterprise"), sees=MILL, may=FROM_ABOVE),
    Surface("organising:employ_here", Kind.FORM, of("enterprise"), sees=MILL, may=KEEPERS),
    Surface("organising:name_contact", Kind.FORM, of("enterprise"), sees=MILL, may=FROM_ABOVE),
    Surface("organising:enter_bureau", Kind.FORM, of("county"), sees=COUNTY, may=KEEPERS),
    Surface("organising:name_officer", Kind.FORM, of("bureau"), sees=COUNTY, may=KEEPERS),
    Surface("organising:end_mandate", Kind.FORM, of("mandate"), sees=TOWN, may=KEEPERS),
    Surface("organising:mandate_letter", Kind.ATTACHMENT, of("mandate"), sees=TOWN),
    Surface("organising:members", Kind.LIST, probes=(under, lambda side: f"value={side.mark}")),
    Surface("organising:export_members", Kind.EXPORT, probes=(under,)),
    Surface("organising:roster", Kind.COUNT, probes=(under,)),
    Surface("organising:roster_list", Kind.LIST, always("duplicate"), probes=(under,)),
    Surface("organising:examine_roster", Kind.ACT, may=KEEPERS | {"stranger"}, is_post=True),
    Surface("organising:join_many", Kind.FORM, of("union"), sees=MILL, may=KEEPERS),
    Surface("organising:enter_application", Kind.FORM, of("union"), sees=MILL, may=KEEPERS),
    Surface("organising:apply", Kind.ENTRANCE, is_open=True),
    Surface("organising:application", Kind.DETAIL, of("application_token"), is_open=True, is_for_holders=True),
    Surface(
        "organising:withdraw_application",
        Kind.ACT,
        of("application_token"),
        is_open=True,
        is_for_holders=True,
        is_post=True,
    ),
    Surface("organising:correction_scan", Kind.ATTACHMENT, of("amendment"), sees=MILL, may=KEEPERS),
    Surface("organising:join_person", Kind.FORM, of("person"), sees=MILL, may=KEEPERS),
    Surface("organising:change_membership", Kind.FORM, of("membership", then=("withdraw",)), sees=MILL, may=KEEPERS),
    Surface("organising:end_employment", Kind.FORM, of("employment"), sees=MILL, may=KEEPERS),
    Surface("organising:people", Kind.LIST, probes=(under, lambda side: f"value={side.mark}")),
    Surface("organising:export_people", Kind.EXPORT, probes=(under,)),
    Surface("organising:find_people", Kind.AUTOCOMPLETE, probes=(found,)),
    Surface("organising:person", Kind.DETAIL, of("person"), sees=MILL),
    Surface("organising:ask_export", Kind.FORM, may=KEEPERS | {"stranger"}),
    Surface("organising:exports", Kind.LIST),
    Surface("organising:approve_export", Kind.ACT, of("export"), sees=COUNTY, may=KEEPERS, is_post=True),
    Surface("organising:take_export", Kind.ACT, of("export"), sees=COUNTY, may=KEEPERS, is_post=True),
    Surface("organising:merge", Kind.FORM, of("person", "twin"), sees=MILL, may=KEEPERS),
    Surface("organising:merges", Kind.LIST),
    Surface("organising:decide_merge", Kind.ACT, of("merge"), sees=COUNTY, may=KEEPERS, is_post=True),
    Surface("organising:split_merge", Kind.FORM, of("merge"), sees=COUNTY, may=KEEPERS),
    Surface("organising:find_by_number", Kind.SEARCH),
    Surface("organising:describe_person", Kind.FORM, of("person"), sees=MILL, may=KEEPERS),
    Surface("organising:open_masked", Kind.FORM, of("person"), sees=MILL, may=OPENERS),
    Surface("organising:employ_person", Kind.FORM, of("person"), sees=MILL, may=KEEPERS),
    Surface("organising:open_account", Kind.FORM, of("person"), sees=MILL, may=KEEPERS),
    Surface("organising:print_slip", Kind.ACT, of("person"), sees=MILL, may=FROM_ABOVE, is_post=True),
    Surface("organising:ask_reset", Kind.FORM, of("person"), sees=MILL, may=KEEPERS),
    Surface("organising:confirm_reset", Kind.FORM, of("reset"), sees=COUNTY),
    Surface("organising:close_account", Kind.FORM, of("person"), sees=MILL, may=FROM_ABOVE),
    Surface("organising:reopen_account", Kind.FORM, of("person"), sees=MILL, may=FROM_ABOVE),
    Surface("organising:posts", Kind.LIST, probes=(under,)),
    Surface("organising:export_posts", Kind.EXPORT, probes=(under,)),
    Surface("organising:post", Kind.DETAIL, of("post"), sees=MILL),
    Surface("organising:appoint", Kind.FORM, of("post"), sees=MILL, may=FROM_ABOVE),
    Surface("organising:hand_over", Kind.FORM, of("post"), sees=MILL, may=FROM_ABOVE),
    Surface("organising:name_deputy", Kind.FORM, of("post"), sees=MILL, may=KEEPERS),
    Surface("organising:close_post", Kind.FORM, of("post"), sees=MILL, may=FROM_ABOVE),
    Surface("organising:leave", Kind.FORM, of("holding"), sees=MILL, may=FROM_ABOVE),
    Surface("organising:imports", Kind.LIST, may=KEEPERS | {"stranger"}),
    Surface("organising:import_template", Kind.EXPORT, always("unions")),
    Surface("organising:import", Kind.DETAIL, of("batch"), sees=COUNTY),
    Surface("organising:check_import", Kind.ACT, of("batch"), sees=COUNTY, may=KEEPERS, is_post=True),
    Surface("organising:apply_import", Kind.ACT, of("batch"), sees=COUNTY, may=KEEPERS, is_post=True),
    Surface("organising:undo_import", Kind.ACT, of("batch"), sees=COUNTY, may=KEEPERS, is_post=True),
    Surface("organising:import_errors", Kind.EXPORT, of("batch"), sees=COUNTY),
    Surface("organising:intakes", Kind.LIST, may=KEEPERS | {"stranger"}),
    Surface("organising:intake_template", Kind.EXPORT),
    Surface("organising:intake", Kind.DETAIL, of("roster"), sees=COUNTY),
    Surface("organising:map_intake", Kind.FORM, of("roster"), sees=COUNTY, may=KEEPERS, is_post=True),
    Surface("organising:decide_intake", Kind.BULK, of("roster"), sees=COUNTY, may=KEEPERS, is_post=True),
    Surface("organising:work_intake", Kind.ACT, of("roster", then=("enter",)), sees=COUNTY, may=KEEPERS, is_post=True),
    Surface("organising:intake_errors", Kind.EXPORT, of("roster"), sees=COUNTY),
    Surface("organising:law", Kind.LIST),
    Surface("organising:parameters", Kind.ENTRANCE, is_open=True),
    Surface("organising:law_scan", Kind.ATTACHMENT, always(LAW_SCAN)),
    Surface("organising:correct_parameter", Kind.FORM, may=LAW_KEEPERS),
    Surface("organising:enter_notice", Kind.FORM, may=LAW_KEEPERS),
    Surface("organising:correct_day", Kind.FORM, may=LAW_KEEPERS),
    Surface(
        "organising:targets",
        Kind.LIST,
        probes=(lambda _side: "group=open", lambda _side: "priority=key", lambda _side: "late=1&mine=1"),
    ),
    Surface("organising:targets_sheet", Kind.EXPORT, probes=(lambda _side: "group=open",)),
    Surface("organising:targets_overview", Kind.COUNT),
    Surface("organising:enter_target", Kind.FORM, may=OFFICES),
    Surface("organising:enter_targets", Kind.FORM, may=OFFICES),
    Surface("organising:targets_gap", Kind.FORM, may=OFFICES),
    Surface("organising:foundings", Kind.LIST, probes=(lambda _side: "group=stalled", lambda _side: "kind=own", typed)),
    Surface("organising:foundings_sheet", Kind.EXPORT, probes=(lambda _side: "group=running",)),
    Surface("organising:open_founding", Kind.FORM, may=KEEPERS | {"stranger"}),
    Surface("organising:elections", Kind.LIST, probes=(lambda _side: "group=running", lambda _side: "kind=renewal")),
    Surface("organising:elections_sheet", Kind.EXPORT, probes=(lambda _side: "group=running",)),
    Surface("organising:terms", Kind.LIST),
    Surface("organising:open_election", Kind.FORM, of("union"), sees=MILL, may=KEEPERS),
    Surface("organising:life", Kind.LIST, probes=(lambda _side: "wanting=shell", lambda side: f"after={side.union}")),
    Surface("organising:life_sheet", Kind.EXPORT, probes=(lambda _side: "wanting=members",)),
    Surface("organising:record_sign", Kind.FORM, of("union"), sees=MILL, may=KEEPERS),
    Surface("organising:record_fee", Kind.FORM, of("union"), sees=MILL, may=KEEPERS),
    Surface("organising:fees", Kind.LIST, probes=(lambda _side: "arrears=1",)),
    Surface("organising:registrations", Kind.LIST, probes=(lambda _side: "group=waiting", lambda _side: "group=due")),
    Surface("organising:registrations_sheet", Kind.EXPORT, probes=(lambda _side: "group=waiting",)),
    Surface("organising:register_union", Kind.FORM, of("union"), sees=MILL, may=KEEPERS),
)
