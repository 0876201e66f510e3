"""The facts of open affairs: what is disclosed in time, what is late, who reads, what is answered, who has a plan that is kept.

How many read and rated, the headcount and who is responsible are overwritten without a date: they are kept with their days.
"""

from django.db import migrations

from zhijia.engines.indicators.schema import NOT_KNOWN_SINCE, create_family, keep_history, watch

# A disclosure counts for a year from the day on which it was published, or from the day after it was due.
COUNTED = """
     CROSS JOIN LATERAL (SELECT LEAST(d.published_on, d.due_on + 1) AS first_on) s
     CROSS JOIN LATERAL (
           SELECT CASE WHEN s.first_on IS NULL OR d.waived_on <= s.first_on THEN 'empty'::daterange
                       ELSE daterange(s.first_on, LEAST((s.first_on + interval '1 year')::date, d.waived_on)) END AS counts,
                  CASE WHEN d.published_on <= COALESCE(d.due_on, d.published_on)
                       THEN daterange(d.published_on, d.withdrawn_on) ELSE 'empty' END AS in_time,
                  CASE WHEN d.published_on IS NULL THEN 'empty'::daterange
                       ELSE daterange(d.published_on, d.withdrawn_on)
                            * daterange(d.published_on, (d.published_on + interval '1 year')::date) END AS shown,
                  CASE WHEN d.due_on + 1 < COALESCE(d.published_on, d.waived_on, 'infinity')
                       THEN daterange(d.due_on + 1, COALESCE(d.published_on, d.waived_on)) ELSE 'empty' END AS late) y
"""
SATISFIED_KNOWN = "JOIN indicators_threshold t ON t.code = 'openness.least_answers' AND h.raters >= t.value"
ANSWERED = """
     CROSS JOIN LATERAL (SELECT LEAST(q.answered_on, q.due_on + 1) AS first_on) b
     CROSS JOIN LATERAL (
           SELECT daterange(b.first_on, (b.first_on + interval '1 year')::date) AS counts,
                  CASE WHEN q.answered_on <= q.due_on THEN daterange(q.answered_on, NULL) ELSE 'empty' END AS in_time) w
"""

