"""SQL for row-level security: one spelling of every policy, used by the migrations of all floors.

A protected table carries `path` (the place of its row in the union tree, byte order = tree order) and sometimes
`line_path` (its place in an industry or function line). A request announces up to four ranges of paths it may see
(`app.lo1` … `app.hi4`), the person it speaks for (`app.pid`), the unions above it (`app.anc`) and the outside parties it
acts for (`app.parties`), see `zhijia.organisation.scopes`.
A setting that was never made raises; one left empty matches nothing: both fail closed.
"""

from collections.abc import Sequence

APP_ROLE = "zhijia_app"
BATCH_ROLE = "zhijia_batch"
BOX_ROLE = "zhijia_box"
SLOTS = 4
NOWHERE = "~"
"""The beginning of a range that is not announced: behind every place."""


def in_scope(column: str) -> str:
    """Predicate: `column` lies in one of the announced ranges. A range, because that is what an index can serve."""
    return " OR ".join(
        f"({column} >= current_setting('app.lo{n}') AND {column} < current_setting('app.hi{n}'))"
        for n in range(1, SLOTS + 1)
    )


def in_wide_scope(*columns: str) -> str:
    """Predicate: one of the columns is `in_scope`, for a table that is counted by the hundred thousand.

    The ends of the first range are read once a statement and not once a row, and so is whether another is announced: nearly
    every row lies in the first or, where there is no other, in none. The rest asks for the first range again: of a setting,
    unlike of what is read once, PostgreSQL knows how many rows to expect.
    """
    first = " OR ".join(
        f"({column} >= (SELECT current_setting('app.lo1')) AND {column} < (SELECT current_setting('app.hi1')))"
        for column in columns
    )
    others = " OR ".join(f"current_setting('app.lo{n}') <> '{NOWHERE}'" for n in range(2, SLOTS + 1))
    return f"{first} OR ((SELECT {others}) AND ({' OR '.join(map(in_scope, columns))}))"


def in_counted_scope(column: str) -> str:
    """Predicate: `column` is `in_scope`, for a wide table whose lists name their range themselves, which an index serves.

    As `in_wide_scope`; the other ranges are a function's matter (`organisation` 0023), so that a statement is planned in half
    the time, and what hardly any row is asked is not reckoned as if every row were asked. No index serves the predicate.
    """
    others = " OR ".join(f"current_setting('app.lo{n}') <> '{NOWHERE}'" for n in range(2, SLOTS + 1))
    first = f"{column} >= (SELECT current_setting('app.lo1')) AND {column} < (SELECT current_setting('app.hi1'))"
    return f"({first}) OR ((SELECT {others}) AND organisation_in_scope({column}))"


def in_indexed_scope(*columns: str) -> str:
    """Predicate: one of the columns is `in_scope`, for a wide table of which most ask for few rows and each column has an index.

    Every range is served by an index, so that PostgreSQL may join their answers and need not ask each row again. All ends are
    read once a statement; the first range comes again as a setting, of which PostgreSQL knows how many rows to expect.
    """
    ranges = [
        f"({column} >= (SELECT current_setting('app.lo{n}')) AND {column} < (SELECT current_setting('app.hi{n}')))"
        for n in range(1, SLOTS + 1)
        for column in columns
    ]
    expected = f"({columns[0]} >= current_setting('app.lo1') AND {columns[0]} < current_setting('app.hi1'))"
    return " OR ".join([*ranges, expected])


def is_own_person(column: str) -> str:
    """Predicate: `column` is the id of the person that the request speaks for."""
    return f"{column} = NULLIF(current_setting('app.pid'), '')::bigint"


def is_ancestor(column: str) -> str:
    """Predicate: `column` is the id of a union above one of the announced ranges (its name is no secret to them)."""
    return f"{column} = ANY (string_to_array(current_setting('app.anc'), ',')::bigint[])"


def is_party(column: str) -> str:
    """Predicate: `column` names an outside party (`employer:7`, `bureau:320500`) that the request acts for."""
    return f"{column} = ANY (string_to_array(current_setting('app.parties'), ','))"


