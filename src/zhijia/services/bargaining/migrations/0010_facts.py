"""The facts of bargaining (bargaining-congress §A9): enterprises and employees covered, contracts, rounds, promises kept.

Flows (offers, replies, filings, reviews, votes, renewals) count from their day to the end of that calendar year, so that a
number is what the year has brought so far and its last day shows the whole year. Stocks count while they last.
"""

from django.db import migrations

from zhijia.engines.indicators.schema import (
    NOT_KNOWN_SINCE,
    create_family,
    drop_family,
    follow_moves,
    forget_history,
    keep_history,
    unwatch,
    watch,
)


def year_of(day: str) -> str:
    """The rest of a day's calendar year, from that day on."""
    return (
        f"CASE WHEN {day} IS NULL THEN 'empty'"
        f" ELSE daterange({day}, make_date(extract(year FROM {day})::int + 1, 1, 1)) END"
    )


SHANGHAI_DAY = "({moment} AT TIME ZONE 'Asia/Shanghai')::date"
UNION_LIFE = f"daterange(COALESCE(u.founded_on, {NOT_KNOWN_SINCE}), u.closed_on)"
# ST-02: in effect through its last day, unless it ended before.
VALID = """CASE WHEN k.effective_on < LEAST(k.term_to + 1, k.ended_on)
                 THEN daterange(k.effective_on, LEAST(k.term_to + 1, k.ended_on)) ELSE 'empty' END"""
SINCE = "CASE WHEN {day} IS NULL THEN 'empty' ELSE daterange({day}, NULL) END"

# ST-01: an enterprise counts once however many contracts cover it, with the employees it has on the day.
COVERAGE = f"""
    SELECT f.indicator, f.part, e.id AS subject_id, s.path, f.value::bigint AS value, lower(days) AS from_on, upper(days) AS to_on
      FROM organisation_enterprise e
     CROSS JOIN LATERAL (
           SELECT COALESCE(range_agg(daterange(c.from_on, c.to_on) * {UNION_LIFE}), '{{}}') AS organised
             FROM organisation_unioncoverage c JOIN organisation_union u ON u.id = c.union_id
            WHERE c.enterprise_id = e.id) o
     CROSS JOIN LATERAL (
           SELECT COALESCE(range_agg(v.days), '{{}}') AS covered,
                  COALESCE(range_agg(v.days) FILTER (WHERE k.enterprise_id IS NOT NULL), '{{}}') AS own,
                  COALESCE(range_agg(v.days) FILTER (WHERE k.enterprise_id IS NULL), '{{}}') AS joint,
                  COALESCE(range_agg(v.days) FILTER (WHERE k.contract_type = 'wage' OR k.has_wage_chapter), '{{}}') AS wage,
                  COALESCE(range_agg(v.days) FILTER (WHERE k.contract_type = 'women' OR k.has_women_chapter), '{{}}')
                      AS women,
                  COALESCE(range_agg(v.days) FILTER (WHERE k.contract_type = 'safety' OR k.has_safety_chapter), '{{}}')
                      AS safety,
                  max(l.headcount) AS most
             FROM bargaining_coveragelink l JOIN bargaining_contract k ON k.id = l.contract_id
            CROSS JOIN LATERAL (SELECT daterange(l.from_on, l.to_on) * {VALID} AS days) v
            WHERE l.enterprise_id = e.id) k
     CROSS JOIN LATERAL (
           SELECT COALESCE(range_agg(daterange(t.day, (t.day + interval '1 year')::date)), '{{}}') AS concluded
             FROM cases_case a
            CROSS JOIN LATERAL (SELECT {SHANGHAI_DAY.format(moment="a.closed_at")} AS day) t
            WHERE a.enterprise_id = e.id AND a.kind = 'bargaining.case' AND a.state = 'concluded') b
     CROSS JOIN LATERAL (
           SELECT h.path, COALESCE(h.headcount, k.most) AS headcount,
                  datemultirange(daterange(h.from_on, h.to_on)
                                 * daterange(COALESCE(e.founded_on, {NOT_KNOWN_SINCE}), e.closed_on)) AS life
             FROM bargaining_enterprisestate h WHERE h.enterprise_id = e.id) s
     CROSS JOIN LATERAL (VALUES
           ('bargaining.enterprises_covered', 'n', 1, s.life * k.covered),
           ('bargaining.enterprises_own', 'n', 1, s.life * k.own),
           ('bargaining.enterprises_joint', 'n', 1, s.life * k.joint),
           ('bargaining.workers_covered', 'n', s.headcount, s.life * k.covered),
           ('bargaining.workers_rate', 'd', s.headcount, s.life * o.organised),
           ('bargaining.workers_rate', 'n', s.headcount, s.life * o.organised * k.covered),
           ('bargaining.contract_rate', 'd', 1, s.life * o.organised),
           ('bargaining.contract_rate', 'n', 1, s.life * o.organised * k.covered),
           ('bargaining.system_rate', 'd', 1, s.life * o.organised),
           ('bargaining.system_rate', 'n', 1, s.life * o.organised * (k.covered + b.concluded)),
           ('bargaining.wage_rate', 'd', 1, s.life * o.organised),
           ('bargaining.wage_rate', 'n', 1, s.life * o.organised * k.wage),
           ('bargaining.women_rate', 'd', 1, s.life * o.organised),
           ('bargaining.women_rate', 'n', 1, s.life * o.organised * k.women),
           ('bargaining.safety_rate', 'd', 1, s.life * o.organised),
           ('bargaining.safety_rate', 'n', 1, s.life * o.organised * k.safety)) AS f (indicator, part, value, counted)
     CROSS JOIN LATERAL unnest(f.counted) AS days
     WHERE f.value IS NOT NULL
"""

