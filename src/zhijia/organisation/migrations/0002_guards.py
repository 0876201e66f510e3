"""What the database itself guarantees: paths, dates without overlap, row-level security, scoped search."""

from django.db import migrations

from zhijia.lib.rowsecurity import APP_ROLE, BATCH_ROLE, in_scope, is_ancestor, is_own_person, protect, unprotect

PATHS = """
-- A union's place: the parent's path and the next four base-36 digits. Locking the parent row makes labels unique.
CREATE FUNCTION organisation_label(n integer) RETURNS text LANGUAGE sql IMMUTABLE STRICT AS $$
    SELECT string_agg(substr('0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ', (n / 36 ^ (3 - i))::bigint::int % 36 + 1, 1), '' ORDER BY i)
      FROM generate_series(0, 3) AS i
$$;

CREATE FUNCTION organisation_place_union() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = public, pg_temp AS $$
DECLARE above record;
BEGIN
    IF TG_OP = 'UPDATE' THEN
        IF NEW.parent_id IS DISTINCT FROM OLD.parent_id THEN
            RAISE EXCEPTION 'a union is moved by its own procedure, not by an update' USING ERRCODE = 'check_violation';
        END IF;
        NEW.path := OLD.path;
        NEW.depth := OLD.depth;
        RETURN NEW;
    END IF;
    IF NEW.parent_id IS NULL THEN
        NEW.path := organisation_label((SELECT count(*)::int FROM organisation_union WHERE parent_id IS NULL));
        NEW.depth := 0;
        RETURN NEW;
    END IF;
    UPDATE organisation_union SET next_label = next_label + 1, has_children = true
     WHERE id = NEW.parent_id RETURNING path, depth, next_label - 1 AS label INTO above;
    IF above.label >= 36 ^ 4 THEN
        RAISE EXCEPTION 'union % has no free label left', NEW.parent_id;
    END IF;
    NEW.path := above.path || organisation_label(above.label);
    NEW.depth := above.depth + 1;
    RETURN NEW;
END $$;
CREATE TRIGGER place BEFORE INSERT OR UPDATE ON organisation_union
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
"""

TAKES_PATH = {
    "organisation_otherparent": ("union_id", "organisation_union"),
    "organisation_enterprise": ("territory_id", "organisation_union"),
    "organisation_person": ("home_id", "organisation_union"),
    "organisation_employment": ("enterprise_id", "organisation_enterprise"),
    "organisation_post": ("union_id", "organisation_union"),
    "organisation_postholding": ("post_id", "organisation_post"),
    "organisation_activationslip": ("issued_by_post_id", "organisation_post"),
    "organisation_passwordreset": ("asked_by_post_id", "organisation_post"),
    "organisation_importbatch": ("uploaded_by_id", "organisation_post"),
    "organisation_importrow": ("batch_id", "organisation_importbatch"),
}

OVERLAPS = """
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
"""

DOORS = f"""
-- Who may act through what on a day, asked before any scope is known.
CREATE FUNCTION organisation_posts_of(account bigint, today date) RETURNS TABLE (
    post_id bigint, title text, role text, line text, is_deputy boolean, until date,
    union_id bigint, union_name text, union_kind text, union_place text, path text, ancestors text
) LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT p.id, p.title, p.role, p.line, h.kind = 'deputy', h.to_on, u.id, u.name, u.kind, u.place, u.path,
           coalesce((SELECT string_agg(a.id::text, ',' ORDER BY a.depth)
                       FROM generate_series(1, u.depth) AS d
                       JOIN organisation_union a ON a.path = substr(u.path, 1, d * 4)), '')
      FROM organisation_user a
      JOIN organisation_postholding h ON h.person_id = a.person_id
      JOIN organisation_post p ON p.id = h.post_id
      JOIN organisation_union u ON u.id = p.union_id
     WHERE a.id = account AND a.is_active
       AND h.from_on <= today AND (h.to_on IS NULL OR h.to_on > today)
       AND (p.closed_on IS NULL OR p.closed_on > today)
     ORDER BY u.depth, h.kind DESC, p.id
$$;

-- What an account's person is called, asked before any scope is known.
CREATE FUNCTION organisation_name_of(account bigint) RETURNS text
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT p.name FROM organisation_user a JOIN organisation_person p ON p.id = a.person_id WHERE a.id = account
$$;

-- Text search inside the scope: @@ is not leakproof, so under row security it could not use its index.
CREATE FUNCTION organisation_search_unions(query tsquery, most integer) RETURNS SETOF bigint
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT id FROM organisation_union
     WHERE search @@ query AND ({in_scope("path")} OR {in_scope("line_path")})
     ORDER BY depth, sort_key, id LIMIT most
$$;
CREATE FUNCTION organisation_search_enterprises(query tsquery, most integer) RETURNS SETOF bigint
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT id FROM organisation_enterprise
     WHERE search @@ query AND ({in_scope("path")} OR {in_scope("line_path")})
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
"""

