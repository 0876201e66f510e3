"""规范率 (bargaining-congress §A9): what was found of a version of the text is no fault of the one that was signed after it.

Findings of a text are those with which it was initialled. A contract that counts is in force: its text is the last one
that was initialled, since after an objection the text is signed anew before anything is.
"""

from importlib import import_module

from django.db import migrations

from zhijia.engines.indicators.schema import replace_view

OPINIONS = import_module("zhijia.services.bargaining.migrations.0018_years").OPINIONS
NO_FAULT = import_module("zhijia.services.bargaining.migrations.0021_standard_rate").NO_FAULT
BEFORE = import_module("zhijia.services.bargaining.migrations.0023_statistics").CONTRACTS
FOUND = f"d.rule <> ALL ('{{{NO_FAULT}}}')"
OF_THE_TEXT = (
    " AND (d.verb <> 'initial_draft' OR d.event_id >= (SELECT max(e.id) FROM trail_event e"
    " WHERE e.subject_type = 'cases.case' AND e.subject_id = b.case_id AND e.kind = 'bargaining.draft_initialled'))"
)


def of_the_text(view: str) -> str:
    """The view with its one change, which must be there once to be made."""
    if view.count(FOUND) != 1:
        raise ValueError(FOUND)
    return view.replace(FOUND, FOUND + OF_THE_TEXT)


REBUILD = "SELECT indicators_rebuild('bargaining_contracts');"
FORWARD = replace_view("bargaining_contracts", f"{of_the_text(BEFORE)} UNION ALL {OPINIONS}") + REBUILD
BACKWARD = replace_view("bargaining_contracts", f"{BEFORE} UNION ALL {OPINIONS}") + REBUILD


class Migration(migrations.Migration):
    dependencies = [("bargaining", "0029_offers_by_type")]
    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