CONTRACTS = f"""
    SELECT f.indicator, f.part, k.id AS subject_id, k.path, f.value::bigint AS value,
           lower(days) AS from_on, upper(days) AS to_on
      FROM bargaining_contract k
      JOIN bargaining_bargaining b ON b.id = k.bargaining_id
     CROSS JOIN LATERAL (SELECT datemultirange({VALID}) AS valid) v
     CROSS JOIN LATERAL (
           SELECT min(g.filed_on) AS filed_on,
                  min(r.given_on) AS reviewed_on,
                  min(r.given_on) FILTER (WHERE r.opinion = 'objection' AND NOT r.is_late) AS objected_on,
                  min(r.given_on) FILTER (WHERE r.is_late) AS late_on
             FROM bargaining_filing g LEFT JOIN bargaining_review r ON r.filing_id = g.id
            WHERE g.contract_id = k.id) g
     CROSS JOIN LATERAL (
           SELECT (SELECT c.due_on FROM cases_clock c
                    WHERE c.case_id = b.case_id AND c.name IN ('filing', 'filing_wage') ORDER BY c.id LIMIT 1) AS due_on) c
     CROSS JOIN LATERAL (
           SELECT CASE WHEN k.contract_type = 'wage'
                       THEN k.term_to - (SELECT t.value FROM indicators_threshold t
                                          WHERE t.code = 'bargaining.renewal_wage' AND t.from_on <= k.term_to
                                            AND (t.to_on IS NULL OR t.to_on > k.term_to))::int
                       ELSE (k.term_to - make_interval(months => (
                                 SELECT t.value FROM indicators_threshold t
                                  WHERE t.code = 'bargaining.renewal' AND t.from_on <= k.term_to
                                    AND (t.to_on IS NULL OR t.to_on > k.term_to))::int))::date END AS opens_on) w
     CROSS JOIN LATERAL (
           SELECT min(n.signed_on) AS signed_on
             FROM bargaining_contract n JOIN bargaining_bargaining m ON m.id = n.bargaining_id
            WHERE m.previous_id = k.id AND m.kind = 'renewal' AND n.term_from <= k.ended_on + 90) n
     CROSS JOIN LATERAL (
           SELECT EXISTS (SELECT FROM cases_casefinding d WHERE d.case_id = b.case_id) AS has_findings) d
      LEFT JOIN LATERAL (
           SELECT i.inspected_on, i.asked_aware, i.aware, i.satisfied
             FROM bargaining_performanceinspection i
            WHERE i.contract_id = k.id ORDER BY i.inspected_on DESC, i.id DESC LIMIT 1) i ON true
     CROSS JOIN LATERAL (SELECT {year_of("k.signed_on")} AS signed, {year_of("g.filed_on")} AS filed,
                                {year_of("k.ended_on")} AS ended, {year_of("i.inspected_on")} AS inspected) y
     CROSS JOIN LATERAL (VALUES
           ('bargaining.contracts', 'n', 1, v.valid),
           ('bargaining.contracts.' || k.contract_type, 'n', 1, v.valid),
           ('bargaining.expiring', 'n', 1, CASE WHEN w.opens_on IS NOT NULL
                THEN v.valid * datemultirange(daterange(w.opens_on, k.term_to + 1)) END),
           ('bargaining.standard_rate', 'd', 1, v.valid),
           ('bargaining.standard_rate', 'n', 1, CASE WHEN NOT d.has_findings THEN v.valid END),
           ('bargaining.filing_rate', 'd', 1, CASE WHEN k.draft_id IS NOT NULL THEN datemultirange(y.signed) END),
           ('bargaining.filing_rate', 'n', 1, CASE WHEN k.draft_id IS NOT NULL
                THEN datemultirange(y.signed * {SINCE.format(day="g.filed_on")}) END),
           ('bargaining.filed_on_time', 'd', 1, CASE WHEN k.draft_id IS NOT NULL THEN datemultirange(y.signed) END),
           ('bargaining.filed_on_time', 'n', 1, CASE WHEN k.draft_id IS NOT NULL AND g.filed_on <= c.due_on
                THEN datemultirange(y.signed * daterange(g.filed_on, NULL)) END),
           ('bargaining.review_rate', 'd', 1, datemultirange(y.filed)),
           ('bargaining.review_rate', 'n', 1,
                datemultirange(y.filed * {SINCE.format(day="LEAST(g.reviewed_on, k.effective_on)")})),
           ('bargaining.objection_rate', 'd', 1, datemultirange(y.filed)),
           ('bargaining.objection_rate', 'n', 1, datemultirange(y.filed * {SINCE.format(day="g.objected_on")})),
           ('bargaining.review_overdue_rate', 'd', 1, datemultirange(y.filed)),
           ('bargaining.review_overdue_rate', 'n', 1, datemultirange(y.filed * {SINCE.format(day="g.late_on")})),
           ('bargaining.objections', 'n', 1, CASE WHEN g.objected_on < COALESCE(k.effective_on, 'infinity')
                THEN datemultirange(daterange(g.objected_on, k.effective_on)) END),
           ('bargaining.renewal_rate', 'd', 1, CASE WHEN k.end_reason = 'expired' THEN datemultirange(y.ended) END),
           ('bargaining.renewal_rate', 'n', 1, CASE WHEN k.end_reason = 'expired'
                THEN datemultirange(y.ended * {SINCE.format(day="n.signed_on")}) END),
           ('bargaining.asked', 'n', i.asked_aware, datemultirange(y.inspected)),
           ('bargaining.aware', 'n', i.aware, datemultirange(y.inspected)),
           ('bargaining.satisfied', 'n', i.satisfied, datemultirange(y.inspected))) AS f (indicator, part, value, counted)
     CROSS JOIN LATERAL unnest(f.counted) AS days
     WHERE f.value IS NOT NULL AND NOT isempty(days)
"""

