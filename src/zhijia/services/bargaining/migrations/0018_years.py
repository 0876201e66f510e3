"""Flows by two years: the calendar year, and the union's statistical year (ST-03); and what workers say of their contracts.

The views of 0010, each flow once for either year; the first month of the union's year and the least number of answers
that is shown are copies of law parameters (`indicators_threshold`).
"""

from importlib import import_module

from django.db import migrations

from zhijia.engines.indicators.schema import replace_view, unwatch, watch

BEFORE = import_module("zhijia.services.bargaining.migrations.0010_facts")
VALID, SINCE, SHANGHAI_DAY = BEFORE.VALID, BEFORE.SINCE, BEFORE.SHANGHAI_DAY
UNION_YEAR = ".union_year"
STOCKS = ("expiring", "standard_rate", "objections", "replies_overdue")
NAMES = ",".join(f"bargaining.{name}" for name in STOCKS)
IS_FLOW = f"f.indicator NOT LIKE 'bargaining.contracts%' AND f.indicator <> ALL ('{{{NAMES}}}')"

YEAR_END = """
CREATE FUNCTION bargaining_union_year_end(day date) RETURNS date LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
    SELECT make_date(extract(year FROM day)::int + (extract(month FROM day) >= t.value)::int, t.value::int, 1)
      FROM indicators_threshold t
     WHERE t.code = 'bargaining.union_year' AND t.from_on <= day AND (t.to_on IS NULL OR t.to_on > day)
$$;
"""


def year_of(day: str) -> str:
    """The rest of a day's union year, from that day on; no days where nobody knows when it begins."""
    end = f"bargaining_union_year_end({day})"
    return f"CASE WHEN {end} IS NULL THEN 'empty' ELSE daterange({day}, {end}) END"


def both_years(*days: str) -> str:
    """A row for the calendar year, with an empty suffix, and one for the union's."""
    calendar, union = (", ".join(f"{of(day)}" for day in days) for of in (BEFORE.year_of, year_of))
    return f"('', {calendar}), ('{UNION_YEAR}', {union})"


CONTRACTS = f"""
    SELECT f.indicator || y.suffix AS indicator, f.part, k.id AS subject_id, k.path, f.value::bigint AS value,
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
     CROSS JOIN LATERAL (VALUES {both_years("k.signed_on", "g.filed_on", "k.ended_on", "i.inspected_on")})
           AS y (suffix, signed, filed, ended, inspected)
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
     WHERE f.value IS NOT NULL AND NOT isempty(days) AND (y.suffix = '' OR {IS_FLOW})
"""

ROUNDS = f"""
    SELECT f.indicator || y.suffix AS indicator, f.part, b.id AS subject_id, b.path, 1::bigint AS value,
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
     CROSS JOIN LATERAL (VALUES {both_years("o.sent_on", "r.accepted_on", "r.refused_on", "p.held_on", "q.held_on")})
           AS y (suffix, sent, accepted, refused, voted, settled)
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
     WHERE f.days IS NOT NULL AND NOT isempty(f.days) AND (y.suffix = '' OR {IS_FLOW})
"""

PROMISES = f"""
    SELECT 'bargaining.fulfilment_rate' || y.suffix AS indicator, f.part, p.id AS subject_id, p.path, 1::bigint AS value,
           lower(y.days) AS from_on, upper(y.days) AS to_on
      FROM bargaining_performanceitem p
      JOIN bargaining_performanceinspection i ON i.id = p.inspection_id
     CROSS JOIN LATERAL (VALUES {both_years("i.inspected_on")}) AS y (suffix, days)
     CROSS JOIN LATERAL (VALUES ('d', true), ('n', p.status = 'fulfilled')) AS f (part, counts)
     WHERE f.counts AND NOT isempty(y.days) AND p.status <> 'not_due'
       AND NOT EXISTS (SELECT FROM bargaining_performanceinspection l
                        WHERE l.contract_id = i.contract_id AND (l.inspected_on, l.id) > (i.inspected_on, i.id))
"""

