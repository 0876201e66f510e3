"""The facts of what congresses do: sessions on time, what was found irregular, resolutions carried out, proposals answered,
employers covered by a congress of their own or of their region or industry.

Flows count from their day to the end of that year, the calendar's or the union's; stocks count while they last.
"""

from django.db import migrations

from zhijia.engines.indicators.schema import NOT_KNOWN_SINCE, create_family, keep_history, replace_view, watch
from zhijia.engines.indicators.years import create_year_end, in_both_years

YEAR_END = "congress_union_year_end"
TERM_DAYS = "daterange(t.from_on, LEAST(t.ended_on, COALESCE(t.extended_to, t.to_on) + 1))"
LOCAL_DAY = "(f.found_at AT TIME ZONE 'Asia/Shanghai')::date"

# WC-013, WC-014: on each day of its life the congress met, or began, not longer ago than the law of its kind says. When an
# employer was a state-owned industrial enterprise has a history; a congress of a region or an industry is of none.
MEETINGS = f"""
    SELECT f.indicator, f.part, t.id AS subject_id, t.path, 1::bigint AS value, lower(d.days) AS from_on, upper(d.days) AS to_on
      FROM congress_congressterm t
     CROSS JOIN LATERAL (
           SELECT COALESCE(range_agg(daterange(h.from_on, h.to_on)), '{{}}') AS days FROM congress_employerkind h
            WHERE h.enterprise_id = t.enterprise_id
              AND h.ownership = '110' AND h.industry_section IN ('B', 'C', 'D')) o
     CROSS JOIN LATERAL (
           SELECT COALESCE(range_agg(k.days * daterange(l.from_on, l.to_on)), '{{}}') AS bound,
                  COALESCE(range_agg(k.days * daterange(l.from_on, l.to_on)
                                     * daterange(b.day, (b.day + make_interval(months => l.value::int))::date, '[]')), '{{}}')
                      AS met
             FROM (SELECT 'congress.frequency_state' AS code, unnest(o.days) AS days
                    UNION ALL
                   SELECT 'congress.frequency', unnest(datemultirange(daterange(NULL, NULL)) - o.days)) k
             JOIN indicators_threshold l ON l.code = k.code
            CROSS JOIN (SELECT t.from_on AS day
                         UNION
                        SELECT s.opened_on FROM congress_congresssession s
                         WHERE s.term_id = t.id AND s.opened_on IS NOT NULL) b) m
     CROSS JOIN LATERAL (VALUES
           ('congress.held_on_time', 'd', m.bound * datemultirange({TERM_DAYS})),
           ('congress.held_on_time', 'n', m.met * datemultirange({TERM_DAYS})),
           ('congress.regional', 'n', CASE WHEN t.scope <> 'enterprise' THEN datemultirange({TERM_DAYS}) END))
           AS f (indicator, part, counted)
     CROSS JOIN LATERAL unnest(f.counted) AS d (days)
     WHERE t.from_on IS NOT NULL
"""

SESSIONS = f"""
    SELECT f.indicator || y.suffix AS indicator, f.part, s.id AS subject_id, s.path, 1::bigint AS value,
           lower(y.days) AS from_on, upper(y.days) AS to_on
      FROM congress_congresssession s
     CROSS JOIN LATERAL (VALUES {in_both_years("s.opened_on", function=YEAR_END)}) AS y (suffix, days)
     CROSS JOIN LATERAL (SELECT EXISTS (SELECT FROM cases_casefinding c WHERE c.case_id = s.case_id) AS is_pointed_out) c
     CROSS JOIN LATERAL (VALUES
           ('congress.sessions', 'n', true),
           ('congress.regularity', 'd', true),
           ('congress.regularity', 'n', NOT c.is_pointed_out)) AS f (indicator, part, holds)
     WHERE s.opened_on IS NOT NULL AND f.holds AND NOT isempty(y.days)
"""

