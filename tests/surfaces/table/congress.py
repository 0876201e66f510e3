"""The congress beside the case page."""

from tests.surfaces.surface import KEEPERS, MILL, Kind, Surface, of

CONGRESS = (
    Surface("congress:terms", Kind.LIST, probes=(lambda _side: "group=forming", lambda _side: "scope=enterprise")),
    Surface("congress:terms_sheet", Kind.EXPORT, probes=(lambda _side: "group=forming",)),
    Surface("congress:overview", Kind.COUNT),
    Surface("congress:seats", Kind.LIST),
    Surface("congress:mine", Kind.LIST),
    Surface("congress:proposals", Kind.LIST),
    Surface("congress:write_proposal", Kind.FORM),
    Surface("congress:proposal", Kind.DETAIL, of("congress_case"), sees=frozenset()),
    Surface("congress:act_on_proposal", Kind.FORM, of("congress_case", then=("cosign",)), sees=frozenset()),
    Surface("congress:own_sessions", Kind.LIST),
    Surface("congress:session", Kind.DETAIL, of("session_case"), sees=frozenset()),
    Surface("congress:session_texts", Kind.DETAIL, of("session_case"), sees=frozenset()),
    Surface("congress:give_opinion", Kind.FORM, of("session_case"), sees=frozenset()),
    Surface("congress:give_topic", Kind.FORM, of("session_case"), sees=frozenset()),
    Surface("congress:here", Kind.DETAIL, of("session_case"), sees=frozenset()),
    Surface("congress:speak", Kind.ACT, of("session_case"), sees=frozenset(), is_post=True),
    Surface("congress:hall", Kind.DETAIL, of("session_case"), sees=MILL),
    Surface("congress:hall_code", Kind.DETAIL, of("session_case"), sees=MILL, may=KEEPERS - {"administrator"}),
    Surface("congress:floor", Kind.DETAIL, of("session_case"), sees=MILL, may=KEEPERS - {"administrator"}),
    Surface("congress:floor_controls", Kind.DETAIL, of("session_case"), sees=MILL, may=KEEPERS - {"administrator"}),
    Surface(
        "congress:lead",
        Kind.ACT,
        of("session_case", then=("end_speech",)),
        sees=MILL,
        may=KEEPERS - {"administrator"},
        is_post=True,
    ),
    Surface("congress:ballots", Kind.DETAIL, of("session_case"), sees=MILL),
    Surface("congress:cards", Kind.DETAIL, of("congress_case"), sees=MILL),
    Surface("congress:open_joint", Kind.FORM, of("congress_case"), sees=MILL, may=KEEPERS),
    Surface("congress:open_term", Kind.FORM, of("union"), sees=MILL, may=KEEPERS),
    Surface("congress:open_seat", Kind.FORM, of("union"), sees=MILL, may=KEEPERS),
)
