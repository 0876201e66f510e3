"""What the database itself guarantees: paths, dates without overlap, row-level security, scoped search."""

from django.db import migrations

from zhijia.lib.rowsecurity import APP_ROLE, BATCH_ROLE, in_scope, is_ancestor, is_own_person, of_visible, protect

GUARDS = (
    f"""
CREATE FUNCTION organisation_label(n integer) RETURNS text LANGUAGE sql IMMUTABLE STRICT AS $$
    SELECT string_agg(substr('0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ', n / (36 ^ (3 - i))::integer % 36 + 1, 1), '' ORDER BY i)
      FROM generate_series(0, 3) AS i
$$;
CREATE FUNCTION organisation_place_union() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE above record;
BEGIN
    IF NEW.parent_id IS NULL THEN
        NEW.path := organisation_label((SELECT count(*)::int FROM organisation_union WHERE parent_id IS NULL));
        NEW.depth := 0;
        RETURN NEW;
    END IF;
    -- The lock on the parent lets one transaction at a time add children; the next one then sees them.
    PERFORM FROM organisation_union WHERE id = NEW.parent_id FOR NO KEY UPDATE;
    SELECT path, depth, has_children INTO above FROM organisation_union WHERE id = NEW.parent_id;
    NEW.path := organisation_free_place(above.path);
    NEW.depth := above.depth + 1;
    IF NOT above.has_children THEN
        UPDATE organisation_union SET has_children = true WHERE id = NEW.parent_id;
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER place BEFORE INSERT ON organisation_union
    FOR EACH ROW EXECUTE FUNCTION organisation_place_union();
-- Every other row takes the path of the row it hangs on: arguments are (column that holds its id, table).
CREATE FUNCTION organisation_take_path() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = public, pg_temp AS $$
BEGIN
    EXECUTE format('SELECT path FROM %I WHERE id = ($1).%I', TG_ARGV[1], TG_ARGV[0]) INTO NEW.path USING NEW;
    RETURN NEW;
END $$;
CREATE FUNCTION organisation_place_coverage() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = public, pg_temp AS $$
BEGIN
    SELECT path INTO NEW.path FROM organisation_union WHERE id = NEW.union_id;
    SELECT path INTO NEW.enterprise_path FROM organisation_enterprise WHERE id = NEW.enterprise_id;
    RETURN NEW;
END $$;
CREATE TRIGGER place BEFORE INSERT OR UPDATE ON organisation_unioncoverage
    FOR EACH ROW EXECUTE FUNCTION organisation_place_coverage();
CREATE TRIGGER place BEFORE INSERT OR UPDATE ON organisation_otherparent FOR EACH ROW EXECUTE FUNCTION organisation_take_path('union_id', 'organisation_union');
CREATE TRIGGER place BEFORE INSERT OR UPDATE ON organisation_enterprise FOR EACH ROW EXECUTE FUNCTION organisation_take_path('territory_id', 'organisation_union');
-- A person takes her place when her union changes; what else is written of her, millions of rows at a time, does not ask.
CREATE TRIGGER place BEFORE INSERT OR UPDATE OF home_id, path ON organisation_person
    FOR EACH ROW EXECUTE FUNCTION organisation_take_path('home_id', 'organisation_union');
CREATE TRIGGER place BEFORE INSERT OR UPDATE ON organisation_employment FOR EACH ROW EXECUTE FUNCTION organisation_take_path('enterprise_id', 'organisation_enterprise');
CREATE TRIGGER place BEFORE INSERT OR UPDATE ON organisation_post FOR EACH ROW EXECUTE FUNCTION organisation_take_path('union_id', 'organisation_union');
CREATE TRIGGER place BEFORE INSERT OR UPDATE ON organisation_postholding FOR EACH ROW EXECUTE FUNCTION organisation_take_path('post_id', 'organisation_post');
CREATE TRIGGER place BEFORE INSERT OR UPDATE ON organisation_activationslip FOR EACH ROW EXECUTE FUNCTION organisation_take_path('issued_by_post_id', 'organisation_post');
CREATE TRIGGER place BEFORE INSERT OR UPDATE ON organisation_passwordreset FOR EACH ROW EXECUTE FUNCTION organisation_take_path('asked_by_post_id', 'organisation_post');
CREATE TRIGGER place BEFORE INSERT OR UPDATE ON organisation_importbatch FOR EACH ROW EXECUTE FUNCTION organisation_take_path('uploaded_by_id', 'organisation_post');
CREATE TRIGGER place BEFORE INSERT OR UPDATE ON organisation_importrow FOR EACH ROW EXECUTE FUNCTION organisation_take_path('batch_id', 'organisation_importbatch');
ALTER TABLE organisation_postholding ADD CONSTRAINT holding_one_holder_at_a_time EXCLUDE USING gist (
    int8range(post_id, post_id, '[]') WITH &&, daterange(from_on, to_on) WITH &&) WHERE (kind = 'holder');
ALTER TABLE organisation_unioncoverage ADD CONSTRAINT coverage_once_at_a_time EXCLUDE USING gist (
    int8range(union_id, union_id, '[]') WITH &&, int8range(enterprise_id, enterprise_id, '[]') WITH &&,
    daterange(from_on, to_on) WITH &&);
ALTER TABLE organisation_otherparent ADD CONSTRAINT otherparent_one_of_a_kind EXCLUDE USING gist (
    int8range(union_id, union_id, '[]') WITH &&, int8range(hashtext(kind), hashtext(kind), '[]') WITH &&,
    daterange(from_on, to_on) WITH &&);
ALTER TABLE organisation_employment ADD CONSTRAINT employment_once_at_a_time EXCLUDE USING gist (
    int8range(person_id, person_id, '[]') WITH &&, int8range(enterprise_id, enterprise_id, '[]') WITH &&,
    daterange(from_on, to_on) WITH &&);
-- What an account's person is called, asked before any scope is known.
CREATE FUNCTION organisation_name_of(account bigint) RETURNS text
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT p.name FROM organisation_user a JOIN organisation_person p ON p.id = a.person_id WHERE a.id = account
$$;
CREATE FUNCTION organisation_search_unions(query tsquery, most integer) RETURNS SETOF bigint
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT id FROM (SELECT * FROM organisation_union
     WHERE search @@ query AND ({in_scope("path")} OR {in_scope("line_path")}) LIMIT 2000) AS found
     ORDER BY depth, sort_key, id LIMIT most
$$;
CREATE FUNCTION organisation_search_enterprises(query tsquery, most integer) RETURNS SETOF bigint
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT id FROM (SELECT * FROM organisation_enterprise
     WHERE search @@ query AND ({in_scope("path")} OR {in_scope("line_path")}) LIMIT 2000) AS found
     ORDER BY sort_key, id LIMIT most
$$;
-- What a bulk import may know of a credit code: free, mine, or taken elsewhere; never who or where.
CREATE FUNCTION organisation_match_credit_codes(codes text[]) RETURNS TABLE (code text, verdict text, id bigint)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT c, CASE WHEN e.id IS NULL THEN 'new' WHEN e.is_mine THEN 'mine' ELSE 'elsewhere' END,
           CASE WHEN e.is_mine THEN e.id END
      FROM unnest(codes) AS c
      LEFT JOIN (SELECT id, credit_code, ({in_scope("path")}) AS is_mine FROM organisation_enterprise) e
        ON e.credit_code = c
$$;
CREATE FUNCTION organisation_match_union_codes(codes text[]) RETURNS TABLE (code text, verdict text, id bigint)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT c, CASE WHEN e.id IS NULL THEN 'new' WHEN e.is_mine THEN 'mine' ELSE 'elsewhere' END,
           CASE WHEN e.is_mine THEN e.id END
      FROM unnest(codes) AS c
      LEFT JOIN (SELECT id, credit_code, ({in_scope("path")}) AS is_mine FROM organisation_union) e
        ON e.credit_code = c
$$;
REVOKE ALL ON FUNCTION organisation_name_of(bigint) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION organisation_name_of(bigint) TO {APP_ROLE}, {BATCH_ROLE};
REVOKE ALL ON FUNCTION organisation_search_unions(tsquery, integer) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION organisation_search_unions(tsquery, integer) TO {APP_ROLE}, {BATCH_ROLE};
REVOKE ALL ON FUNCTION organisation_search_enterprises(tsquery, integer) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION organisation_search_enterprises(tsquery, integer) TO {APP_ROLE}, {BATCH_ROLE};
REVOKE ALL ON FUNCTION organisation_match_credit_codes(text[]) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION organisation_match_credit_codes(text[]) TO {APP_ROLE}, {BATCH_ROLE};
REVOKE ALL ON FUNCTION organisation_match_union_codes(text[]) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION organisation_match_union_codes(text[]) TO {APP_ROLE}, {BATCH_ROLE};
"""
    + protect(
        "organisation_union", in_scope("path"), in_scope("line_path"), is_ancestor("id"), writable=in_scope("path")
    )
    + protect("organisation_otherparent", in_scope("path"))
    + protect(
        "organisation_enterprise",
        in_scope("path"),
        in_scope("line_path"),
        of_visible("organisation_unioncoverage", "organisation_enterprise.id", key="enterprise_id"),
        writable=in_scope("path"),
    )
    + protect("organisation_unioncoverage", in_scope("path"), in_scope("enterprise_path"), writable=in_scope("path"))
    + protect("organisation_person", in_scope("path"), is_own_person("id"), writable=in_scope("path"))
    + protect(
        "organisation_employment",
        in_scope("path"),
        of_visible("organisation_person", "organisation_employment.person_id"),
        writable=of_visible("organisation_person", "organisation_employment.person_id", where=in_scope("seen.path")),
    )
    + protect("organisation_post", in_scope("path"))
    + protect("organisation_postholding", in_scope("path"), is_own_person("person_id"), writable=in_scope("path"))
    + protect(
        "organisation_activationslip", in_scope("path"), "user_id = NULLIF(current_setting('app.uid'), '')::bigint"
    )
    + protect("organisation_passwordreset", in_scope("path"))
    + protect("organisation_importbatch", in_scope("path"))
    + protect("organisation_importrow", in_scope("path"))
)