# A rule that a case broke counts once, on the day on which it was first pointed out.
FINDINGS = f"""
    SELECT n.indicator || y.suffix AS indicator, 'n'::text AS part, f.id AS subject_id, f.path, 1::bigint AS value,
           lower(y.days) AS from_on, upper(y.days) AS to_on
      FROM cases_casefinding f
      JOIN cases_case a ON a.id = f.case_id
     CROSS JOIN LATERAL (VALUES {in_both_years(LOCAL_DAY, function=YEAR_END)}) AS y (suffix, days)
     CROSS JOIN LATERAL (VALUES ('congress.findings', true), ('congress.findings.' || lower(f.rule), y.suffix = ''))
           AS n (indicator, holds)
     WHERE n.holds AND a.kind LIKE 'congress.%' AND f.rule LIKE 'WC-___' AND NOT isempty(y.days)
       AND NOT EXISTS (SELECT FROM cases_casefinding g WHERE g.case_id = f.case_id AND g.rule = f.rule AND g.id < f.id)
"""

# What a resolution asks stands on the ledger of issues. Reopened, it is open again and was so all the time.
RESOLUTIONS = f"""
    SELECT f.indicator || y.suffix AS indicator, f.part, i.id AS subject_id, i.path, 1::bigint AS value,
           lower(f.days) AS from_on, upper(f.days) AS to_on
      FROM issues_issue i
     CROSS JOIN LATERAL (VALUES {in_both_years("i.found_on", function=YEAR_END)}) AS y (suffix, days)
     CROSS JOIN LATERAL (VALUES
           ('congress.carried_out', 'd', y.days),
           ('congress.carried_out', 'n', CASE WHEN i.closed_on IS NOT NULL THEN y.days * daterange(i.closed_on, NULL) END),
           ('congress.not_carried_out', 'n', CASE WHEN y.suffix = '' AND i.found_on < COALESCE(i.closed_on, 'infinity')
                THEN daterange(i.found_on, i.closed_on) END),
           ('congress.carried_out_late', 'n', CASE WHEN y.suffix = '' AND i.due_on + 1 < COALESCE(i.closed_on, 'infinity')
                THEN daterange(i.due_on + 1, i.closed_on) END)) AS f (indicator, part, days)
     WHERE i.source = 'congress.session' AND NOT isempty(f.days)
"""

# WC-041: answered by the day that was fixed when the proposal was first assigned. How it was found counts by the last rating.
PROPOSALS = f"""
    SELECT f.indicator || f.suffix AS indicator, f.part, p.id AS subject_id, p.path, 1::bigint AS value,
           lower(d.days) AS from_on, upper(d.days) AS to_on
      FROM congress_proposal p
     CROSS JOIN LATERAL (SELECT min(r.replied_on) AS replied_on FROM congress_proposalreply r
                          WHERE r.proposal_id = p.id AND r.number = 1) r
     CROSS JOIN LATERAL (
           SELECT (array_agg(c.due_on ORDER BY c.id))[1] AS due_on,
                  range_agg(daterange(c.due_on + 1, c.ended_on))
                      FILTER (WHERE c.due_on + 1 < COALESCE(c.ended_on, 'infinity')) AS overdue
             FROM cases_clock c WHERE c.case_id = p.case_id AND c.name = 'reply') c
      LEFT JOIN LATERAL (
           SELECT g.rated_on, g.rating FROM congress_proposalreply g
            WHERE g.proposal_id = p.id AND g.rated_on IS NOT NULL ORDER BY g.number DESC LIMIT 1) g ON true
     CROSS JOIN LATERAL (
           SELECT s.suffix, s.days AS submitted, d.days AS decided, g.days AS rated
             FROM (VALUES {in_both_years("p.submitted_on", function=YEAR_END)}) AS s (suffix, days)
             JOIN (VALUES {in_both_years("p.decided_on", function=YEAR_END)}) AS d (suffix, days) USING (suffix)
             JOIN (VALUES {in_both_years("g.rated_on", function=YEAR_END)}) AS g (suffix, days) USING (suffix)) y
     CROSS JOIN LATERAL (VALUES
           ('congress.proposals', y.suffix, 'n', datemultirange(y.submitted)),
           ('congress.proposals_filed', y.suffix, 'd', datemultirange(y.decided)),
           ('congress.proposals_filed', y.suffix, 'n',
                CASE WHEN p.ruling IN ('filed', 'merged') THEN datemultirange(y.decided) END),
           ('congress.proposals_answered', y.suffix, 'd', CASE WHEN p.ruling = 'filed' THEN datemultirange(y.decided) END),
           ('congress.proposals_answered', y.suffix, 'n', CASE WHEN p.ruling = 'filed' AND r.replied_on IS NOT NULL
                THEN datemultirange(y.decided * daterange(r.replied_on, NULL)) END),
           ('congress.proposals_on_time', y.suffix, 'd', CASE WHEN p.ruling = 'filed' THEN datemultirange(y.decided) END),
           ('congress.proposals_on_time', y.suffix, 'n', CASE WHEN p.ruling = 'filed' AND r.replied_on <= c.due_on
                THEN datemultirange(y.decided * daterange(r.replied_on, NULL)) END),
           ('congress.proposals_satisfied', y.suffix, 'd', datemultirange(y.rated)),
           ('congress.proposals_satisfied', y.suffix, 'n',
                CASE WHEN g.rating IN ('satisfied', 'basically') THEN datemultirange(y.rated) END),
           ('congress.proposals_overdue', '', 'n', CASE WHEN y.suffix = '' THEN c.overdue END))
           AS f (indicator, suffix, part, counted)
     CROSS JOIN LATERAL unnest(f.counted) AS d (days)
     WHERE p.withdrawn_on IS NULL AND NOT isempty(d.days)
"""

