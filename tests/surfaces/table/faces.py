"""Home, desk, cases, inbox, cockpit, portal."""

from tests.surfaces.congress import WATCHED
from tests.surfaces.records import Side
from tests.surfaces.surface import (
    CITY,
    COUNTY,
    EVERYBODY,
    MILL,
    PARTIES,
    TOWN,
    WITH_POST,
    Kind,
    Query,
    Surface,
    always,
    of,
)
from zhijia.engines.live.channels import Picture

PICTURE = Picture(WATCHED, "zh-hans").address
INDICATOR = "organising.enterprises"
NOBODY: frozenset[str] = frozenset()
"""A plan's terms are promised days: nobody pauses or extends them."""
ISSUERS = frozenset({"county_leader", "county_cadre"})
"""Posts of the union that issued the document."""
WORD_KEEPERS = frozenset({"administrator", "leader", "county_leader", "chair"})
HOLDERS = frozenset({"city_cadre", "research", "leader", "county_leader", "county_cadre"})


def at(side: Side) -> str:
    return f"at={side.path}"


def showing(*, own: int = 0, part: str = "numerator") -> Query:
    """A list of the cockpit at the county of a side."""
    return lambda side: f"at={side.path}&own={own}&part={part}"


def typed(side: Side) -> str:
    return f"q={side.mark}"