DISCLOSURES = f"""
    SELECT f.indicator, f.part, d.id AS subject_id, d.path, 1::bigint AS value, lower(f.days) AS from_on, upper(f.days) AS to_on
      FROM openness_disclosure d
     {COUNTED}
     CROSS JOIN LATERAL (VALUES
           ('openness.in_time', 'd', y.counts),
           ('openness.in_time', 'n', y.counts * y.in_time),
           ('openness.late', 'n', y.late)) AS f (indicator, part, days)
     WHERE NOT isempty(f.days)
 UNION ALL
    SELECT f.indicator, f.part, d.id, d.path, f.value::bigint, lower(f.days), upper(f.days)
      FROM openness_disclosure d
     {COUNTED}
      JOIN openness_readstate h ON h.disclosure_id = d.id
     CROSS JOIN LATERAL (SELECT y.shown * daterange(h.from_on, h.to_on) AS days) r
     CROSS JOIN LATERAL (VALUES
           ('openness.read', 'd', h.audience, r.days),
           ('openness.read', 'n', LEAST(h.readers, h.audience), r.days)) AS f (indicator, part, value, days)
     WHERE f.value > 0 AND NOT isempty(f.days)
 UNION ALL
    SELECT f.indicator, f.part, d.id, d.path, f.value::bigint, lower(f.days), upper(f.days)
      FROM openness_disclosure d
     {COUNTED}
      JOIN openness_readstate h ON h.disclosure_id = d.id
      {SATISFIED_KNOWN}
     CROSS JOIN LATERAL (SELECT y.shown * daterange(h.from_on, h.to_on) * daterange(t.from_on, t.to_on) AS days) r
     CROSS JOIN LATERAL (VALUES
           ('openness.satisfied', 'd', h.raters, r.days),
           ('openness.satisfied', 'n', h.satisfied, r.days)) AS f (indicator, part, value, days)
     WHERE f.value > 0 AND NOT isempty(f.days)
 UNION ALL
    SELECT 'openness.transparency', p.part, d.id, d.path, p.points, p.from_on, p.to_on
      FROM openness_disclosure d
     {COUNTED}
     CROSS JOIN LATERAL (
           WITH given AS MATERIALIZED (
                SELECT g.part, g.points, g.days * y.counts AS days FROM (
                       SELECT f.part, f.points, f.days
                         FROM (VALUES ('d', 60, y.counts), ('n', 60, y.in_time)) AS f (part, points, days)
                        UNION ALL
                       SELECT f.part, f.points, y.shown * daterange(h.from_on, h.to_on)
                         FROM openness_readstate h
                        CROSS JOIN LATERAL (VALUES
                              ('d', 20), ('n', 20 * LEAST(h.readers, h.audience) / h.audience)) AS f (part, points)
                        WHERE h.disclosure_id = d.id AND h.audience > 0
                        UNION ALL
                       SELECT f.part, f.points, y.shown * daterange(h.from_on, h.to_on) * daterange(t.from_on, t.to_on)
                         FROM openness_readstate h
                         {SATISFIED_KNOWN}
                        CROSS JOIN LATERAL (VALUES ('d', 20), ('n', 20 * h.satisfied / h.raters)) AS f (part, points)
                        WHERE h.disclosure_id = d.id
                        UNION ALL
                       SELECT f.part, 10, f.days
                         FROM openness_disclosurequestion q
                         {ANSWERED}
                        CROSS JOIN LATERAL (VALUES ('d', w.counts), ('n', w.counts * w.in_time)) AS f (part, days)
                        WHERE q.disclosure_id = d.id AND q.due_on IS NOT NULL) g),
           turns AS (
                SELECT DISTINCT part, lower(days) AS day FROM given WHERE NOT isempty(days)
                 UNION SELECT part, upper(days) FROM given WHERE NOT isempty(days)),
           pieces AS (SELECT part, day AS from_on, lead(day) OVER (PARTITION BY part ORDER BY day) AS to_on FROM turns)
           SELECT z.part, sum(g.points)::bigint AS points, z.from_on, z.to_on
             FROM pieces z JOIN given g ON g.part = z.part AND g.days @> z.from_on
            WHERE z.to_on IS NOT NULL
            GROUP BY z.part, z.from_on, z.to_on
           HAVING sum(g.points) > 0) p
"""

# A question counts for a year from the day on which it was answered, or from the day after its answer was due.
QUESTIONS = f"""
    SELECT 'openness.answered' AS indicator, f.part, q.id AS subject_id, q.path, 1::bigint AS value,
           lower(f.days) AS from_on, upper(f.days) AS to_on
      FROM openness_disclosurequestion q
     {ANSWERED}
     CROSS JOIN LATERAL (VALUES ('d', w.counts), ('n', w.counts * w.in_time)) AS f (part, days)
     WHERE q.due_on IS NOT NULL AND NOT isempty(f.days)
"""

# An employer that a union covers; it has open affairs while its plan of the year is in force with somebody responsible and
# nothing of it is late.
EMPLOYERS = f"""
    SELECT 'openness.established' AS indicator, f.part, e.id AS subject_id, e.path, 1::bigint AS value,
           lower(r.days) AS from_on, upper(r.days) AS to_on
      FROM organisation_enterprise e
     CROSS JOIN LATERAL (
           SELECT range_agg(daterange(c.from_on, c.to_on)
                            * daterange(COALESCE(u.founded_on, {NOT_KNOWN_SINCE}), u.closed_on)
                            * daterange(COALESCE(e.founded_on, {NOT_KNOWN_SINCE}), e.closed_on)) AS days
             FROM organisation_unioncoverage c JOIN organisation_union u ON u.id = c.union_id
            WHERE c.enterprise_id = e.id) covered
     CROSS JOIN LATERAL (
           SELECT COALESCE(range_agg(daterange(p.adopted_on, make_date(p.year + 1, 1, 1))
                                     * daterange(h.from_on, h.to_on)), '{{}}') AS days
             FROM openness_opennessplan p
             JOIN openness_planstate h ON h.opennessplan_id = p.id AND h.responsible <> ''
            WHERE p.enterprise_id = e.id AND p.adopted_on IS NOT NULL) kept
     CROSS JOIN LATERAL (
           SELECT COALESCE(range_agg(y.late), '{{}}') AS days
             FROM openness_opennessplan p
             JOIN openness_planitem i ON i.plan_id = p.id
             JOIN openness_disclosure d ON d.item_id = i.id
             {COUNTED}
            WHERE p.enterprise_id = e.id) owed
     CROSS JOIN LATERAL (VALUES
           ('d', covered.days), ('n', covered.days * kept.days - owed.days)) AS f (part, counted)
     CROSS JOIN LATERAL unnest(f.counted) AS r (days)
"""