# As in 0004, and E-11: an employer is covered by a congress of its own, or by one of a region or an industry that it sends
# delegates to.
EMPLOYERS = f"""
    SELECT f.indicator, f.part, e.id AS subject_id, e.path, 1::bigint AS value, lower(d.days) AS from_on, upper(d.days) AS to_on
      FROM organisation_enterprise e
     CROSS JOIN LATERAL (SELECT daterange(COALESCE(e.founded_on, {NOT_KNOWN_SINCE}), e.closed_on) AS days) life
     CROSS JOIN LATERAL (
           SELECT range_agg(daterange(c.from_on, c.to_on)
                            * daterange(COALESCE(u.founded_on, {NOT_KNOWN_SINCE}), u.closed_on) * life.days) AS days
             FROM organisation_unioncoverage c JOIN organisation_union u ON u.id = c.union_id
            WHERE c.enterprise_id = e.id) covered
     CROSS JOIN LATERAL (
           SELECT COALESCE(range_agg({TERM_DAYS}), '{{}}') AS days FROM congress_congressterm t
            WHERE t.enterprise_id = e.id AND t.from_on IS NOT NULL) held
     CROSS JOIN LATERAL (
           SELECT COALESCE(range_agg({TERM_DAYS} * life.days), '{{}}') AS days
             FROM congress_electionunit u JOIN congress_congressterm t ON t.id = u.term_id
            WHERE u.enterprise_id = e.id AND t.from_on IS NOT NULL) joint
     CROSS JOIN LATERAL (
           SELECT COALESCE(range_agg(daterange(h.from_on, h.to_on) * daterange(l.from_on, l.to_on)), '{{}}')
                  * datemultirange(life.days) AS days
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
           ('congress.coverage', 'd', covered.days),
           ('congress.coverage', 'n', covered.days * (held.days + joint.days)),
           ('congress.regional_enterprises', 'n', joint.days),
           ('congress.directors', 'd', bound.days),
           ('congress.directors', 'n', bound.days * seated.days)) AS f (indicator, part, counted)
     CROSS JOIN LATERAL unnest(f.counted) AS d (days)
"""

OF_TERM = """
    SELECT u.enterprise_id FROM congress_electionunit u JOIN changed ON changed.id = u.term_id
     WHERE u.enterprise_id IS NOT NULL"""
