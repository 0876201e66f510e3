"""Who sees a bargaining: its union's subtree and above, whoever its case is shared with; a worker sees what covers her."""

from django.db import migrations

from zhijia.lib.rowsecurity import in_scope, is_ancestor, is_own_person, protect, unprotect

OF_VISIBLE_CASE = "case_id IN (SELECT id FROM cases_case)"
OF_VISIBLE_BARGAINING = "bargaining_id IN (SELECT id FROM bargaining_bargaining)"
OF_VISIBLE_CONTRACT = "contract_id IN (SELECT id FROM bargaining_contract)"
COVERED = "{id} IN (SELECT contract_id FROM bargaining_coveragelink)"
OWN_UNION_COVERS = f"enterprise_id IN (SELECT enterprise_id FROM organisation_unioncoverage WHERE {in_scope('path')})"
OWN_EMPLOYER = f"""enterprise_id IN (SELECT enterprise_id FROM organisation_employment
    WHERE {is_own_person("person_id")}
      AND (to_on IS NULL OR to_on > (now() AT TIME ZONE 'Asia/Shanghai')::date))"""

TAKES_PATH = {
    "bargaining_bargaining": ("case_id", "cases_case"),
    "bargaining_offer": ("bargaining_id", "bargaining_bargaining"),
    "bargaining_reply": ("offer_id", "bargaining_offer"),
    "bargaining_negotiator": ("bargaining_id", "bargaining_bargaining"),
    "bargaining_datarequest": ("bargaining_id", "bargaining_bargaining"),
    "bargaining_meeting": ("bargaining_id", "bargaining_bargaining"),
    "bargaining_issue": ("bargaining_id", "bargaining_bargaining"),
    "bargaining_suspension": ("bargaining_id", "bargaining_bargaining"),
    "bargaining_draft": ("bargaining_id", "bargaining_bargaining"),
    "bargaining_vote": ("draft_id", "bargaining_draft"),
    "bargaining_contract": ("bargaining_id", "bargaining_bargaining"),
    "bargaining_filing": ("contract_id", "bargaining_contract"),
    "bargaining_review": ("filing_id", "bargaining_filing"),
    "bargaining_standardtext": ("union_id", "organisation_union"),
    "bargaining_standardclause": ("text_id", "bargaining_standardtext"),
    "bargaining_clause": ("draft_id", "bargaining_draft"),
    "bargaining_clauseterm": ("clause_id", "bargaining_clause"),
    "bargaining_performanceinspection": ("contract_id", "bargaining_contract"),
    "bargaining_performanceitem": ("inspection_id", "bargaining_performanceinspection"),
    "bargaining_contractquestion": ("case_id", "cases_case"),
    "bargaining_coordination": ("case_id", "cases_case"),
}
POLICIES = {
    "bargaining_bargaining": (in_scope("path"), OF_VISIBLE_CASE),
    "bargaining_offer": (in_scope("path"), OF_VISIBLE_BARGAINING),
    "bargaining_reply": (in_scope("path"), "offer_id IN (SELECT id FROM bargaining_offer)"),
    "bargaining_negotiator": (in_scope("path"), OF_VISIBLE_BARGAINING, is_own_person("person_id")),
    "bargaining_datarequest": (in_scope("path"), OF_VISIBLE_BARGAINING),
    "bargaining_meeting": (in_scope("path"), OF_VISIBLE_BARGAINING),
    "bargaining_issue": (in_scope("path"), OF_VISIBLE_BARGAINING),
    "bargaining_suspension": (in_scope("path"), OF_VISIBLE_BARGAINING),
    "bargaining_draft": (
        in_scope("path"),
        OF_VISIBLE_BARGAINING,
        "id IN (SELECT draft_id FROM bargaining_contract)",
    ),
    "bargaining_vote": (in_scope("path"), "draft_id IN (SELECT id FROM bargaining_draft)"),
    "bargaining_contract": (in_scope("path"), OF_VISIBLE_BARGAINING, COVERED.format(id="id")),
    "bargaining_coveragelink": (in_scope("path"), in_scope("contract_path"), OWN_UNION_COVERS, OWN_EMPLOYER),
    "bargaining_filing": (in_scope("path"), OF_VISIBLE_CONTRACT),
    "bargaining_review": (in_scope("path"), "filing_id IN (SELECT id FROM bargaining_filing)"),
    "bargaining_standardtext": (in_scope("path"), f"published_on IS NOT NULL AND {is_ancestor('union_id')}"),
    "bargaining_standardclause": (in_scope("path"), "text_id IN (SELECT id FROM bargaining_standardtext)"),
    "bargaining_clause": (in_scope("path"), "draft_id IN (SELECT id FROM bargaining_draft)"),
    "bargaining_clauseterm": (in_scope("path"), "clause_id IN (SELECT id FROM bargaining_clause)"),
    "bargaining_performanceinspection": (in_scope("path"), OF_VISIBLE_CONTRACT),
    "bargaining_performanceitem": (
        in_scope("path"),
        "inspection_id IN (SELECT id FROM bargaining_performanceinspection)",
    ),
    "bargaining_contractquestion": (in_scope("path"), OF_VISIBLE_CASE, is_own_person("asker_id")),
    "bargaining_coordination": (in_scope("path"), OF_VISIBLE_CASE),
}
WRITABLE = {
    "bargaining_negotiator": f"{in_scope('path')} OR {OF_VISIBLE_BARGAINING}",
    "bargaining_draft": f"{in_scope('path')} OR {OF_VISIBLE_BARGAINING}",
    "bargaining_contract": f"{in_scope('path')} OR {OF_VISIBLE_BARGAINING}",
    "bargaining_coveragelink": f"{in_scope('contract_path')}",
    "bargaining_standardtext": in_scope("path"),
    "bargaining_standardclause": in_scope("path"),
    "bargaining_clause": in_scope("path"),
    "bargaining_clauseterm": in_scope("path"),
    "bargaining_performanceinspection": in_scope("path"),
    "bargaining_performanceitem": in_scope("path"),
}