# Labels, line paths kept by one function, searches that stay quick for common words, and who may read this floor's
# events.
LINES_AND_LOG = f"""
-- A union lies on the line of the industry federation that it, or the nearest union above it, is assigned to today;
-- an enterprise lies on the line of the newest union that covers it today.
CREATE FUNCTION organisation_refresh_line(top bigint, today date) RETURNS void LANGUAGE plpgsql SECURITY DEFINER
SET search_path = public, pg_temp AS $$
BEGIN
    UPDATE organisation_union u SET line_path = found.line
      FROM (SELECT s.id,
                   (SELECT p.path
                      FROM generate_series(1, s.depth + 1) AS d
                      JOIN organisation_union a ON a.path = substr(s.path, 1, d * 4)
                      JOIN organisation_otherparent o ON o.union_id = a.id AND o.kind = 'industry'
                       AND o.from_on <= today AND (o.to_on IS NULL OR o.to_on > today)
                      JOIN organisation_union p ON p.id = o.parent_id
                     ORDER BY d DESC LIMIT 1) AS line
              FROM organisation_union t
              JOIN organisation_union s ON s.path >= t.path AND s.path < t.path || '~'
             WHERE t.id = top) AS found
     WHERE u.id = found.id AND u.line_path IS DISTINCT FROM found.line;

    UPDATE organisation_enterprise e SET line_path = found.line
      FROM (SELECT c.enterprise_id AS id,
                   (SELECT n.line_path
                      FROM organisation_unioncoverage l
                      JOIN organisation_union n ON n.id = l.union_id
                     WHERE l.enterprise_id = c.enterprise_id AND n.line_path IS NOT NULL
                       AND l.from_on <= today AND (l.to_on IS NULL OR l.to_on > today)
                     ORDER BY l.from_on DESC, l.id DESC LIMIT 1) AS line
              FROM organisation_union t
              JOIN organisation_unioncoverage c ON c.path >= t.path AND c.path < t.path || '~'
             WHERE t.id = top GROUP BY c.enterprise_id) AS found
     WHERE e.id = found.id AND e.line_path IS DISTINCT FROM found.line;
END $$;
CREATE INDEX coverage_path ON organisation_unioncoverage (path);
CREATE INDEX coverage_enterprise_path ON organisation_unioncoverage (enterprise_path);
CREATE POLICY of_organisation_union ON trail_event FOR SELECT TO {APP_ROLE} USING (subject_type = 'organisation.union' AND {of_visible("organisation_union", "trail_event.subject_id")});
CREATE POLICY of_organisation_enterprise ON trail_event FOR SELECT TO {APP_ROLE} USING (subject_type = 'organisation.enterprise' AND {of_visible("organisation_enterprise", "trail_event.subject_id")});
CREATE POLICY of_organisation_person ON trail_event FOR SELECT TO {APP_ROLE} USING (subject_type = 'organisation.person' AND {of_visible("organisation_person", "trail_event.subject_id")});
CREATE POLICY of_organisation_post ON trail_event FOR SELECT TO {APP_ROLE} USING (subject_type = 'organisation.post' AND {of_visible("organisation_post", "trail_event.subject_id")});
CREATE POLICY of_organisation_importbatch ON trail_event FOR SELECT TO {APP_ROLE} USING (subject_type = 'organisation.importbatch' AND {of_visible("organisation_importbatch", "trail_event.subject_id")});
-- Of an account those may read who see its person.
CREATE POLICY of_organisation_user ON trail_event FOR SELECT TO {APP_ROLE} USING (
    subject_type = 'organisation.user' AND EXISTS (
        SELECT FROM organisation_user a JOIN organisation_person p ON p.id = a.person_id
         WHERE a.id = trail_event.subject_id OFFSET 0));
REVOKE ALL ON FUNCTION organisation_refresh_line(bigint, date) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION organisation_refresh_line(bigint, date) TO {APP_ROLE}, {BATCH_ROLE};
"""

