"""The facts of congresses: who has one in force, whose delegates are made up as the law asks, who has employee directors.

What is overwritten without a date is kept with its days: the size and kind of an employer, the composition of a term.
"""

from django.db import migrations

from zhijia.engines.indicators.schema import NOT_KNOWN_SINCE, create_family, keep_history, watch

TERM_DAYS = "daterange(t.from_on, LEAST(t.ended_on, COALESCE(t.extended_to, t.to_on) + 1))"

# An employer that a union covers; a congress is in force from its first day to its last, with what was allowed on top.
EMPLOYERS = f"""
    SELECT f.indicator, f.part, e.id AS subject_id, e.path, 1::bigint AS value, lower(d.days) AS from_on, upper(d.days) AS to_on
      FROM organisation_enterprise e
     CROSS JOIN LATERAL (
           SELECT range_agg(daterange(c.from_on, c.to_on)
                            * daterange(COALESCE(u.founded_on, {NOT_KNOWN_SINCE}), u.closed_on)
                            * daterange(COALESCE(e.founded_on, {NOT_KNOWN_SINCE}), e.closed_on)) AS days
             FROM organisation_unioncoverage c JOIN organisation_union u ON u.id = c.union_id
            WHERE c.enterprise_id = e.id) covered
     CROSS JOIN LATERAL (
           SELECT COALESCE(range_agg({TERM_DAYS}), '{{}}') AS days FROM congress_congressterm t
            WHERE t.enterprise_id = e.id AND t.from_on IS NOT NULL) held
     CROSS JOIN LATERAL (
           SELECT COALESCE(range_agg(daterange(h.from_on, h.to_on) * daterange(l.from_on, l.to_on)), '{{}}')
                  * datemultirange(daterange(COALESCE(e.founded_on, {NOT_KNOWN_SINCE}), e.closed_on)) AS days
             FROM congress_employerstate h
             JOIN indicators_threshold l ON l.code = 'congress.directors' AND h.headcount >= l.value
            WHERE h.enterprise_id = e.id AND h.ownership < '400') bound
     CROSS JOIN LATERAL (
           SELECT COALESCE(range_agg(daterange(s.from_on, COALESCE(s.ended_on, s.to_on + 1))), '{{}}') AS days
             FROM congress_seatholder s JOIN congress_employeeseat o ON o.id = s.seat_id
            WHERE o.enterprise_id = e.id AND s.from_on IS NOT NULL
              AND s.from_on <= COALESCE(s.ended_on, s.to_on + 1)) seated
     CROSS JOIN LATERAL (VALUES
           ('congress.constituted', 'd', covered.days),
           ('congress.constituted', 'n', covered.days * held.days),
           ('congress.directors', 'd', bound.days),
           ('congress.directors', 'n', bound.days * seated.days)) AS f (indicator, part, counted)
     CROSS JOIN LATERAL unnest(f.counted) AS d (days)
"""

# A congress of delegates counts on the days of its life on which it is known whether it is made up as the law asks.
TERMS = f"""
    SELECT f.indicator, f.part, t.id AS subject_id, t.path, 1::bigint AS value, lower(f.days) AS from_on, upper(f.days) AS to_on
      FROM congress_congressterm t
      JOIN congress_termstate h ON h.congressterm_id = t.id
     CROSS JOIN LATERAL (VALUES
           ('congress.composition', 'd', h.is_made_up IS NOT NULL, daterange(h.from_on, h.to_on) * {TERM_DAYS}),
           ('congress.composition', 'n', h.is_made_up, daterange(h.from_on, h.to_on) * {TERM_DAYS}))
           AS f (indicator, part, holds, days)
     WHERE t.from_on IS NOT NULL AND f.holds AND NOT isempty(f.days)
"""

OF_UNION = "SELECT c.enterprise_id FROM organisation_unioncoverage c JOIN changed ON changed.id = c.union_id"
OF_SEAT = "SELECT s.enterprise_id FROM congress_employeeseat s JOIN changed ON changed.seat_id = s.id"
WATCHED = {
    "organisation_enterprise": (
        {"congress_employers": "SELECT id FROM changed"},
        ["headcount", "ownership", "founded_on", "closed_on", "path"],
    ),
    "organisation_union": ({"congress_employers": OF_UNION}, ["founded_on", "closed_on"]),
    "organisation_unioncoverage": (
        {"congress_employers": "SELECT enterprise_id FROM changed"},
        ["union_id", "enterprise_id", "from_on", "to_on"],
    ),
    "congress_congressterm": (
        {
            "congress_employers": "SELECT enterprise_id FROM changed WHERE enterprise_id IS NOT NULL",
            "congress_terms": "SELECT id FROM changed",
        },
        ["enterprise_id", "from_on", "to_on", "extended_to", "ended_on", "is_made_up", "path"],
    ),
    "congress_seatholder": ({"congress_employers": OF_SEAT}, ["seat_id", "from_on", "to_on", "ended_on"]),
    "indicators_threshold": (
        {
            "congress_employers": "SELECT h.enterprise_id FROM congress_employerstate h"
            " WHERE EXISTS (SELECT FROM changed WHERE changed.code = 'congress.directors')"
        },
        ["code", "from_on", "to_on", "value"],
    ),
}
FACTS = (
    keep_history(
        "congress_employerstate",
        source="organisation_enterprise",
        key="enterprise_id",
        columns={"headcount": "integer", "ownership": "varchar(3) NOT NULL"},
        learned=["headcount"],
        where="a.headcount IS NOT NULL",
    )
    + keep_history(
        "congress_termstate",
        source="congress_congressterm",
        key="congressterm_id",
        columns={"is_made_up": "boolean"},
        learned=["is_made_up"],
    )
    + create_family("congress_employers", base_table="organisation_enterprise", view=EMPLOYERS)
    + create_family("congress_terms", base_table="congress_congressterm", view=TERMS)
    + "".join(
        watch(f"congress_from_{table}", table, feeds=feeds, columns=columns)
        for table, (feeds, columns) in WATCHED.items()
    )
    + "SELECT indicators_rebuild('congress_employers'); SELECT indicators_rebuild('congress_terms');"
)


class Migration(migrations.Migration):
    dependencies = [
        ("congress", "0003_makeup"),
        ("indicators", "0002_guarding"),
        ("organisation", "0004_joining"),
    ]
    operations = [migrations.RunSQL(FACTS)]
