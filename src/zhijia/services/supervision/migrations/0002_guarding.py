"""Who sees supervision: its union's subtree and above, whoever its case is shared with; investigations and clues only the unions."""

from django.db import migrations

from zhijia.lib.rowsecurity import APP_ROLE, in_scope, of_visible, protect

GUARDS = (
    """
CREATE TRIGGER place BEFORE INSERT OR UPDATE ON supervision_supervisorybody FOR EACH ROW EXECUTE FUNCTION organisation_take_path('union_id', 'organisation_union');
CREATE TRIGGER place BEFORE INSERT OR UPDATE ON supervision_supervisor FOR EACH ROW EXECUTE FUNCTION organisation_take_path('union_id', 'organisation_union');
CREATE TRIGGER place BEFORE INSERT OR UPDATE ON supervision_clue FOR EACH ROW EXECUTE FUNCTION organisation_take_path('union_id', 'organisation_union');
CREATE TRIGGER place BEFORE INSERT OR UPDATE ON supervision_supervision FOR EACH ROW EXECUTE FUNCTION organisation_take_path('case_id', 'cases_case');
CREATE TRIGGER place BEFORE INSERT OR UPDATE ON supervision_investigation FOR EACH ROW EXECUTE FUNCTION organisation_take_path('supervision_id', 'supervision_supervision');
CREATE TRIGGER place BEFORE INSERT OR UPDATE ON supervision_investigator FOR EACH ROW EXECUTE FUNCTION organisation_take_path('investigation_id', 'supervision_investigation');
CREATE TRIGGER place BEFORE INSERT OR UPDATE ON supervision_recheck FOR EACH ROW EXECUTE FUNCTION organisation_take_path('supervision_id', 'supervision_supervision');
CREATE TRIGGER place BEFORE INSERT OR UPDATE ON supervision_referral FOR EACH ROW EXECUTE FUNCTION organisation_take_path('supervision_id', 'supervision_supervision');
CREATE TRIGGER place BEFORE INSERT OR UPDATE ON supervision_letter FOR EACH ROW EXECUTE FUNCTION organisation_take_path('supervision_id', 'supervision_supervision');
CREATE TRIGGER place BEFORE INSERT OR UPDATE ON supervision_reply FOR EACH ROW EXECUTE FUNCTION organisation_take_path('letter_id', 'supervision_letter');
CREATE TRIGGER place BEFORE INSERT OR UPDATE ON supervision_department FOR EACH ROW EXECUTE FUNCTION organisation_take_path('letter_id', 'supervision_letter');
"""
    + protect("supervision_supervisorybody", in_scope("path"))
    + protect("supervision_supervisor", in_scope("path"))
    + protect("supervision_clue", in_scope("path"))
    + protect("supervision_supervision", in_scope("path"), of_visible("cases_case", "supervision_supervision.case_id"))
    + protect("supervision_investigation", in_scope("path"))
    + protect("supervision_investigator", in_scope("path"))
    + protect(
        "supervision_recheck",
        in_scope("path"),
        of_visible("supervision_supervision", "supervision_recheck.supervision_id"),
    )
    + protect("supervision_referral", in_scope("path"))
    + protect(
        "supervision_letter",
        in_scope("path"),
        of_visible("supervision_supervision", "supervision_letter.supervision_id"),
    )
    + protect("supervision_reply", in_scope("path"), of_visible("supervision_letter", "supervision_reply.letter_id"))
    + protect(
        "supervision_department", in_scope("path"), of_visible("supervision_letter", "supervision_department.letter_id")
    )
    + f"""
CREATE POLICY of_clue ON trail_event FOR SELECT TO {APP_ROLE}
    USING (subject_type = 'supervision.clue' AND {of_visible("supervision_clue", "trail_event.subject_id")});
"""
)


class Migration(migrations.Migration):
    replaces = [
        ("supervision", "0002_guards"),
    ]

    dependencies = [
        ("supervision", "0001_tables"),
        ("campaigns", "0002_guarding"),
        ("cases", "0002_guarding"),
        ("indicators", "0002_guarding"),
        ("organisation", "0004_joining"),
    ]
    operations = [migrations.RunSQL(GUARDS)]