# The place of a new union is found by its youngest sister.
# A counter in the parent's row was rewritten with every child: a hundred thousand unions in one transaction took a
# quarter of an hour, because each rewriting of that wide row left another version behind and went into every index.
LABELS_BY_SISTERS = """
CREATE FUNCTION organisation_label_number(label text) RETURNS integer LANGUAGE sql IMMUTABLE STRICT AS $$
    SELECT sum((strpos('0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ', substr(label, i, 1)) - 1) * (36 ^ (4 - i))::integer)::integer
      FROM generate_series(1, 4) AS i
$$;
"""

# What the database guarantees of outside parties: scope, one mandate of a person for a party at a time, the way in.
OUTSIDE_GUARDS = (
    f"""
CREATE TRIGGER place BEFORE INSERT OR UPDATE ON organisation_labourbureau
    FOR EACH ROW EXECUTE FUNCTION organisation_take_path('keeper_id', 'organisation_union');
CREATE FUNCTION organisation_place_mandate() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = public, pg_temp AS $$
BEGIN
    SELECT coalesce((SELECT path FROM organisation_enterprise WHERE id = NEW.enterprise_id),
                    (SELECT path FROM organisation_labourbureau WHERE id = NEW.bureau_id)) INTO NEW.path;
    RETURN NEW;
END $$;
CREATE TRIGGER place BEFORE INSERT OR UPDATE ON organisation_mandate
    FOR EACH ROW EXECUTE FUNCTION organisation_place_mandate();
ALTER TABLE organisation_mandate ADD CONSTRAINT mandate_once_at_a_time EXCLUDE USING gist (
    int8range(person_id, person_id, '[]') WITH &&,
    int8range(coalesce(enterprise_id, -bureau_id), coalesce(enterprise_id, -bureau_id), '[]') WITH &&,
    daterange(from_on, to_on) WITH &&);
-- For whom an account may act on a day, asked before any scope is known.
CREATE FUNCTION organisation_mandates_of(account bigint, today date) RETURNS text
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT coalesce(jsonb_agg(jsonb_build_array(m.id, m.kind,
                m.kind || ':' || coalesce(m.enterprise_id::text, b.place), coalesce(e.name, b.name), m.title, m.to_on,
                m.path) ORDER BY m.id), '[]')::text
      FROM organisation_user a
      JOIN organisation_mandate m ON m.person_id = a.person_id
      LEFT JOIN organisation_enterprise e ON e.id = m.enterprise_id
      LEFT JOIN organisation_labourbureau b ON b.id = m.bureau_id
     WHERE a.id = account AND a.is_active AND m.from_on <= today AND (m.to_on IS NULL OR m.to_on > today)
$$;
REVOKE ALL ON FUNCTION organisation_mandates_of(bigint, date) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION organisation_mandates_of(bigint, date) TO {APP_ROLE}, {BATCH_ROLE};
"""
    + protect("organisation_labourbureau", in_scope("path"), is_ancestor("keeper_id"), writable=in_scope("path"))
    + protect("organisation_mandate", in_scope("path"), is_own_person("person_id"), writable=in_scope("path"))
)