OF_CASE = "JOIN changed ON changed.case_id = r.case_id"
BY_YEAR = {
    "congress_sessions": "congress_congresssession",
    "congress_findings": "cases_casefinding",
    "congress_resolutions": "issues_issue",
    "congress_proposals": "congress_proposal",
}
WATCHED = {
    "congress_congressterm": (
        {"congress_meetings": "SELECT id FROM changed", "congress_employers": OF_TERM},
        ["enterprise_id", "scope", "from_on", "to_on", "extended_to", "ended_on", "path"],
    ),
    "congress_congresssession": (
        {"congress_meetings": "SELECT term_id FROM changed", "congress_sessions": "SELECT id FROM changed"},
        ["term_id", "opened_on", "path"],
    ),
    "congress_electionunit": (
        {"congress_employers": "SELECT enterprise_id FROM changed WHERE enterprise_id IS NOT NULL"},
        ["term_id", "enterprise_id"],
    ),
    "organisation_enterprise": (
        {"congress_meetings": "SELECT t.id FROM congress_congressterm t JOIN changed ON changed.id = t.enterprise_id"},
        ["ownership", "industry_section"],
    ),
    "cases_casefinding": (
        {
            "congress_findings": "SELECT f.id FROM changed f JOIN cases_case a ON a.id = f.case_id WHERE a.kind LIKE 'congress.%'",
            "congress_sessions": f"SELECT r.id FROM congress_congresssession r {OF_CASE}",
        },
        ["case_id", "rule", "found_at", "path"],
    ),
    "cases_clock": (
        {"congress_proposals": f"SELECT r.id FROM congress_proposal r {OF_CASE} WHERE changed.name = 'reply'"},
        ["case_id", "name", "due_on", "ended_on"],
    ),
    "congress_proposal": (
        {"congress_proposals": "SELECT id FROM changed"},
        ["submitted_on", "decided_on", "ruling", "withdrawn_on", "path"],
    ),
    "congress_proposalreply": (
        {"congress_proposals": "SELECT proposal_id FROM changed"},
        ["proposal_id", "number", "replied_on", "rating", "rated_on"],
    ),
    "issues_issue": (
        {"congress_resolutions": "SELECT id FROM changed WHERE source = 'congress.session'"},
        ["source", "found_on", "due_on", "closed_on", "path"],
    ),
    "indicators_threshold": (
        {
            "congress_meetings": "SELECT t.id FROM congress_congressterm t"
            " WHERE EXISTS (SELECT FROM changed WHERE code LIKE 'congress.frequency%')",
            **{
                family: f"SELECT t.id FROM {table} t WHERE EXISTS (SELECT FROM changed WHERE code = 'congress.union_year')"  # noqa: S608
                for family, table in BY_YEAR.items()
            },
        },
        ["code", "from_on", "to_on", "value"],
    ),
}
FAMILIES = {
    "congress_meetings": ("congress_congressterm", MEETINGS),
    "congress_sessions": ("congress_congresssession", SESSIONS),
    "congress_findings": ("cases_casefinding", FINDINGS),
    "congress_resolutions": ("issues_issue", RESOLUTIONS),
    "congress_proposals": ("congress_proposal", PROPOSALS),
}
FACTS = (
    create_year_end(YEAR_END, threshold="congress.union_year")
    + keep_history(
        "congress_employerkind",
        source="organisation_enterprise",
        key="enterprise_id",
        columns={"ownership": "varchar(3) NOT NULL", "industry_section": "varchar(1) NOT NULL"},
    )
    + "".join(create_family(family, base_table=table, view=view) for family, (table, view) in FAMILIES.items())
    + "".join(
        watch(f"congress_work_from_{table}", table, feeds=feeds, columns=columns)
        for table, (feeds, columns) in WATCHED.items()
    )
    + replace_view("congress_employers", EMPLOYERS)
    + "".join(f"SELECT indicators_rebuild('{family}');" for family in (*FAMILIES, "congress_employers"))
)


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0003_wide_scopes"),
        ("congress", "0009_rulings"),
        ("indicators", "0002_guarding"),
        ("issues", "0003_counting"),
        ("organisation", "0012_merge_joining"),
    ]
    operations = [migrations.RunSQL(FACTS)]
