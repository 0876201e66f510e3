"""规范率 (bargaining-congress §A9): contracts without a finding against those whom the rules bind.

What was taken over without its text was never judged and is not counted. What the labour bureau owes (CB-055, CB-056) and
what only informs (CB-063, CB-064) is nobody's fault in the contract.
"""

from importlib import import_module

from django.db import migrations

from zhijia.engines.indicators.schema import replace_view

BEFORE = import_module("zhijia.services.bargaining.migrations.0018_years")
NO_FAULT = "CB-055,CB-056,CB-063,CB-064"
CHANGES = {
    "SELECT EXISTS (SELECT FROM cases_casefinding d WHERE d.case_id = b.case_id) AS has_findings": (
        "SELECT EXISTS (SELECT FROM cases_casefinding d"
        f" WHERE d.case_id = b.case_id AND d.rule <> ALL ('{{{NO_FAULT}}}')) AS has_findings"
    ),
    "('bargaining.standard_rate', 'd', 1, v.valid)": (
        "('bargaining.standard_rate', 'd', 1, CASE WHEN k.draft_id IS NOT NULL THEN v.valid END)"
    ),
    "('bargaining.standard_rate', 'n', 1, CASE WHEN NOT d.has_findings THEN v.valid END)": (
        "('bargaining.standard_rate', 'n', 1, CASE WHEN k.draft_id IS NOT NULL AND NOT d.has_findings THEN v.valid END)"
    ),
}


def judged_only(view: str) -> str:
    """The view with its three changes; each must be there to be changed."""
    for before, after in CHANGES.items():
        if view.count(before) != 1:
            raise ValueError(before)
        view = view.replace(before, after)
    return view


REBUILD = "SELECT indicators_rebuild('bargaining_contracts');"
FORWARD = replace_view("bargaining_contracts", f"{judged_only(BEFORE.CONTRACTS)} UNION ALL {BEFORE.OPINIONS}") + REBUILD
BACKWARD = replace_view("bargaining_contracts", f"{BEFORE.CONTRACTS} UNION ALL {BEFORE.OPINIONS}") + REBUILD


class Migration(migrations.Migration):
    dependencies = [("bargaining", "0020_standards")]
    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