# An import is applied or undone with an event, or not at all; its steps before that change no record.
IMPORT_STATE_GUARD = """
CREATE CONSTRAINT TRIGGER state_leaves_event AFTER UPDATE OF state ON organisation_importbatch DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW WHEN (OLD.state <> NEW.state AND NEW.state IN ('applied', 'undone'))
    EXECUTE FUNCTION trail_state_needs_event('organisation.importbatch');
"""

# Which of some outside parties somebody can act for here today, and what they are called.
# An enterprise union does not see the mandates that its territory gave, but must know whether a paper can be served
# here.
REACHED = f"""
CREATE FUNCTION organisation_reached(wanted text[], today date) RETURNS TABLE (party text, name text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT DISTINCT found.party, found.name FROM (
        SELECT m.kind || ':' || coalesce(m.enterprise_id::text, b.place) AS party, coalesce(e.name, b.name) AS name
          FROM organisation_mandate m
          JOIN organisation_user a ON a.person_id = m.person_id AND a.is_active
          LEFT JOIN organisation_enterprise e ON e.id = m.enterprise_id
          LEFT JOIN organisation_labourbureau b ON b.id = m.bureau_id
         WHERE (m.enterprise_id = ANY (SELECT substring(w FROM 10)::bigint FROM unnest(wanted) w WHERE w LIKE 'employer:%')
             OR b.place = ANY (SELECT substring(w FROM 8) FROM unnest(wanted) w WHERE w LIKE 'bureau:%'))
           AND m.from_on <= today AND (m.to_on IS NULL OR m.to_on > today)) found
     ORDER BY found.party
$$;
REVOKE ALL ON FUNCTION organisation_reached(text[], date) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION organisation_reached(text[], date) TO {APP_ROLE}, {BATCH_ROLE};
"""

