"""What §A9 asks beside: whom campaigns of offers reached, coverage of all employees, women's contracts among the covered.

The women's rate of 2006 asks for units with a women's organisation and a contract. What a union has set up for women is not
dated for each enterprise, so the condition is left out: the denominator is never smaller, the rate never flattered.
"""

from importlib import import_module

from django.db import migrations

from zhijia.engines.indicators.schema import create_family, drop_family, replace_view, unwatch, watch
from zhijia.engines.indicators.years import in_both_years

FIRST = import_module("zhijia.services.bargaining.migrations.0010_facts")
YEARS = import_module("zhijia.services.bargaining.migrations.0018_years")
BEFORE = import_module("zhijia.services.bargaining.migrations.0021_standard_rate")
UNION_YEAR_END = "bargaining_union_year_end"


def with_rows(view: str, after: str, rows: str) -> str:
    """The view with more rows of VALUES behind the line `after`, which must be there once."""
    if view.count(after) != 1:
        raise ValueError(after)
    return view.replace(after, after + rows)


COVERAGE = with_rows(
    FIRST.COVERAGE,
    "('bargaining.workers_rate', 'n', s.headcount, s.life * o.organised * k.covered),",
    """
           ('bargaining.workers_rate_all', 'd', s.headcount, s.life),
           ('bargaining.workers_rate_all', 'n', s.headcount, s.life * k.covered),
           ('bargaining.women_rate_of_covered', 'd', 1, s.life * o.organised * k.covered),
           ('bargaining.women_rate_of_covered', 'n', 1, s.life * o.organised * k.women),""",
)
JUDGED = BEFORE.judged_only(YEARS.CONTRACTS)
CONTRACTS = with_rows(
    JUDGED,
    "('bargaining.contracts.' || k.contract_type, 'n', 1, v.valid),",
    """
           ('bargaining.contracts_own', 'n', 1, CASE WHEN k.enterprise_id IS NOT NULL THEN v.valid END),
           ('bargaining.contracts_joint', 'n', 1, CASE WHEN k.enterprise_id IS NULL THEN v.valid END),
           ('bargaining.contracts_reviewed', 'n', 1, CASE WHEN g.filed_on IS NOT NULL THEN v.valid END),""",
)

# A target counts from the day on which its campaign began to the end of the year; reached, from the first offer of its case.
TARGETS = f"""
    SELECT 'bargaining.offer_rate' || y.suffix AS indicator, f.part, t.id AS subject_id, t.path, 1::bigint AS value,
           lower(f.days) AS from_on, upper(f.days) AS to_on
      FROM campaigns_target t
      JOIN campaigns_campaign c ON c.id = t.campaign_id AND c.kind = 'bargaining.offers' AND c.started_at IS NOT NULL
     CROSS JOIN LATERAL (SELECT {FIRST.SHANGHAI_DAY.format(moment="c.started_at")} AS day) s
     CROSS JOIN LATERAL (
           SELECT min(o.sent_on) AS sent_on
             FROM bargaining_offer o JOIN bargaining_bargaining b ON b.id = o.bargaining_id
            WHERE b.case_id = t.case_id) o
     CROSS JOIN LATERAL (VALUES {in_both_years("s.day", function=UNION_YEAR_END)}) AS y (suffix, days)
     CROSS JOIN LATERAL (VALUES ('d', y.days), ('n', y.days * {FIRST.SINCE.format(day="o.sent_on")})) AS f (part, days)
     WHERE NOT isempty(f.days)
"""  # noqa: S608  every name in this SQL is written here
TARGET_OF_OFFER = """SELECT t.id FROM campaigns_target t JOIN bargaining_bargaining b ON b.case_id = t.case_id
      JOIN changed ON changed.bargaining_id = b.id"""
WATCHED = {
    "campaigns_target": ("SELECT id FROM changed", ["campaign_id", "case_id", "path"]),
    "campaigns_campaign": (
        "SELECT t.id FROM campaigns_target t JOIN changed ON changed.id = t.campaign_id",
        ["kind", "started_at"],
    ),
    "bargaining_offer": (TARGET_OF_OFFER, ["bargaining_id", "sent_on"]),
    "indicators_threshold": (
        "SELECT t.id FROM campaigns_target t WHERE EXISTS (SELECT FROM changed WHERE code = 'bargaining.union_year')",
        ["code", "value", "from_on", "to_on"],
    ),
}
FAMILY = "bargaining_targets"
REBUILD = "SELECT indicators_rebuild(name) FROM indicators_family WHERE name IN ('bargaining_coverage', 'bargaining_contracts');"
FORWARD = (
    replace_view("bargaining_coverage", COVERAGE)
    + replace_view("bargaining_contracts", f"{CONTRACTS} UNION ALL {YEARS.OPINIONS}")
    + create_family(FAMILY, base_table="campaigns_target", view=TARGETS)
    + "".join(
        watch(f"{FAMILY}_from_{table}", table, feeds={FAMILY: ids}, columns=columns)
        for table, (ids, columns) in WATCHED.items()
    )
    + REBUILD
    + f"SELECT indicators_rebuild('{FAMILY}');"
)
BACKWARD = (
    "".join(unwatch(f"{FAMILY}_from_{table}") for table in WATCHED)
    + drop_family(FAMILY)
    + replace_view("bargaining_coverage", FIRST.COVERAGE)
    + replace_view("bargaining_contracts", f"{JUDGED} UNION ALL {YEARS.OPINIONS}")
    + REBUILD
)


class Migration(migrations.Migration):
    dependencies = [("bargaining", "0022_chosen_together"), ("campaigns", "0002_guards")]
    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
