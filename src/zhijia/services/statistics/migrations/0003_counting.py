"""The facts behind the cells: employees, units and kinds of unions by the day; and of the returns themselves.

What the register of enterprises overwrites without a date is kept with its days, so that the numbers of a period that is
over do not change with today's row.
"""

from django.db import migrations

from zhijia.engines.indicators.schema import (
    NOT_KNOWN_SINCE,
    create_family,
    drop_family,
    forget_history,
    keep_history,
    unwatch,
    watch,
)

UNION_LIFE = f"daterange(COALESCE(o.founded_on, {NOT_KNOWN_SINCE}), o.closed_on)"
STATE_DAYS = (
    f"daterange(h.from_on, h.to_on) * daterange(COALESCE(e.founded_on, {NOT_KNOWN_SINCE}), e.closed_on)"
    f" * daterange(c.from_on, c.to_on) * {UNION_LIFE}"
)
SPANS = """
      FROM organisation_unioncoverage c
      JOIN statistics_enterprisestate h ON h.enterprise_id = c.enterprise_id
      JOIN organisation_enterprise e ON e.id = c.enterprise_id
      JOIN organisation_union o ON o.id = c.union_id
"""

# An enterprise counts at the oldest of the unions that cover it on the day, so once.
UNITS = f"""
    SELECT i.indicator, lower(days), upper(days), i.amount
    {SPANS}
     CROSS JOIN LATERAL (
           SELECT range_agg(daterange(b.from_on, b.to_on) * daterange(COALESCE(v.founded_on, {NOT_KNOWN_SINCE}), v.closed_on)) AS taken
             FROM organisation_unioncoverage b JOIN organisation_union v ON v.id = b.union_id
            WHERE b.enterprise_id = c.enterprise_id AND b.union_id < c.union_id) other
     CROSS JOIN LATERAL unnest(datemultirange({STATE_DAYS}) - COALESCE(other.taken, '{{}}')) AS days
     CROSS JOIN LATERAL (VALUES
           ('statistics.employees', h.headcount::bigint),
           ('statistics.employees_women', h.women::bigint),
           ('statistics.employees_migrants', h.migrants::bigint),
           ('statistics.employees_dispatched', h.dispatched::bigint),
           ('statistics.units', 1::bigint)) AS i (indicator, amount)
     WHERE c.union_id = u.id AND i.amount > 0
"""

# A union is of the kind of the first enterprise that it covers on the day.
KINDS = f"""
    SELECT i.indicator, lower(days), upper(days), 1::bigint
    {SPANS}
     CROSS JOIN LATERAL (
           SELECT range_agg(daterange(b.from_on, b.to_on)) AS taken FROM organisation_unioncoverage b
            WHERE b.union_id = c.union_id AND b.enterprise_id < c.enterprise_id) other
     CROSS JOIN LATERAL unnest(datemultirange({STATE_DAYS}) - COALESCE(other.taken, '{{}}')) AS days
     CROSS JOIN LATERAL (SELECT CASE
           WHEN h.ownership < '200' THEN 'statistics.unions.domestic'
           WHEN h.ownership = '200' THEN 'statistics.unions.hmt'
           WHEN h.ownership = '300' THEN 'statistics.unions.foreign'
           WHEN h.ownership = '400' THEN 'statistics.unions.institutions'
           WHEN h.ownership = '500' THEN 'statistics.unions.organs'
           WHEN h.ownership = '600' THEN 'statistics.unions.individual' END) AS i (indicator)
     WHERE c.union_id = u.id AND o.kind IN ('enterprise', 'joint') AND i.indicator IS NOT NULL
"""

