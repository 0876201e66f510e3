"""An attachment is seen by whoever sees its case."""

from django.db import migrations

from zhijia.lib.rowsecurity import (
    APP_ROLE,
    BATCH_ROLE,
    append_only,
    in_scope,
    is_ancestor,
    is_party,
    of_visible,
    protect,
)

GUARDS = (
    """
CREATE TRIGGER place BEFORE INSERT OR UPDATE ON documents_attachment FOR EACH ROW EXECUTE FUNCTION organisation_take_path('case_id', 'cases_case');
"""
    + protect("documents_attachment", in_scope("path"), of_visible("cases_case", "documents_attachment.case_id"))
    + append_only("documents_attachment")
)

# What the database itself guarantees of issued documents: scope, that nothing ever changes, and that the hash is the
# text's.
# Whoever holds a printed document may verify it without a login: two functions of the owner answer, by token only.
ISSUED_GUARDS = (
    """
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
CREATE TRIGGER place BEFORE INSERT ON documents_rendering FOR EACH ROW EXECUTE FUNCTION organisation_take_path('document_id', 'documents_issueddocument');
CREATE TRIGGER place BEFORE INSERT ON documents_signedcopy FOR EACH ROW EXECUTE FUNCTION organisation_take_path('document_id', 'documents_issueddocument');
CREATE TRIGGER place BEFORE INSERT ON documents_seriesword FOR EACH ROW EXECUTE FUNCTION organisation_take_path('union_id', 'organisation_union');
ALTER TABLE documents_issueddocument ADD CONSTRAINT issued_hash_is_of_model
    CHECK (sha256 = encode(sha256(convert_to(model, 'UTF8')), 'hex'));
CREATE FUNCTION documents_never_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% is written once and never changed', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER never_change BEFORE UPDATE OR DELETE ON documents_issueddocument FOR EACH ROW EXECUTE FUNCTION documents_never_change();
CREATE TRIGGER never_change BEFORE UPDATE OR DELETE ON documents_rendering FOR EACH ROW EXECUTE FUNCTION documents_never_change();
CREATE TRIGGER never_change BEFORE UPDATE OR DELETE ON documents_signedcopy FOR EACH ROW EXECUTE FUNCTION documents_never_change();
"""
    + protect(
        "documents_issueddocument", in_scope("path"), of_visible("cases_case", "documents_issueddocument.case_id")
    )
    + protect(
        "documents_rendering",
        in_scope("path"),
        of_visible("documents_issueddocument", "documents_rendering.document_id"),
    )
    + protect(
        "documents_signedcopy",
        in_scope("path"),
        of_visible("documents_issueddocument", "documents_signedcopy.document_id"),
    )
    + protect("documents_seriesword", in_scope("path"))
    + protect("documents_documentnumber", in_scope("path"))
    + protect("documents_lookup", "false")
    + append_only("documents_issueddocument", "documents_rendering", "documents_signedcopy")
    + f"""
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
REVOKE ALL ON FUNCTION documents_verify(text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION documents_verify(text) TO {APP_ROLE}, {BATCH_ROLE};
REVOKE ALL ON FUNCTION documents_count_lookup(text, timestamptz) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION documents_count_lookup(text, timestamptz) TO {APP_ROLE}, {BATCH_ROLE};
"""
)

# A party sees of a case's papers what it brought itself and what was served on it; receipt is all that it changes.
# Papers of a party are its own until they are served: the labour bureau does not see what the employer handed the union.
SERVING_GUARDS = (
    """
CREATE TRIGGER place BEFORE INSERT ON documents_serving FOR EACH ROW EXECUTE FUNCTION organisation_take_path('case_id', 'cases_case');
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
    + protect(
        "documents_serving",
        in_scope("path"),
        is_party("party"),
        f"current_setting('app.parties') = '' AND {of_visible('cases_case', 'documents_serving.case_id')}",
        writable=f"({in_scope('path')}) AND cases_may_share(case_id)",
    )
    + f"""
CREATE POLICY receipt ON documents_serving FOR UPDATE TO {APP_ROLE} USING ({is_party("party")}) WITH CHECK ({is_party("party")});
REVOKE DELETE, TRUNCATE ON documents_serving FROM {APP_ROLE}, {BATCH_ROLE};
CREATE POLICY to_parties ON documents_issueddocument AS RESTRICTIVE FOR SELECT TO {APP_ROLE}
    USING (current_setting('app.parties') = '' OR {is_party("party")} OR {of_visible("documents_serving", "documents_issueddocument.id", key="document_id")});
CREATE POLICY to_parties ON documents_attachment AS RESTRICTIVE FOR SELECT TO {APP_ROLE}
    USING (current_setting('app.parties') = '' OR {is_party("party")} OR {of_visible("documents_serving", "documents_attachment.id", key="attachment_id")});
"""
)

# Who sees a prescribed form: its union's subtree, and every union below it, which writes by it.
PRESCRIBED_GUARDS = """
CREATE TRIGGER place BEFORE INSERT OR UPDATE ON documents_prescribedform FOR EACH ROW EXECUTE FUNCTION organisation_take_path('union_id', 'organisation_union');
""" + protect("documents_prescribedform", in_scope("path"), is_ancestor("union_id"), writable=in_scope("path"))

# Outside parties number what they issue, each in one register whatever union it deals with; its row has no path.
NUMBERS_OF_PARTIES = """
CREATE TRIGGER place BEFORE INSERT ON documents_documentnumber
    FOR EACH ROW WHEN (NEW.union_id IS NOT NULL) EXECUTE FUNCTION organisation_take_path('union_id', 'organisation_union');
"""


class Migration(migrations.Migration):
    replaces = [
        ("documents", "0002_guards"),
        ("documents", "0004_issued_guards"),
        ("documents", "0005_parties"),
        ("documents", "0006_probes"),
        ("documents", "0008_serving_guards"),
        ("documents", "0010_prescribed_guards"),
    ]

    dependencies = [("documents", "0001_tables"), ("cases", "0002_guarding"), ("organisation", "0004_joining")]
    operations = [migrations.RunSQL(GUARDS + ISSUED_GUARDS + SERVING_GUARDS + PRESCRIBED_GUARDS + NUMBERS_OF_PARTIES)]