# One answer of each worker in a calendar year; nothing while fewer have answered than may be shown.
OPINIONS = """
    SELECT f.indicator, f.part, o.contract_id AS subject_id, o.path, f.value::bigint AS value, o.from_on, o.to_on
      FROM (SELECT a.contract_id, k.path, count(*) AS answers, count(*) FILTER (WHERE a.is_aware) AS aware,
                   count(*) FILTER (WHERE a.is_satisfied) AS satisfied,
                   (array_agg(a.answered_on ORDER BY a.answered_on))[t.value] AS from_on, make_date(a.year + 1, 1, 1) AS to_on
              FROM bargaining_contractopinion a
              JOIN bargaining_contract k ON k.id = a.contract_id
              JOIN indicators_threshold t ON t.code = 'bargaining.least_answers' AND t.from_on <= a.answered_on
                                         AND (t.to_on IS NULL OR t.to_on > a.answered_on)
             GROUP BY a.contract_id, k.path, a.year, t.value
            HAVING count(*) >= t.value) o
     CROSS JOIN LATERAL (VALUES
           ('bargaining.answers', 'n', o.answers),
           ('bargaining.aware_rate', 'd', o.answers), ('bargaining.aware_rate', 'n', o.aware),
           ('bargaining.satisfied_rate', 'd', o.answers), ('bargaining.satisfied_rate', 'n', o.satisfied))
           AS f (indicator, part, value)
     WHERE f.value > 0
"""
FEEDS = {"bargaining_contracts": "SELECT contract_id FROM changed"}
OF_THRESHOLDS = {
    "bargaining_contracts": "SELECT k.id FROM bargaining_contract k WHERE EXISTS (SELECT FROM changed WHERE code LIKE 'bargaining.%')",
    "bargaining_rounds": "SELECT b.id FROM bargaining_bargaining b"
    " WHERE EXISTS (SELECT FROM changed WHERE code = 'bargaining.union_year')",
    "bargaining_promises": "SELECT p.id FROM bargaining_performanceitem p"
    " WHERE EXISTS (SELECT FROM changed WHERE code = 'bargaining.union_year')",
}
THRESHOLD_COLUMNS = ["code", "value", "from_on", "to_on"]
REBUILD = "SELECT indicators_rebuild(name) FROM indicators_family WHERE name IN (%s);" % (
    "'bargaining_contracts', 'bargaining_rounds', 'bargaining_promises'"
)
FORWARD = (
    YEAR_END
    + replace_view("bargaining_contracts", f"{CONTRACTS} UNION ALL {OPINIONS}")
    + replace_view("bargaining_rounds", ROUNDS)
    + replace_view("bargaining_promises", PROMISES)
    + watch(
        "bargaining_from_bargaining_contractopinion",
        "bargaining_contractopinion",
        feeds=FEEDS,
        columns=["contract_id", "is_aware", "is_satisfied", "answered_on"],
    )
    + unwatch("bargaining_from_indicators_threshold")
    + watch(
        "bargaining_from_indicators_threshold", "indicators_threshold", feeds=OF_THRESHOLDS, columns=THRESHOLD_COLUMNS
    )
    + REBUILD
)
BACKWARD = (
    unwatch("bargaining_from_bargaining_contractopinion")
    + unwatch("bargaining_from_indicators_threshold")
    + watch(
        "bargaining_from_indicators_threshold",
        "indicators_threshold",
        feeds=BEFORE.WATCHED["indicators_threshold"][0],
        columns=THRESHOLD_COLUMNS,
    )
    + replace_view("bargaining_contracts", BEFORE.CONTRACTS)
    + replace_view("bargaining_rounds", BEFORE.ROUNDS)
    + replace_view("bargaining_promises", BEFORE.PROMISES)
    + REBUILD
    + "DROP FUNCTION bargaining_union_year_end(date);"
)


class Migration(migrations.Migration):
    dependencies = [("bargaining", "0017_opinion_guards")]
    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
