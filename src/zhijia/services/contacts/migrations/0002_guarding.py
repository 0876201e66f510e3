"""Who sees the programme: the whole city; a pair: its union and those above; a proposal: the federation that makes it."""

from django.db import migrations

from zhijia.lib.rowsecurity import APP_ROLE, BATCH_ROLE, in_scope, is_ancestor, of_visible, protect

GUARDS = (
    """
CREATE TRIGGER place BEFORE INSERT OR UPDATE ON contacts_pairprogramme FOR EACH ROW EXECUTE FUNCTION organisation_take_path('union_id', 'organisation_union');
CREATE TRIGGER place BEFORE INSERT OR UPDATE ON contacts_pair FOR EACH ROW EXECUTE FUNCTION organisation_take_path('case_id', 'cases_case');
CREATE TRIGGER place BEFORE INSERT OR UPDATE ON contacts_handover FOR EACH ROW EXECUTE FUNCTION organisation_take_path('pair_id', 'contacts_pair');
CREATE TRIGGER place BEFORE INSERT OR UPDATE ON contacts_proposal FOR EACH ROW EXECUTE FUNCTION organisation_take_path('federation_id', 'organisation_union');
CREATE TRIGGER place BEFORE INSERT OR UPDATE ON contacts_proposedpair FOR EACH ROW EXECUTE FUNCTION organisation_take_path('proposal_id', 'contacts_proposal');
"""
    + protect("contacts_pairprogramme", in_scope("path"), is_ancestor("union_id"), writable=in_scope("path"))
    + protect("contacts_pair", in_scope("path"), of_visible("cases_case", "contacts_pair.case_id"))
    + protect("contacts_handover", in_scope("path"))
    + protect("contacts_proposal", in_scope("path"))
    + protect("contacts_proposedpair", in_scope("path"))
    + f"""
CREATE POLICY of_proposal ON trail_event FOR SELECT TO {APP_ROLE}
    USING (subject_type = 'contacts.proposal' AND {of_visible("contacts_proposal", "trail_event.subject_id")});
"""
)

# Opinions go in by one function and come out by another, which answers from a least number on and for its own scope.
OPINION_GUARDS = (
    """
CREATE TRIGGER place BEFORE INSERT OR UPDATE ON contacts_opiniongiven FOR EACH ROW EXECUTE FUNCTION organisation_take_path('pair_id', 'contacts_pair');
"""
    + protect("contacts_opiniongiven", in_scope("path"))
    + protect("contacts_opinion", "false")
    + f"""
REVOKE INSERT, UPDATE, DELETE ON contacts_opinion FROM {APP_ROLE};
REVOKE ALL ON contacts_opinion FROM {BATCH_ROLE};
REVOKE INSERT, UPDATE, DELETE ON contacts_opiniongiven FROM {APP_ROLE}, {BATCH_ROLE};
CREATE FUNCTION contacts_give_opinion(asked bigint, points integer) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    INSERT INTO contacts_opiniongiven (pair_id, path)
    SELECT id, path FROM contacts_pair WHERE id = asked AND ({in_scope("path")}) ON CONFLICT DO NOTHING;
    IF NOT FOUND THEN RETURN false; END IF;
    INSERT INTO contacts_opinion (id, programme_id, federation_id, cadre_id, points)
    SELECT gen_random_uuid(), programme_id, federation_id, cadre_id, points FROM contacts_pair WHERE id = asked;
    RETURN true;
END $$;
CREATE FUNCTION contacts_opinions_of(asked bigint, fewest integer) RETURNS TABLE (cadre bigint, answers bigint, mean numeric)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT o.cadre_id, count(*), round(avg(o.points), 1)
      FROM contacts_opinion o JOIN organisation_union u ON u.id = o.federation_id
     WHERE o.programme_id = asked AND ({in_scope("u.path")})
     GROUP BY o.cadre_id HAVING count(*) >= fewest ORDER BY o.cadre_id
$$;
REVOKE ALL ON FUNCTION contacts_give_opinion(bigint, integer), contacts_opinions_of(bigint, integer) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION contacts_give_opinion(bigint, integer), contacts_opinions_of(bigint, integer) TO {APP_ROLE};
"""
)


class Migration(migrations.Migration):
    replaces = [
        ("contacts", "0002_guards"),
        ("contacts", "0005_opinion_guards"),
    ]

    dependencies = [
        ("contacts", "0001_tables"),
        ("cases", "0002_guarding"),
        ("indicators", "0002_guarding"),
        ("organisation", "0004_joining"),
    ]
    operations = [migrations.RunSQL(GUARDS + OPINION_GUARDS)]