OF_UNION = "SELECT c.enterprise_id FROM organisation_unioncoverage c JOIN changed ON changed.id = c.union_id"
OF_ITEM = (
    "SELECT p.enterprise_id FROM openness_opennessplan p JOIN openness_planitem i ON i.plan_id = p.id"
    " JOIN changed ON changed.item_id = i.id"
)
RATED = (
    "SELECT d.id FROM openness_disclosure d WHERE d.raters > 0"
    " AND EXISTS (SELECT FROM changed WHERE changed.code = 'openness.least_answers')"
)
READ = ["audience", "readers", "raters", "satisfied"]
WATCHED = {
    "organisation_enterprise": (
        {"openness_employers": "SELECT id FROM changed"},
        ["founded_on", "closed_on", "path"],
    ),
    "organisation_union": ({"openness_employers": OF_UNION}, ["founded_on", "closed_on"]),
    "organisation_unioncoverage": (
        {"openness_employers": "SELECT enterprise_id FROM changed"},
        ["union_id", "enterprise_id", "from_on", "to_on"],
    ),
    "openness_opennessplan": (
        {"openness_employers": "SELECT enterprise_id FROM changed"},
        ["enterprise_id", "year", "adopted_on", "responsible"],
    ),
    "openness_disclosure": (
        {"openness_disclosures": "SELECT id FROM changed", "openness_employers": OF_ITEM},
        ["due_on", "published_on", "withdrawn_on", "waived_on", *READ, "path"],
    ),
    "openness_disclosurequestion": (
        {"openness_questions": "SELECT id FROM changed", "openness_disclosures": "SELECT disclosure_id FROM changed"},
        ["disclosure_id", "due_on", "answered_on", "path"],
    ),
    "indicators_threshold": ({"openness_disclosures": RATED}, ["code", "from_on", "to_on", "value"]),
}
FACTS = (
    keep_history(
        "openness_readstate",
        source="openness_disclosure",
        key="disclosure_id",
        columns={"audience": "integer", **dict.fromkeys(READ[1:], "integer NOT NULL")},
        learned=["audience"],
    )
    + keep_history(
        "openness_planstate",
        source="openness_opennessplan",
        key="opennessplan_id",
        columns={"responsible": "varchar(60) NOT NULL"},
    )
    + create_family("openness_disclosures", base_table="openness_disclosure", view=DISCLOSURES)
    + create_family("openness_questions", base_table="openness_disclosurequestion", view=QUESTIONS)
    + create_family("openness_employers", base_table="organisation_enterprise", view=EMPLOYERS)
    + "".join(
        watch(f"openness_from_{table}", table, feeds=feeds, columns=columns)
        for table, (feeds, columns) in WATCHED.items()
    )
    + "".join(
        f"SELECT indicators_rebuild('openness_{family}');" for family in ("disclosures", "questions", "employers")
    )
)


class Migration(migrations.Migration):
    dependencies = [("openness", "0003_asking"), ("indicators", "0002_guarding"), ("organisation", "0004_joining")]
    operations = [migrations.RunSQL(FACTS)]