FACES = (
    Surface("home", Kind.DETAIL, sees=EVERYBODY | PARTIES),
    Surface("workbench:home", Kind.DETAIL, sees=EVERYBODY | PARTIES),
    Surface("workbench:desk", Kind.LIST, probes=(typed, lambda side: f"kind=plans.task&holder={side.county_post}")),
    Surface("workbench:desk_sheet", Kind.EXPORT, probes=(typed,)),
    Surface("workbench:keep_filter", Kind.ACT, is_post=True),
    Surface("workbench:drop_filter", Kind.ACT, always(1), sees=NOBODY, is_post=True),
    Surface("workbench:bulk", Kind.BULK, is_post=True),
    Surface("workbench:inbox", Kind.LIST),
    Surface("workbench:read_all", Kind.ACT, is_post=True),
    Surface("workbench:message_settings", Kind.FORM),
    Surface("workbench:deliveries", Kind.LIST, sees=frozenset({"administrator"})),
    Surface("workbench:retry_delivery", Kind.ACT, of("delivery"), sees=frozenset({"administrator"}), is_post=True),
    Surface("workbench:search", Kind.SEARCH, probes=(typed,)),
    Surface("workbench:permissions", Kind.COUNT),
    Surface("cases:case", Kind.HISTORY, of("case"), sees=TOWN, probes=(lambda _side: "tab=timeline",)),
    Surface("cases:proof", Kind.EXPORT, of("case"), sees=TOWN),
    Surface("cases:attachment", Kind.ATTACHMENT, of("attachment"), sees=TOWN),
    Surface("cases:serve_attachment", Kind.FORM, of("attachment"), sees=TOWN, may=CITY),
    Surface("cases:pause", Kind.FORM, of("clock"), sees=TOWN, may=NOBODY),
    Surface("cases:resume", Kind.FORM, of("clock"), sees=TOWN, may=NOBODY),
    Surface("cases:extend", Kind.FORM, of("clock"), sees=TOWN, may=NOBODY),
    Surface("cases:correct", Kind.FORM, of("clock"), sees=TOWN),
    Surface("cases:confirm", Kind.ACT, of("correction"), sees=TOWN, is_post=True),
    Surface("cases:comment", Kind.ACT, of("own_case"), sees=TOWN, is_post=True),
    Surface("cases:watch", Kind.ACT, of("own_case"), sees=TOWN, is_post=True),
    Surface("cases:move", Kind.FORM, of("own_case", then=("accept",)), sees=TOWN, may=frozenset({"town_cadre"})),
    Surface("documents:document", Kind.DETAIL, of("document"), sees=TOWN),
    Surface("documents:file", Kind.EXPORT, of("document", then=("docx",)), sees=TOWN),
    Surface("documents:sign", Kind.FORM, of("document"), sees=TOWN, may=COUNTY),
    Surface("documents:serve", Kind.FORM, of("document"), sees=TOWN, may=COUNTY),
    Surface("documents:annul", Kind.FORM, of("document"), sees=TOWN, may=ISSUERS),
    Surface("documents:series", Kind.LIST),
    Surface("documents:set_series", Kind.FORM, always("plans.urging"), may=WORD_KEEPERS),
    Surface("polling:vote", Kind.DETAIL, of("poll"), sees=MILL),
    Surface("polling:cast", Kind.ACT, of("poll"), sees=MILL, is_post=True),
    Surface("polling:desk", Kind.FORM, of("poll"), sees=NOBODY),
    Surface("polling:enter", Kind.ACT, of("poll", then=(1,)), sees=NOBODY, is_post=True),
    Surface("polling:confirm", Kind.ACT, of("poll", then=(1,)), sees=NOBODY, is_post=True),
    Surface("polling:call", Kind.ACT, of("poll"), sees=NOBODY, is_post=True),
    Surface("polling:result", Kind.DETAIL, of("poll"), sees=NOBODY),
    Surface("polling:manifest", Kind.EXPORT, of("poll"), sees=MILL),
    Surface("polling:tickets", Kind.ACT, of("poll"), sees=MILL, is_post=True),
    Surface("polling:key", Kind.FORM, of("poll"), sees=NOBODY),
    Surface("polling:keep_key", Kind.ACT, of("poll"), sees=NOBODY, is_post=True),
    Surface("polling:reveal_key", Kind.ACT, of("poll"), sees=NOBODY, is_post=True),
    Surface("polling:bundle", Kind.EXPORT, of("poll"), sees=NOBODY),
    Surface("polling:recount", Kind.ENTRANCE, is_open=True),
    Surface("polling:verifier", Kind.EXPORT, is_open=True),
    Surface("live:fragment", Kind.EXPORT, always(PICTURE), is_open=True),
    Surface("verification:document", Kind.DETAIL, of("token"), is_open=True, is_for_holders=True),
    Surface("cockpit:home", Kind.COUNT, sees=WITH_POST, probes=(at,)),
    Surface("cockpit:wall", Kind.COUNT, sees=WITH_POST, probes=(at,)),
    Surface("cockpit:catalogue", Kind.LIST, sees=WITH_POST, probes=(at,)),
    Surface("cockpit:number", Kind.DRILL_DOWN, always(INDICATOR), sees=WITH_POST, probes=(at,)),
    Surface("cockpit:tiles", Kind.DRILL_DOWN, always(INDICATOR), sees=WITH_POST, probes=(at,)),
    Surface("cockpit:list", Kind.DRILL_DOWN, always(INDICATOR), sees=WITH_POST, probes=(at, showing(own=1))),
    Surface("indicators:records", Kind.DRILL_DOWN, always(INDICATOR), sees=WITH_POST, probes=(at, showing(own=1))),
    Surface("cockpit:sheet", Kind.EXPORT, always(INDICATOR), sees=WITH_POST, probes=(at, showing(own=1))),
    Surface("cockpit:recount", Kind.COUNT, of("declared"), sees=COUNTY, is_post=True),
    Surface("cockpit:report", Kind.FORM, of("declared"), sees=MILL, may=MILL - {"administrator", "supervisor"}),
    Surface("cockpit:evidence", Kind.ATTACHMENT, of("entry"), sees=COUNTY),
    Surface("portal:home", Kind.LIST),
    Surface("portal:cases", Kind.LIST),
    Surface("portal:inbox", Kind.LIST),
    Surface("portal:read_all", Kind.ACT, is_post=True),
    Surface("portal:found", Kind.FORM),
    Surface("portal:notice", Kind.FORM, of("notice_case"), sees=frozenset({"chair", "worker"})),
    Surface("portal:record", Kind.DETAIL),
    Surface("portal:apply", Kind.ACT, is_post=True),
    Surface("portal:withdraw", Kind.ACT, is_post=True),
    Surface("portal:correct", Kind.FORM),
    Surface("portal:withdraw_request", Kind.ACT, of("amendment"), sees=frozenset({"chair"}), is_post=True),
    Surface("portal:consent", Kind.ACT, always("optional"), is_post=True),
    Surface("portal:answer_invitation", Kind.ACT, always(1), is_post=True),
    Surface("portal:phone", Kind.FORM),
    Surface("portal:ask_phone_code", Kind.ACT, is_post=True),
    Surface("portal:take_record", Kind.EXPORT, is_post=True),
    Surface("portal:union", Kind.DETAIL),
)
