"""Who sees a bargaining: its union's subtree and above, whoever its case is shared with; a worker sees what covers her."""

from django.db import migrations

from zhijia.lib.rowsecurity import APP_ROLE, append_only, in_scope, is_ancestor, is_own_person, of_visible, protect

GUARDS = (
    """
CREATE TRIGGER place BEFORE INSERT OR UPDATE ON bargaining_bargaining FOR EACH ROW EXECUTE FUNCTION organisation_take_path('case_id', 'cases_case');
CREATE TRIGGER place BEFORE INSERT OR UPDATE ON bargaining_offer FOR EACH ROW EXECUTE FUNCTION organisation_take_path('bargaining_id', 'bargaining_bargaining');
CREATE TRIGGER place BEFORE INSERT OR UPDATE ON bargaining_reply FOR EACH ROW EXECUTE FUNCTION organisation_take_path('offer_id', 'bargaining_offer');
CREATE TRIGGER place BEFORE INSERT OR UPDATE ON bargaining_negotiator FOR EACH ROW EXECUTE FUNCTION organisation_take_path('bargaining_id', 'bargaining_bargaining');
CREATE TRIGGER place BEFORE INSERT OR UPDATE ON bargaining_datarequest FOR EACH ROW EXECUTE FUNCTION organisation_take_path('bargaining_id', 'bargaining_bargaining');
CREATE TRIGGER place BEFORE INSERT OR UPDATE ON bargaining_meeting FOR EACH ROW EXECUTE FUNCTION organisation_take_path('bargaining_id', 'bargaining_bargaining');
CREATE TRIGGER place BEFORE INSERT OR UPDATE ON bargaining_issue FOR EACH ROW EXECUTE FUNCTION organisation_take_path('bargaining_id', 'bargaining_bargaining');
CREATE TRIGGER place BEFORE INSERT OR UPDATE ON bargaining_suspension FOR EACH ROW EXECUTE FUNCTION organisation_take_path('bargaining_id', 'bargaining_bargaining');
CREATE TRIGGER place BEFORE INSERT OR UPDATE ON bargaining_draft FOR EACH ROW EXECUTE FUNCTION organisation_take_path('bargaining_id', 'bargaining_bargaining');
CREATE TRIGGER place BEFORE INSERT OR UPDATE ON bargaining_vote FOR EACH ROW EXECUTE FUNCTION organisation_take_path('draft_id', 'bargaining_draft');
CREATE TRIGGER place BEFORE INSERT OR UPDATE ON bargaining_contract FOR EACH ROW EXECUTE FUNCTION organisation_take_path('bargaining_id', 'bargaining_bargaining');
CREATE TRIGGER place BEFORE INSERT OR UPDATE ON bargaining_filing FOR EACH ROW EXECUTE FUNCTION organisation_take_path('contract_id', 'bargaining_contract');
CREATE TRIGGER place BEFORE INSERT OR UPDATE ON bargaining_review FOR EACH ROW EXECUTE FUNCTION organisation_take_path('filing_id', 'bargaining_filing');
CREATE TRIGGER place BEFORE INSERT OR UPDATE ON bargaining_standardtext FOR EACH ROW EXECUTE FUNCTION organisation_take_path('union_id', 'organisation_union');
CREATE TRIGGER place BEFORE INSERT OR UPDATE ON bargaining_standardclause FOR EACH ROW EXECUTE FUNCTION organisation_take_path('text_id', 'bargaining_standardtext');
CREATE TRIGGER place BEFORE INSERT OR UPDATE ON bargaining_clause FOR EACH ROW EXECUTE FUNCTION organisation_take_path('draft_id', 'bargaining_draft');
CREATE TRIGGER place BEFORE INSERT OR UPDATE ON bargaining_clauseterm FOR EACH ROW EXECUTE FUNCTION organisation_take_path('clause_id', 'bargaining_clause');
CREATE TRIGGER place BEFORE INSERT OR UPDATE ON bargaining_performanceinspection FOR EACH ROW EXECUTE FUNCTION organisation_take_path('contract_id', 'bargaining_contract');
CREATE TRIGGER place BEFORE INSERT OR UPDATE ON bargaining_performanceitem FOR EACH ROW EXECUTE FUNCTION organisation_take_path('inspection_id', 'bargaining_performanceinspection');
CREATE TRIGGER place BEFORE INSERT OR UPDATE ON bargaining_contractquestion FOR EACH ROW EXECUTE FUNCTION organisation_take_path('case_id', 'cases_case');
CREATE TRIGGER place BEFORE INSERT OR UPDATE ON bargaining_coordination FOR EACH ROW EXECUTE FUNCTION organisation_take_path('case_id', 'cases_case');
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
    + protect("bargaining_bargaining", in_scope("path"), of_visible("cases_case", "bargaining_bargaining.case_id"))
    + protect(
        "bargaining_offer", in_scope("path"), of_visible("bargaining_bargaining", "bargaining_offer.bargaining_id")
    )
    + protect("bargaining_reply", in_scope("path"), of_visible("bargaining_offer", "bargaining_reply.offer_id"))
    + protect(
        "bargaining_negotiator",
        in_scope("path"),
        of_visible("bargaining_bargaining", "bargaining_negotiator.bargaining_id"),
        is_own_person("person_id"),
        writable=f"{in_scope('path')} OR {of_visible('bargaining_bargaining', 'bargaining_negotiator.bargaining_id')}",
    )
    + protect(
        "bargaining_datarequest",
        in_scope("path"),
        of_visible("bargaining_bargaining", "bargaining_datarequest.bargaining_id"),
    )
    + protect(
        "bargaining_meeting", in_scope("path"), of_visible("bargaining_bargaining", "bargaining_meeting.bargaining_id")
    )
    + protect(
        "bargaining_issue", in_scope("path"), of_visible("bargaining_bargaining", "bargaining_issue.bargaining_id")
    )
    + protect(
        "bargaining_suspension",
        in_scope("path"),
        of_visible("bargaining_bargaining", "bargaining_suspension.bargaining_id"),
    )
    + protect(
        "bargaining_draft",
        in_scope("path"),
        of_visible("bargaining_bargaining", "bargaining_draft.bargaining_id"),
        of_visible("bargaining_contract", "bargaining_draft.id", key="draft_id"),
        writable=f"{in_scope('path')} OR {of_visible('bargaining_bargaining', 'bargaining_draft.bargaining_id')}",
    )
    + protect("bargaining_vote", in_scope("path"), of_visible("bargaining_draft", "bargaining_vote.draft_id"))
    + protect(
        "bargaining_contract",
        in_scope("path"),
        of_visible("bargaining_bargaining", "bargaining_contract.bargaining_id"),
        of_visible("bargaining_coveragelink", "bargaining_contract.id", key="contract_id"),
        of_visible("bargaining_recognition", "bargaining_contract.id", key="contract_id"),
        writable=f"{in_scope('path')} OR {of_visible('bargaining_bargaining', 'bargaining_contract.bargaining_id')}",
    )
    + protect(
        "bargaining_coveragelink",
        in_scope("path"),
        in_scope("contract_path"),
        of_visible(
            "organisation_unioncoverage",
            "bargaining_coveragelink.enterprise_id",
            key="enterprise_id",
            where=in_scope("seen.path"),
        ),
        of_visible(
            "organisation_employment",
            "bargaining_coveragelink.enterprise_id",
            key="enterprise_id",
            where=f"{is_own_person('seen.person_id')} AND (seen.to_on IS NULL OR seen.to_on > (now() AT TIME ZONE 'Asia/Shanghai')::date)",
        ),
        writable=in_scope("contract_path"),
    )
    + protect("bargaining_filing", in_scope("path"), of_visible("bargaining_contract", "bargaining_filing.contract_id"))
    + protect("bargaining_review", in_scope("path"), of_visible("bargaining_filing", "bargaining_review.filing_id"))
    + protect(
        "bargaining_standardtext",
        in_scope("path"),
        f"published_on IS NOT NULL AND {is_ancestor('union_id')}",
        writable=in_scope("path"),
    )
    + protect(
        "bargaining_standardclause",
        in_scope("path"),
        of_visible("bargaining_standardtext", "bargaining_standardclause.text_id"),
        writable=in_scope("path"),
    )
    + protect(
        "bargaining_clause",
        in_scope("path"),
        of_visible("bargaining_draft", "bargaining_clause.draft_id"),
        writable=in_scope("path"),
    )
    + protect(
        "bargaining_clauseterm",
        in_scope("path"),
        of_visible("bargaining_clause", "bargaining_clauseterm.clause_id"),
        writable=in_scope("path"),
    )
    + protect(
        "bargaining_performanceinspection",
        in_scope("path"),
        of_visible("bargaining_contract", "bargaining_performanceinspection.contract_id"),
        writable=in_scope("path"),
    )
    + protect(
        "bargaining_performanceitem",
        in_scope("path"),
        of_visible("bargaining_performanceinspection", "bargaining_performanceitem.inspection_id"),
        writable=in_scope("path"),
    )
    + protect(
        "bargaining_contractquestion",
        in_scope("path"),
        of_visible("cases_case", "bargaining_contractquestion.case_id"),
        is_own_person("asker_id"),
    )
    + protect("bargaining_coordination", in_scope("path"), of_visible("cases_case", "bargaining_coordination.case_id"))
)

# The record of a draft's edits is the writing side's own: its union's subtree and above, nobody with whom the case is
# shared.
DRAFT_EDIT_GUARDS = (
    """
CREATE TRIGGER place BEFORE INSERT OR UPDATE ON bargaining_draftedit FOR EACH ROW EXECUTE FUNCTION organisation_take_path('draft_id', 'bargaining_draft');
"""
    + protect("bargaining_draftedit", in_scope("path"))
    + append_only("bargaining_draftedit")
)

# What a campaign offers is seen where the campaign is seen, and written by the union that organises it.
CAMPAIGN_GUARDS = """
CREATE TRIGGER place BEFORE INSERT OR UPDATE ON bargaining_offercampaign FOR EACH ROW EXECUTE FUNCTION organisation_take_path('campaign_id', 'campaigns_campaign');
""" + protect(
    "bargaining_offercampaign",
    in_scope("path"),
    of_visible("campaigns_campaign", "bargaining_offercampaign.campaign_id"),
    writable=in_scope("path"),
)

# What outside parties see of a bargaining: the employer what was said between the sides, the bureau what was filed.
# What the workers' side prepares (issues, drafts before both chiefs initialled them, minutes that were not handed over)
# is its own. A share with an employer is seen by its contact only, so the question "is one of them mine" is whether one
# is seen.
PARTY_GUARDS = f"""
CREATE POLICY to_parties ON bargaining_offer AS RESTRICTIVE FOR SELECT TO {APP_ROLE} USING (current_setting('app.parties') = '' OR EXISTS (SELECT FROM bargaining_bargaining b JOIN cases_caseshare s ON s.case_id = b.case_id
    WHERE b.id = bargaining_offer.bargaining_id AND s.party LIKE 'employer:%' OFFSET 0));
CREATE POLICY to_parties ON bargaining_datarequest AS RESTRICTIVE FOR SELECT TO {APP_ROLE} USING (current_setting('app.parties') = '' OR EXISTS (SELECT FROM bargaining_bargaining b JOIN cases_caseshare s ON s.case_id = b.case_id
    WHERE b.id = bargaining_datarequest.bargaining_id AND s.party LIKE 'employer:%' OFFSET 0));
CREATE POLICY to_parties ON bargaining_suspension AS RESTRICTIVE FOR SELECT TO {APP_ROLE} USING (current_setting('app.parties') = '' OR EXISTS (SELECT FROM bargaining_bargaining b JOIN cases_caseshare s ON s.case_id = b.case_id
    WHERE b.id = bargaining_suspension.bargaining_id AND s.party LIKE 'employer:%' OFFSET 0));
CREATE POLICY to_parties ON bargaining_issue AS RESTRICTIVE FOR SELECT TO {APP_ROLE} USING (current_setting('app.parties') = '');
CREATE POLICY to_parties ON bargaining_meeting AS RESTRICTIVE FOR SELECT TO {APP_ROLE} USING (current_setting('app.parties') = '');
CREATE POLICY to_parties ON bargaining_contractquestion AS RESTRICTIVE FOR SELECT TO {APP_ROLE} USING (current_setting('app.parties') = '');
CREATE POLICY to_parties ON bargaining_draft AS RESTRICTIVE FOR SELECT TO {APP_ROLE} USING (current_setting('app.parties') = '' OR workers_initialled_on IS NOT NULL AND employer_initialled_on IS NOT NULL);
"""

# Who sees a recognition: the union of the contract and those above, and the employer that is asked; it then reads the
# contract.
RECOGNITION_GUARDS = """
CREATE TRIGGER place BEFORE INSERT OR UPDATE ON bargaining_recognition
    FOR EACH ROW EXECUTE FUNCTION organisation_take_path('case_id', 'cases_case');
""" + protect("bargaining_recognition", in_scope("path"), of_visible("cases_case", "bargaining_recognition.case_id"))

# An opinion is its worker's own: no post sees it, not even the union's; counts come from the owner's views.
OPINION_GUARDS = """
CREATE TRIGGER place BEFORE INSERT OR UPDATE ON bargaining_contractopinion
    FOR EACH ROW EXECUTE FUNCTION organisation_take_path('contract_id', 'bargaining_contract');
""" + protect("bargaining_contractopinion", is_own_person("person_id"))

# A dispute over performance lies where its case lies; who sees the case sees it.
DISPUTE_GUARDS = """
CREATE TRIGGER place BEFORE INSERT OR UPDATE ON bargaining_performancedispute
    FOR EACH ROW EXECUTE FUNCTION organisation_take_path('case_id', 'cases_case');
""" + protect(
    "bargaining_performancedispute", in_scope("path"), of_visible("cases_case", "bargaining_performancedispute.case_id")
)


class Migration(migrations.Migration):
    replaces = [
        ("bargaining", "0002_guards"),
        ("bargaining", "0004_draft_edit_guards"),
        ("bargaining", "0005_probes"),
        ("bargaining", "0007_campaign_guards"),
        ("bargaining", "0008_party_guards"),
        ("bargaining", "0015_recognition_guards"),
        ("bargaining", "0017_opinion_guards"),
        ("bargaining", "0021_standard_rate"),
        ("bargaining", "0027_dispute_guards"),
        ("bargaining", "0030_findings_of_the_text"),
    ]

    dependencies = [
        ("bargaining", "0001_tables"),
        ("campaigns", "0002_guarding"),
        ("cases", "0002_guarding"),
        ("indicators", "0002_guarding"),
        ("organisation", "0004_joining"),
    ]
    operations = [
        migrations.RunSQL(
            GUARDS
            + DRAFT_EDIT_GUARDS
            + CAMPAIGN_GUARDS
            + PARTY_GUARDS
            + RECOGNITION_GUARDS
            + OPINION_GUARDS
            + DISPUTE_GUARDS
        )
    ]