ROUNDS = f"""
    SELECT f.indicator, f.part, b.id AS subject_id, b.path, 1::bigint AS value,
           lower(days) AS from_on, upper(days) AS to_on
      FROM bargaining_bargaining b
      JOIN cases_case a ON a.id = b.case_id
     CROSS JOIN LATERAL (SELECT min(o.sent_on) AS sent_on FROM bargaining_offer o WHERE o.bargaining_id = b.id) o
     CROSS JOIN LATERAL (
           SELECT min(r.replied_on) AS replied_on,
                  min(r.replied_on) FILTER (WHERE r.decision <> 'refuse') AS accepted_on,
                  min(r.replied_on) FILTER (WHERE r.decision = 'refuse') AS refused_on
             FROM bargaining_reply r JOIN bargaining_offer o ON o.id = r.offer_id
            WHERE o.bargaining_id = b.id) r
     CROSS JOIN LATERAL (
           SELECT (SELECT c.due_on FROM cases_clock c
                    WHERE c.case_id = b.case_id AND c.name = 'reply' ORDER BY c.id LIMIT 1) AS due_on,
                  {SHANGHAI_DAY.format(moment="a.closed_at")} AS closed_on) c
     CROSS JOIN LATERAL (SELECT LEAST(r.replied_on, c.closed_on) AS answered_on) w
     CROSS JOIN LATERAL (SELECT min(k.signed_on) AS signed_on FROM bargaining_contract k WHERE k.bargaining_id = b.id) k
      LEFT JOIN LATERAL (
           SELECT v.held_on, v.is_passed FROM bargaining_vote v JOIN bargaining_draft d ON d.id = v.draft_id
            WHERE d.bargaining_id = b.id ORDER BY v.held_on, v.id LIMIT 1) p ON true
      LEFT JOIN LATERAL (
           SELECT v.held_on, v.source FROM bargaining_vote v JOIN bargaining_draft d ON d.id = v.draft_id
            WHERE d.bargaining_id = b.id ORDER BY v.held_on DESC, v.id DESC LIMIT 1) q ON true
     CROSS JOIN LATERAL (SELECT {year_of("o.sent_on")} AS sent, {year_of("r.accepted_on")} AS accepted,
                                {year_of("r.refused_on")} AS refused, {year_of("p.held_on")} AS voted,
                                {year_of("q.held_on")} AS settled) y
     CROSS JOIN LATERAL (VALUES
           ('bargaining.offers', 'n', y.sent),
           ('bargaining.reply_rate', 'd', y.sent),
           ('bargaining.reply_rate', 'n', y.sent * {SINCE.format(day="r.accepted_on")}),
           ('bargaining.replied_on_time', 'd', y.sent),
           ('bargaining.replied_on_time', 'n', CASE WHEN r.replied_on <= c.due_on
                THEN y.sent * daterange(r.replied_on, NULL) END),
           ('bargaining.replies_overdue', 'n', CASE WHEN c.due_on + 1 < COALESCE(w.answered_on, 'infinity')
                THEN daterange(c.due_on + 1, w.answered_on) END),
           ('bargaining.refusals', 'n', y.refused),
           ('bargaining.signing_rate', 'd', y.accepted),
           ('bargaining.signing_rate', 'n', y.accepted * {SINCE.format(day="k.signed_on")}),
           ('bargaining.first_pass_rate', 'd', y.voted),
           ('bargaining.first_pass_rate', 'n', CASE WHEN p.is_passed THEN y.voted END),
           ('bargaining.votes_entered', 'd', y.settled),
           ('bargaining.votes_entered', 'n', CASE WHEN q.source = 'entered' THEN y.settled END)
           ) AS f (indicator, part, days)
     WHERE f.days IS NOT NULL AND NOT isempty(f.days)
"""