FUNCTIONS = (
    "organisation_posts_of(bigint, date)",
    "organisation_name_of(bigint)",
    "organisation_search_unions(tsquery, integer)",
    "organisation_search_enterprises(tsquery, integer)",
    "organisation_match_credit_codes(text[])",
    "organisation_match_union_codes(text[])",
)

OWN_ACCOUNT = "user_id = NULLIF(current_setting('app.uid'), '')::bigint"
COVERED = "id IN (SELECT enterprise_id FROM organisation_unioncoverage)"
POLICIES = {
    "organisation_union": (in_scope("path"), in_scope("line_path"), is_ancestor("id")),
    "organisation_otherparent": (in_scope("path"),),
    "organisation_enterprise": (in_scope("path"), in_scope("line_path"), COVERED),
    "organisation_unioncoverage": (in_scope("path"), in_scope("enterprise_path")),
    "organisation_person": (in_scope("path"), is_own_person("id")),
    "organisation_employment": (in_scope("path"), is_own_person("person_id")),
    "organisation_post": (in_scope("path"),),
    "organisation_postholding": (in_scope("path"), is_own_person("person_id")),
    "organisation_activationslip": (in_scope("path"), OWN_ACCOUNT),
    "organisation_passwordreset": (in_scope("path"),),
    "organisation_importbatch": (in_scope("path"),),
    "organisation_importrow": (in_scope("path"),),
}
WRITABLE = {
    "organisation_union": in_scope("path"),
    "organisation_enterprise": in_scope("path"),
    "organisation_unioncoverage": in_scope("path"),
    "organisation_person": in_scope("path"),
    "organisation_employment": in_scope("path"),
    "organisation_postholding": in_scope("path"),
}


def triggers() -> str:
    return "".join(
        f"CREATE TRIGGER place BEFORE INSERT OR UPDATE ON {table}"
        f" FOR EACH ROW EXECUTE FUNCTION organisation_take_path('{column}', '{source}');\n"
        for table, (column, source) in TAKES_PATH.items()
    )


def grants() -> str:
    return "".join(
        f"REVOKE ALL ON FUNCTION {f} FROM PUBLIC; GRANT EXECUTE ON FUNCTION {f} TO {APP_ROLE}, {BATCH_ROLE};\n"
        for f in FUNCTIONS
    )


FORWARD = (
    PATHS
    + triggers()
    + OVERLAPS
    + DOORS
    + grants()
    + "".join(protect(table, *rules, writable=WRITABLE.get(table)) for table, rules in POLICIES.items())
)
BACKWARD = (
    "".join(unprotect(table) for table in POLICIES)
    + "".join(f"DROP FUNCTION {f};" for f in FUNCTIONS)
    + "ALTER TABLE organisation_postholding DROP CONSTRAINT holding_one_holder_at_a_time;"
    "ALTER TABLE organisation_unioncoverage DROP CONSTRAINT coverage_once_at_a_time;"
    "ALTER TABLE organisation_otherparent DROP CONSTRAINT otherparent_one_of_a_kind;"
    "ALTER TABLE organisation_employment DROP CONSTRAINT employment_once_at_a_time;"
    "DROP FUNCTION organisation_place_coverage() CASCADE; DROP FUNCTION organisation_take_path() CASCADE;"
    "DROP FUNCTION organisation_place_union() CASCADE; DROP FUNCTION organisation_label(integer);"
)


class Migration(migrations.Migration):
    dependencies = [("organisation", "0001_initial"), ("trail", "0002_guards")]
    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
