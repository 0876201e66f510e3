"""A party sees of a case's papers what it brought itself and what was served on it; receipt is all that it changes.

`not_to_parties` of 0005 showed one party what another had brought: the labour bureau saw what the employer handed the
union. Now papers of a party are its own until they are served.
"""

from django.db import migrations

from zhijia.lib.rowsecurity import APP_ROLE, BATCH_ROLE, in_scope, is_party, of_visible, protect, unprotect

TO_PARTIES = """
CREATE POLICY to_parties ON {table} AS RESTRICTIVE FOR SELECT TO {role}
    USING (current_setting('app.parties') = '' OR {own} OR {served});
"""
SERVED = {"documents_issueddocument": "document_id", "documents_attachment": "attachment_id"}

RECEIPT = """
CREATE FUNCTION documents_only_receipt() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.received_at IS NOT NULL AND NEW.received_at IS DISTINCT FROM OLD.received_at
       OR (NEW.case_id, NEW.document_id, NEW.attachment_id, NEW.party, NEW.served_at, NEW.served_by_label)
          IS DISTINCT FROM
          (OLD.case_id, OLD.document_id, OLD.attachment_id, OLD.party, OLD.served_at, OLD.served_by_label) THEN
        RAISE EXCEPTION 'of a serving only the receipt is entered, and once' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER only_receipt BEFORE UPDATE ON documents_serving
    FOR EACH ROW EXECUTE FUNCTION documents_only_receipt();
"""

FORWARD = (
    "CREATE TRIGGER place BEFORE INSERT ON documents_serving"
    " FOR EACH ROW EXECUTE FUNCTION organisation_take_path('case_id', 'cases_case');"
    + RECEIPT
    + protect(
        "documents_serving",
        in_scope("path"),
        is_party("party"),
        f"current_setting('app.parties') = '' AND {of_visible('cases_case', 'documents_serving.case_id')}",
        writable=f"({in_scope('path')}) AND cases_may_share(case_id)",
    )
    + f"CREATE POLICY receipt ON documents_serving FOR UPDATE TO {APP_ROLE}"
    f" USING ({is_party('party')}) WITH CHECK ({is_party('party')});"
    + f"REVOKE DELETE, TRUNCATE ON documents_serving FROM {APP_ROLE}, {BATCH_ROLE};"
    + "DROP POLICY not_to_parties ON documents_attachment;"
    + "".join(
        TO_PARTIES.format(
            table=table,
            role=APP_ROLE,
            own=is_party("party"),
            served=of_visible("documents_serving", f"{table}.id", key=column),
        )
        for table, column in SERVED.items()
    )
)
BACKWARD = (
    "".join(f"DROP POLICY to_parties ON {table};" for table in SERVED)
    + f"CREATE POLICY not_to_parties ON documents_attachment AS RESTRICTIVE FOR SELECT TO {APP_ROLE}"
    " USING (current_setting('app.parties') = '' OR added_by_id IS NULL);"
    "DROP POLICY receipt ON documents_serving;"
    + unprotect("documents_serving")
    + "DROP FUNCTION documents_only_receipt() CASCADE; DROP TRIGGER place ON documents_serving;"
    f"GRANT DELETE ON documents_serving TO {APP_ROLE}, {BATCH_ROLE};"
)


class Migration(migrations.Migration):
    dependencies = [("documents", "0007_servings"), ("cases", "0019_clock_ground")]
    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