# What the last inspection of a contract found of what was due.
PROMISES = f"""
    SELECT 'bargaining.fulfilment_rate' AS indicator, f.part, p.id AS subject_id, p.path, 1::bigint AS value,
           lower(y.days) AS from_on, upper(y.days) AS to_on
      FROM bargaining_performanceitem p
      JOIN bargaining_performanceinspection i ON i.id = p.inspection_id
     CROSS JOIN LATERAL (SELECT {year_of("i.inspected_on")} AS days) y
     CROSS JOIN LATERAL (VALUES ('d', true), ('n', p.status = 'fulfilled')) AS f (part, counts)
     WHERE f.counts AND p.status <> 'not_due'
       AND NOT EXISTS (SELECT FROM bargaining_performanceinspection l
                        WHERE l.contract_id = i.contract_id AND (l.inspected_on, l.id) > (i.inspected_on, i.id))
"""

OWN = "SELECT id FROM changed"
COVERED_BY_UNION = "SELECT c.enterprise_id FROM organisation_unioncoverage c JOIN changed ON changed.id = c.union_id"
COVERED_BY_CONTRACT = "SELECT l.enterprise_id FROM bargaining_coveragelink l JOIN changed ON changed.id = l.contract_id"
ROUND_OF_CASE = "SELECT b.id FROM bargaining_bargaining b JOIN changed ON changed.case_id = b.case_id"
CONTRACT_OF_CASE = f"SELECT k.id FROM bargaining_contract k WHERE k.bargaining_id IN ({ROUND_OF_CASE}{{only}})"
CONTRACT_AND_PREVIOUS = """SELECT id FROM changed
    UNION ALL SELECT b.previous_id FROM bargaining_bargaining b JOIN changed ON changed.bargaining_id = b.id
     WHERE b.previous_id IS NOT NULL"""
OF_SAME_CONTRACT = """SELECT p.id FROM bargaining_performanceitem p
      JOIN bargaining_performanceinspection i ON i.id = p.inspection_id JOIN changed ON changed.contract_id = i.contract_id"""

