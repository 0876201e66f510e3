"""What was pointed out because a day had passed counts no more once it is entered that the act was in time (WC-029, WC-030)."""

from importlib import import_module

from django.db import migrations

from zhijia.engines.indicators.schema import replace_view, unwatch, watch

before = import_module("zhijia.services.congress.migrations.0010_counting_sessions")

# A day that was kept after all: the clock of the act that was missed ends on the day of the act, or later.
IN_TIME = """
    SELECT FROM congress_congresssession m JOIN cases_clock k ON k.case_id = m.case_id
     WHERE m.case_id = {row}.case_id
       AND ({row}.verb = 'publish_missed' AND k.name = 'publication' AND m.published_on <= k.due_on
            OR {row}.verb = 'report_missed' AND k.name = 'report' AND m.reported_on <= k.due_on)"""
SESSIONS = before.SESSIONS.replace(
    "WHERE c.case_id = s.case_id)", f"WHERE c.case_id = s.case_id AND NOT EXISTS ({IN_TIME.format(row='c')}))"
)
FINDINGS = before.FINDINGS.replace(
    "AND g.id < f.id)",
    f"AND g.id < f.id AND NOT EXISTS ({IN_TIME.format(row='g')})) AND NOT EXISTS ({IN_TIME.format(row='f')})",
)
OF_SESSION = "SELECT f.id FROM cases_casefinding f JOIN changed ON changed.case_id = f.case_id"
OF_CLOCK = " JOIN congress_congresssession r ON r.case_id = f.case_id WHERE changed.name IN ('publication', 'report')"
SESSION_FEEDS, SESSION_COLUMNS = before.WATCHED["congress_congresssession"]
CLOCK_FEEDS, CLOCK_COLUMNS = before.WATCHED["cases_clock"]
WATCHED = {
    "congress_congresssession": (
        {**SESSION_FEEDS, "congress_findings": OF_SESSION},
        [*SESSION_COLUMNS, "published_on", "reported_on"],
    ),
    "cases_clock": (
        {
            **CLOCK_FEEDS,
            "congress_findings": OF_SESSION + OF_CLOCK,
            "congress_sessions": f"SELECT r.id FROM congress_congresssession r {before.OF_CASE}"
            " WHERE changed.name IN ('publication', 'report')",
        },
        CLOCK_COLUMNS,
    ),
}
VIEWS = replace_view("congress_sessions", SESSIONS) + replace_view("congress_findings", FINDINGS)
AGAIN = "".join(
    unwatch(f"congress_work_from_{table}") + watch(f"congress_work_from_{table}", table, feeds=feeds, columns=columns)
    for table, (feeds, columns) in WATCHED.items()
)
REBUILT = "SELECT indicators_rebuild('congress_sessions'); SELECT indicators_rebuild('congress_findings');"


class Migration(migrations.Migration):
    dependencies = [("congress", "0013_steps_of_rules"), ("cases", "0006_in_sight")]
    operations = [migrations.RunSQL(VIEWS + AGAIN + REBUILT)]