def is_seen_from(column: str) -> str:
    """Predicate: `column`, an array of places and parties or null, names a place announced or a party acted for.

    For a row that is seen elsewhere too, and says so itself with every place above (`organisation` 0017). An announced range
    is a place and what lies below it; another finds nothing. The names are gathered once a statement.
    """
    places = ", ".join(
        f"CASE WHEN current_setting('app.hi{n}') = current_setting('app.lo{n}') || '{NOWHERE}'"
        f" THEN current_setting('app.lo{n}') END"
        for n in range(1, SLOTS + 1)
    )
    parties = "string_to_array(current_setting('app.parties'), ',')"
    return f"{column} && (SELECT array_remove(ARRAY[{places}], NULL) || {parties})"


def of_visible(source: str, column: str, *, key: str = "id", where: str = "") -> str:
    """Predicate: the request sees a row of `source` whose `key` is `column`, written with its table (`plans_task.case_id`).

    One probe for each row. `column IN (SELECT id FROM source)` says the same and lists everything visible first, in every
    statement. `OFFSET 0` keeps PostgreSQL from planning each probe twice, also as such a list: a probe within a probe
    within a probe would be planned eight times. Without its table, `column` would mean a column of `source` where one
    has that name, and let every row pass. `where` narrows it by columns of `seen`, as the row of `source` is called.
    """
    if "." not in column:
        raise ValueError(f"{column}: write it with its table")
    narrowed = f" AND ({where})" if where else ""
    return f"EXISTS (SELECT FROM {source} seen WHERE seen.{key} = {column}{narrowed} OFFSET 0)"


def protect(table: str, *predicates: str, writable: str | None = None) -> str:
    """Switch row security on for `table`: the application role sees rows that meet any of the predicates.

    `writable` limits inserts and updates instead of the same predicates; the batch role sees all rows.
    Not FORCEd: the owner's SECURITY DEFINER functions must still see every row.
    """
    visible = " OR ".join(f"({p})" for p in predicates)
    return f"""
        ALTER TABLE {table} ENABLE ROW LEVEL SECURITY;
        CREATE POLICY app ON {table} TO {APP_ROLE} USING ({visible}) WITH CHECK ({writable or visible});
        CREATE POLICY batch ON {table} TO {BATCH_ROLE} USING (true) WITH CHECK (true);
    """


def reword(table: str, *predicates: str, writable: str | None = None) -> str:
    """Say anew what `protect` said of `table`; the policy of the batch role stays."""
    visible = " OR ".join(f"({p})" for p in predicates)
    return f"ALTER POLICY app ON {table} USING ({visible}) WITH CHECK ({writable or visible});\n"


def unprotect(table: str) -> str:
    """The reverse of `protect`."""
    return f"""
        DROP POLICY IF EXISTS app ON {table};
        DROP POLICY IF EXISTS batch ON {table};
        ALTER TABLE {table} DISABLE ROW LEVEL SECURITY;
    """


def append_only(*tables: str) -> str:
    """Take the rights to change and remove rows from every role that the product connects as."""
    names: Sequence[str] = tables
    return "".join(f"REVOKE UPDATE, DELETE, TRUNCATE ON {t} FROM {APP_ROLE}, {BATCH_ROLE};\n" for t in names)


def in_sight(table: str, *columns: str) -> str:
    """SQL of `<table>_in_sight(row, places)`: one of the columns lies in a place, or the row says it is seen from there.

    It takes a whole row and is no SQL function, which would be put in the place of its call: a row is then taken apart for
    nothing wherever the answer is known before (`organisation.sight`).
    """
    within = " OR ".join(f"shown.{name} >= place AND shown.{name} < place || '{NOWHERE}'" for name in columns)
    return f"""
CREATE FUNCTION {table}_in_sight(shown {table}, places text[]) RETURNS boolean LANGUAGE plpgsql STABLE PARALLEL SAFE
COST 1 AS $$
BEGIN
    RETURN shown.seen_from && places OR EXISTS (SELECT FROM unnest(places) AS place WHERE {within});
END $$;
REVOKE ALL ON FUNCTION {table}_in_sight({table}, text[]) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION {table}_in_sight({table}, text[]) TO {APP_ROLE}, {BATCH_ROLE};
"""  # noqa: S608 - names of ours