WATCHED = {
    "organisation_enterprise": ({"bargaining_coverage": OWN}, ["headcount", "founded_on", "closed_on", "path"]),
    "organisation_unioncoverage": (
        {"bargaining_coverage": "SELECT enterprise_id FROM changed"},
        ["union_id", "enterprise_id", "from_on", "to_on"],
    ),
    "organisation_union": ({"bargaining_coverage": COVERED_BY_UNION}, ["founded_on", "closed_on"]),
    "bargaining_coveragelink": (
        {"bargaining_coverage": "SELECT enterprise_id FROM changed"},
        ["contract_id", "enterprise_id", "headcount", "from_on", "to_on"],
    ),
    "bargaining_contract": (
        {
            "bargaining_coverage": COVERED_BY_CONTRACT,
            "bargaining_contracts": CONTRACT_AND_PREVIOUS,
            "bargaining_rounds": "SELECT bargaining_id FROM changed",
        },
        [
            *("contract_type", "enterprise_id", "draft_id", "has_women_chapter", "has_wage_chapter", "has_safety_chapter"),
            *("signed_on", "term_from", "term_to", "effective_on", "ended_on", "end_reason", "path"),
        ],
    ),
    "bargaining_bargaining": ({"bargaining_rounds": OWN}, ["case_id", "path"]),
    "bargaining_offer": ({"bargaining_rounds": "SELECT bargaining_id FROM changed"}, ["bargaining_id", "sent_on"]),
    "bargaining_reply": (
        {
            "bargaining_rounds": "SELECT o.bargaining_id FROM bargaining_offer o"
            " JOIN changed ON changed.offer_id = o.id"
        },
        ["offer_id", "decision", "replied_on"],
    ),
    "bargaining_vote": (
        {
            "bargaining_rounds": "SELECT d.bargaining_id FROM bargaining_draft d"
            " JOIN changed ON changed.draft_id = d.id"
        },
        ["draft_id", "held_on", "is_passed", "source"],
    ),
    "bargaining_filing": ({"bargaining_contracts": "SELECT contract_id FROM changed"}, ["contract_id", "filed_on"]),
    "bargaining_review": (
        {
            "bargaining_contracts": "SELECT g.contract_id FROM bargaining_filing g"
            " JOIN changed ON changed.filing_id = g.id"
        },
        ["filing_id", "opinion", "given_on", "is_late"],
    ),
    "bargaining_performanceinspection": (
        {"bargaining_contracts": "SELECT contract_id FROM changed", "bargaining_promises": OF_SAME_CONTRACT},
        ["contract_id", "inspected_on", "asked_aware", "aware", "satisfied"],
    ),
    "bargaining_performanceitem": ({"bargaining_promises": OWN}, ["inspection_id", "status", "path"]),
    "cases_clock": (
        {
            "bargaining_rounds": f"{ROUND_OF_CASE} WHERE changed.name = 'reply'",
            "bargaining_contracts": CONTRACT_OF_CASE.format(
                only=" WHERE changed.name IN ('filing', 'filing_wage')"
            ),
        },
        ["case_id", "name", "due_on"],
    ),
    "cases_casefinding": ({"bargaining_contracts": CONTRACT_OF_CASE.format(only="")}, ["case_id"]),
    "cases_case": (
        {
            "bargaining_rounds": "SELECT b.id FROM bargaining_bargaining b JOIN changed ON changed.id = b.case_id"
            " WHERE changed.kind = 'bargaining.case'",
            "bargaining_coverage": "SELECT enterprise_id FROM changed WHERE kind = 'bargaining.case'"
            " AND state = 'concluded' AND enterprise_id IS NOT NULL",
        },
        ["state", "closed_at", "enterprise_id"],
    ),
    "indicators_threshold": (
        {
            "bargaining_contracts": "SELECT k.id FROM bargaining_contract k"
            " WHERE EXISTS (SELECT FROM changed WHERE code LIKE 'bargaining.%')"
        },
        ["code", "value", "from_on", "to_on"],
    ),
}
FAMILIES = {
    "bargaining_coverage": ("organisation_enterprise", COVERAGE),
    "bargaining_contracts": ("bargaining_contract", CONTRACTS),
    "bargaining_rounds": ("bargaining_bargaining", ROUNDS),
    "bargaining_promises": ("bargaining_performanceitem", PROMISES),
}

FORWARD = (
    keep_history(
        "bargaining_enterprisestate",
        source="organisation_enterprise",
        key="enterprise_id",
        columns={"headcount": "integer", "path": 'varchar(80) COLLATE "C" NOT NULL'},
        learned=["headcount"],
    )
    + "".join(create_family(name, base_table=base, view=view) for name, (base, view) in FAMILIES.items())
    + follow_moves("bargaining_enterprisestate", key="enterprise_id", family="bargaining_coverage")
    + "".join(
        watch(f"bargaining_from_{table}", table, feeds=feeds, columns=columns)
        for table, (feeds, columns) in WATCHED.items()
    )
    + "SELECT indicators_rebuild(name) FROM indicators_family WHERE name LIKE 'bargaining%';"
)
BACKWARD = (
    "".join(unwatch(f"bargaining_from_{table}") for table in WATCHED)
    + "DROP FUNCTION bargaining_enterprisestate_follow_moves() CASCADE;"
    + "".join(drop_family(name) for name in FAMILIES)
    + forget_history("bargaining_enterprisestate")
)


class Migration(migrations.Migration):
    dependencies = [
        ("bargaining", "0009_questions"),
        ("indicators", "0005_probes"),
        ("organisation", "0009_moving"),
        ("cases", "0018_probes"),
    ]
    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