# Who may touch the data keys, and what may be asked of people by the blind index of their number.
# The application reads keys and makes none; the jobs add and re-wrap them; nobody removes one.
PROTECTION_GUARDS = f"""
REVOKE INSERT, UPDATE, DELETE, TRUNCATE ON organisation_datakey FROM {APP_ROLE};
REVOKE DELETE, TRUNCATE ON organisation_datakey FROM {BATCH_ROLE};
-- What one who enters people may know of numbers: free, mine, or taken elsewhere; never who or where.
CREATE FUNCTION organisation_match_people(kinds text[], indexes bytea[])
RETURNS TABLE (place bigint, verdict text, id bigint)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT w.place, CASE WHEN p.id IS NULL THEN 'new' WHEN p.is_mine THEN 'mine' ELSE 'elsewhere' END,
           CASE WHEN p.is_mine THEN p.id END
      FROM unnest(kinds, indexes) WITH ORDINALITY AS w(kind, mac, place)
      LEFT JOIN (SELECT id, id_kind, id_index, ({in_scope("path")}) OR ({is_own_person("id")}) AS is_mine
                   FROM organisation_person) p
        ON p.id_kind = w.kind AND p.id_index = w.mac
$$;
REVOKE ALL ON FUNCTION organisation_match_people(text[], bytea[]) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION organisation_match_people(text[], bytea[]) TO {APP_ROLE}, {BATCH_ROLE};
"""

# Requests for exports, and what the log says of them, are seen where the asking post stands and above.
EXPORT_GUARDS = (
    protect("organisation_peopleexport", in_scope("path"))
    + f"""
CREATE TRIGGER place BEFORE INSERT OR UPDATE ON organisation_peopleexport
    FOR EACH ROW EXECUTE FUNCTION organisation_take_path('asked_by_post_id', 'organisation_post');
CREATE POLICY of_organisation_peopleexport ON trail_event FOR SELECT TO {APP_ROLE} USING (
    subject_type = 'organisation.peopleexport' AND {of_visible("organisation_peopleexport", "trail_event.subject_id")});
"""
)


class Migration(migrations.Migration):
    replaces = [
        ("organisation", "0002_guards"),
        ("organisation", "0003_lines_and_log"),
        ("organisation", "0005_employment_of_people"),
        ("organisation", "0007_outside_guards"),
        ("organisation", "0012_import_state_guard"),
        ("organisation", "0014_probes"),
        ("organisation", "0016_reached"),
        ("organisation", "0018_protection_guards"),
        ("organisation", "0021_export_guards"),
    ]

    dependencies = [("organisation", "0001_tables"), ("trail", "0002_guarding")]
    operations = [
        migrations.RunSQL(
            GUARDS
            + LINES_AND_LOG
            + LABELS_BY_SISTERS
            + OUTSIDE_GUARDS
            + IMPORT_STATE_GUARD
            + REACHED
            + PROTECTION_GUARDS
            + EXPORT_GUARDS
        )
    ]
