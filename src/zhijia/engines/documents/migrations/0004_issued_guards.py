"""What the database itself guarantees of issued documents: scope, that nothing ever changes, and that the hash is the text's.

Whoever holds a printed document may verify it without a login: two functions of the owner answer, by token only.
"""

from django.db import migrations

from zhijia.lib.rowsecurity import APP_ROLE, BATCH_ROLE, append_only, in_scope, protect, unprotect

WRITTEN_ONCE = ("documents_issueddocument", "documents_rendering", "documents_signedcopy")

PLACES = """
CREATE FUNCTION documents_place_issued() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = public, pg_temp AS $$
BEGIN
    IF NEW.case_id IS NULL THEN
        SELECT path INTO NEW.path FROM organisation_union WHERE id = NEW.union_id;
    ELSE
        SELECT path INTO NEW.path FROM cases_case WHERE id = NEW.case_id;
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER place BEFORE INSERT ON documents_issueddocument
    FOR EACH ROW EXECUTE FUNCTION documents_place_issued();
"""

TAKES_PATH = {
    "documents_rendering": ("document_id", "documents_issueddocument"),
    "documents_signedcopy": ("document_id", "documents_issueddocument"),
    "documents_seriesword": ("union_id", "organisation_union"),
    "documents_documentnumber": ("union_id", "organisation_union"),
}

POLICIES = {
    "documents_issueddocument": (in_scope("path"), "case_id IN (SELECT id FROM cases_case)"),
    "documents_rendering": (in_scope("path"), "document_id IN (SELECT id FROM documents_issueddocument)"),
    "documents_signedcopy": (in_scope("path"), "document_id IN (SELECT id FROM documents_issueddocument)"),
    "documents_seriesword": (in_scope("path"),),
    "documents_documentnumber": (in_scope("path"),),
    "documents_lookup": ("false",),
}

WRITTEN_AND_KEPT = """
ALTER TABLE documents_issueddocument ADD CONSTRAINT issued_hash_is_of_model
    CHECK (sha256 = encode(sha256(convert_to(model, 'UTF8')), 'hex'));

CREATE FUNCTION documents_never_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% is written once and never changed', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
END $$;
""" + "".join(
    f"CREATE TRIGGER never_change BEFORE UPDATE OR DELETE ON {table}"
    f" FOR EACH ROW EXECUTE FUNCTION documents_never_change();\n"
    for table in WRITTEN_ONCE
)

VERIFYING = f"""
CREATE FUNCTION documents_verify(wanted text) RETURNS TABLE (
    number text, label text, title text, issuer text, issued_on date, sha256 text, is_whole boolean,
    checkpoint_size bigint, checkpoint_root text, annulled_by text, annulled_on date, annuls text, files text[]
) LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT d.number, d.label, d.title, d.issuer, d.issued_on, d.sha256,
           d.sha256 = encode(sha256(convert_to(d.model, 'UTF8')), 'hex'),
           d.checkpoint_size, d.checkpoint_root, coalesce(nullif(a.number, ''), a.title), a.issued_on,
           coalesce(nullif(o.number, ''), o.title),
           ARRAY(SELECT r.sha256::text FROM documents_rendering r WHERE r.document_id = d.id ORDER BY r.id)
      FROM documents_issueddocument d
      LEFT JOIN documents_issueddocument a ON a.annuls_id = d.id
      LEFT JOIN documents_issueddocument o ON o.id = d.annuls_id
     WHERE d.token = wanted
$$;

CREATE FUNCTION documents_count_lookup(who text, at timestamptz) RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE counted integer;
BEGIN
    DELETE FROM documents_lookup WHERE minute < at - interval '1 hour';
    INSERT INTO documents_lookup (visitor, minute, times) VALUES (who, date_trunc('minute', at), 1)
        ON CONFLICT (visitor, minute) DO UPDATE SET times = documents_lookup.times + 1
        RETURNING times INTO counted;
    RETURN counted;
END $$;
""" + "".join(
    f"REVOKE ALL ON FUNCTION {function} FROM PUBLIC; GRANT EXECUTE ON FUNCTION {function} TO {APP_ROLE}, {BATCH_ROLE};\n"
    for function in ("documents_verify(text)", "documents_count_lookup(text, timestamptz)")
)

FORWARD = (
    PLACES
    + "".join(
        f"CREATE TRIGGER place BEFORE INSERT ON {table}"
        f" FOR EACH ROW EXECUTE FUNCTION organisation_take_path('{column}', '{source}');\n"
        for table, (column, source) in TAKES_PATH.items()
    )
    + WRITTEN_AND_KEPT
    + "".join(protect(table, *rules) for table, rules in POLICIES.items())
    + append_only(*WRITTEN_ONCE)
    + VERIFYING
)
BACKWARD = (
    "DROP FUNCTION documents_verify(text); DROP FUNCTION documents_count_lookup(text, timestamptz);"
    + "".join(unprotect(table) for table in POLICIES)
    + "".join(f"GRANT UPDATE, DELETE ON {table} TO {APP_ROLE}, {BATCH_ROLE};" for table in WRITTEN_ONCE)
    + "".join(f"DROP TRIGGER place ON {table};" for table in TAKES_PATH)
    + "DROP FUNCTION documents_never_change() CASCADE; DROP FUNCTION documents_place_issued() CASCADE;"
    "ALTER TABLE documents_issueddocument DROP CONSTRAINT issued_hash_is_of_model;"
)


class Migration(migrations.Migration):
    dependencies = [("documents", "0003_issued"), ("cases", "0004_share_guard")]
    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
