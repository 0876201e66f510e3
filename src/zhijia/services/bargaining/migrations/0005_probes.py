"""What is seen because its bargaining, its contract or its text is seen is probed for, row by row."""

from django.db import migrations

from zhijia.lib.rowsecurity import in_scope, is_own_person, of_visible, reword

SOURCES = {
    "bargaining_bargaining": ("cases_case", "case_id"),
    "bargaining_offer": ("bargaining_bargaining", "bargaining_id"),
    "bargaining_reply": ("bargaining_offer", "offer_id"),
    "bargaining_negotiator": ("bargaining_bargaining", "bargaining_id"),
    "bargaining_datarequest": ("bargaining_bargaining", "bargaining_id"),
    "bargaining_meeting": ("bargaining_bargaining", "bargaining_id"),
    "bargaining_issue": ("bargaining_bargaining", "bargaining_id"),
    "bargaining_suspension": ("bargaining_bargaining", "bargaining_id"),
    "bargaining_draft": ("bargaining_bargaining", "bargaining_id"),
    "bargaining_vote": ("bargaining_draft", "draft_id"),
    "bargaining_contract": ("bargaining_bargaining", "bargaining_id"),
    "bargaining_filing": ("bargaining_contract", "contract_id"),
    "bargaining_review": ("bargaining_filing", "filing_id"),
    "bargaining_standardclause": ("bargaining_standardtext", "text_id"),
    "bargaining_clause": ("bargaining_draft", "draft_id"),
    "bargaining_clauseterm": ("bargaining_clause", "clause_id"),
    "bargaining_performanceinspection": ("bargaining_contract", "contract_id"),
    "bargaining_performanceitem": ("bargaining_performanceinspection", "inspection_id"),
    "bargaining_contractquestion": ("cases_case", "case_id"),
    "bargaining_coordination": ("cases_case", "case_id"),
}
ALSO_SEEN = {
    "bargaining_negotiator": is_own_person("person_id"),
    "bargaining_draft": of_visible("bargaining_contract", "bargaining_draft.id", key="draft_id"),
    "bargaining_contract": of_visible("bargaining_coveragelink", "bargaining_contract.id", key="contract_id"),
    "bargaining_contractquestion": is_own_person("asker_id"),
}
WRITTEN_WITH_IT = ("bargaining_negotiator", "bargaining_draft", "bargaining_contract")
"""Whoever sees their bargaining writes them; what else makes them visible lets nobody write."""
WRITTEN_IN_SCOPE = (
    "bargaining_standardclause",
    "bargaining_clause",
    "bargaining_clauseterm",
    "bargaining_performanceinspection",
    "bargaining_performanceitem",
)

ENTERPRISE = "bargaining_coveragelink.enterprise_id"
OWN_UNION_COVERS = of_visible("organisation_unioncoverage", ENTERPRISE, key="enterprise_id", where=in_scope("seen.path"))
OWN_EMPLOYER = of_visible(
    "organisation_employment",
    ENTERPRISE,
    key="enterprise_id",
    where=f"{is_own_person('seen.person_id')}"
    " AND (seen.to_on IS NULL OR seen.to_on > (now() AT TIME ZONE 'Asia/Shanghai')::date)",
)
COVERAGE = reword(
    "bargaining_coveragelink",
    in_scope("path"),
    in_scope("contract_path"),
    OWN_UNION_COVERS,
    OWN_EMPLOYER,
    writable=in_scope("contract_path"),
)


def reword_probing(table: str) -> str:
    source, column = SOURCES[table]
    with_it = (in_scope("path"), of_visible(source, f"{table}.{column}"))
    writable = None
    if table in WRITTEN_WITH_IT:
        writable = " OR ".join(with_it)
    elif table in WRITTEN_IN_SCOPE:
        writable = in_scope("path")
    also = (ALSO_SEEN[table],) if table in ALSO_SEEN else ()
    return reword(table, *with_it, *also, writable=writable)


class Migration(migrations.Migration):
    dependencies = [("bargaining", "0004_draft_edit_guards"), ("cases", "0018_probes")]
    # Not reversed: the policies answer as they did.
    operations = [migrations.RunSQL("".join(map(reword_probing, SOURCES)) + COVERAGE, migrations.RunSQL.noop)]