# Days on which something changes, summed up from the first one on.
OF_UNIONS = f"""
    SELECT x.indicator, 'n' AS part, u.id AS subject_id, u.path, x.value, x.from_on, x.to_on
      FROM organisation_union u
     CROSS JOIN LATERAL (
           SELECT t.indicator, t.value::bigint AS value, t.day AS from_on,
                  lead(t.day) OVER (PARTITION BY t.indicator ORDER BY t.day) AS to_on
             FROM (SELECT d.indicator, d.day, sum(d.change) OVER (PARTITION BY d.indicator ORDER BY d.day) AS value
                     FROM (SELECT s.indicator, k.day, sum(k.change) AS change
                             FROM ({UNITS} UNION ALL {KINDS}) AS s (indicator, from_on, to_on, amount)
                            CROSS JOIN LATERAL (VALUES (s.from_on, s.amount), (s.to_on, -s.amount)) AS k (day, change)
                            WHERE k.day IS NOT NULL
                            GROUP BY s.indicator, k.day HAVING sum(k.change) <> 0) d) t) x
     WHERE x.value > 0
"""

# A return counts from the day it was opened until a year after its period; late is known the day after it was due.
OF_RETURNS = """
    SELECT f.indicator, f.part, r.id AS subject_id, r.path, f.value::bigint AS value, f.from_on, y.ends AS to_on
      FROM statistics_return r
      JOIN statistics_survey s ON s.id = r.survey_id
     CROSS JOIN LATERAL (SELECT (s.to_on + interval '1 year')::date AS ends) y
     CROSS JOIN LATERAL (VALUES
           ('statistics.hand_in', 'd', 1, r.opened_on),
           ('statistics.hand_in', 'n', 1, r.handed_in_on),
           ('statistics.in_time', 'd', 1, r.due_on + 1),
           ('statistics.in_time', 'n', CASE WHEN r.handed_in_on <= r.due_on THEN 1 END, r.due_on + 1),
           ('statistics.edited', 'n', NULLIF(r.edited, 0), r.handed_in_on)) AS f (indicator, part, value, from_on)
     WHERE f.value IS NOT NULL AND f.from_on IS NOT NULL AND f.from_on < y.ends
"""

COVERING = "SELECT c.union_id FROM organisation_unioncoverage c JOIN changed ON changed.{key} = c.enterprise_id"
SISTERS = (
    "SELECT s.union_id FROM organisation_unioncoverage c JOIN changed ON changed.id = c.union_id"
    " JOIN organisation_unioncoverage s ON s.enterprise_id = c.enterprise_id"
)
STATES = {
    "headcount": "integer",
    "women": "integer",
    "migrants": "integer",
    "dispatched": "integer",
    "ownership": "varchar(3) NOT NULL",
}
WATCHED = {
    "organisation_unioncoverage": (
        {"statistics_units": f"SELECT union_id FROM changed UNION {COVERING.format(key='enterprise_id')}"},
        ["union_id", "enterprise_id", "from_on", "to_on"],
    ),
    "organisation_enterprise": (
        {"statistics_units": COVERING.format(key="id")},
        [*STATES, "founded_on", "closed_on"],
    ),
    "organisation_union": (
        {"statistics_units": f"SELECT id FROM changed UNION {SISTERS}"},
        ["kind", "founded_on", "closed_on", "path"],
    ),
    "statistics_return": (
        {"statistics_returns": "SELECT id FROM changed"},
        ["opened_on", "due_on", "handed_in_on", "edited", "path"],
    ),
}
FORWARD = (
    keep_history(
        "statistics_enterprisestate",
        source="organisation_enterprise",
        key="enterprise_id",
        columns=STATES,
        learned=["headcount", "women", "migrants", "dispatched"],
    )
    + create_family("statistics_units", base_table="organisation_union", view=OF_UNIONS)
    + create_family("statistics_returns", base_table="statistics_return", view=OF_RETURNS)
    + "".join(
        watch(f"statistics_from_{table}", table, feeds=feeds, columns=columns)
        for table, (feeds, columns) in WATCHED.items()
    )
    + "SELECT indicators_rebuild('statistics_units'); SELECT indicators_rebuild('statistics_returns');"
)
BACKWARD = (
    "".join(unwatch(f"statistics_from_{table}") for table in WATCHED)
    + drop_family("statistics_units")
    + drop_family("statistics_returns")
    + forget_history("statistics_enterprisestate")
)


class Migration(migrations.Migration):
    dependencies = [
        ("statistics", "0002_guarding"),
        ("indicators", "0002_guarding"),
        ("organisation", "0004_joining"),
    ]
    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