COVERAGE = """
CREATE FUNCTION bargaining_place_coverage() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = public, pg_temp AS $$
BEGIN
    SELECT path INTO NEW.path FROM organisation_enterprise WHERE id = NEW.enterprise_id;
    SELECT path INTO NEW.contract_path FROM bargaining_contract WHERE id = NEW.contract_id;
    RETURN NEW;
END $$;
CREATE TRIGGER place BEFORE INSERT OR UPDATE ON bargaining_coveragelink
    FOR EACH ROW EXECUTE FUNCTION bargaining_place_coverage();
CREATE INDEX coveragelink_path ON bargaining_coveragelink (path);
CREATE INDEX coveragelink_contract_path ON bargaining_coveragelink (contract_path);
"""

FROZEN = """
-- An initialled draft is what the congress votes on and the bureau reviews: its text does not change any more.
CREATE FUNCTION bargaining_refuse_initialled() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = public, pg_temp AS $$
DECLARE touched bigint;
BEGIN
    IF TG_TABLE_NAME = 'bargaining_clause' THEN
        touched := coalesce(NEW.draft_id, OLD.draft_id);
    ELSE
        SELECT draft_id INTO touched FROM bargaining_clause WHERE id = coalesce(NEW.clause_id, OLD.clause_id);
    END IF;
    IF EXISTS (SELECT FROM bargaining_draft WHERE id = touched
                  AND workers_initialled_on IS NOT NULL AND employer_initialled_on IS NOT NULL) THEN
        RAISE EXCEPTION 'the clauses of an initialled draft are frozen' USING ERRCODE = 'check_violation';
    END IF;
    RETURN coalesce(NEW, OLD);
END $$;
CREATE TRIGGER frozen BEFORE INSERT OR UPDATE OR DELETE ON bargaining_clause
    FOR EACH ROW EXECUTE FUNCTION bargaining_refuse_initialled();
CREATE TRIGGER frozen BEFORE INSERT OR UPDATE OR DELETE ON bargaining_clauseterm
    FOR EACH ROW EXECUTE FUNCTION bargaining_refuse_initialled();

-- A published standard text does not change; a new version replaces it.
CREATE FUNCTION bargaining_refuse_published() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = public, pg_temp AS $$
BEGIN
    IF EXISTS (SELECT FROM bargaining_standardtext
                WHERE id = coalesce(NEW.text_id, OLD.text_id) AND published_on IS NOT NULL) THEN
        RAISE EXCEPTION 'a published standard text is frozen' USING ERRCODE = 'check_violation';
    END IF;
    RETURN coalesce(NEW, OLD);
END $$;
CREATE TRIGGER frozen BEFORE INSERT OR UPDATE OR DELETE ON bargaining_standardclause
    FOR EACH ROW EXECUTE FUNCTION bargaining_refuse_published();
"""


def triggers() -> str:
    return "".join(
        f"CREATE TRIGGER place BEFORE INSERT OR UPDATE ON {table}"
        f" FOR EACH ROW EXECUTE FUNCTION organisation_take_path('{column}', '{source}');\n"
        for table, (column, source) in TAKES_PATH.items()
    )


FORWARD = (
    triggers()
    + COVERAGE
    + FROZEN
    + "".join(protect(table, *rules, writable=WRITABLE.get(table)) for table, rules in POLICIES.items())
)
BACKWARD = (
    "".join(f"DROP TRIGGER place ON {table};" for table in TAKES_PATH)
    + "".join(unprotect(table) for table in POLICIES)
    + "DROP FUNCTION bargaining_place_coverage() CASCADE; DROP FUNCTION bargaining_refuse_initialled() CASCADE;"
    "DROP FUNCTION bargaining_refuse_published() CASCADE;"
    "DROP INDEX coveragelink_path; DROP INDEX coveragelink_contract_path;"
)


class Migration(migrations.Migration):
    dependencies = [("bargaining", "0001_initial"), ("cases", "0002_guards"), ("organisation", "0002_guards")]
    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
