"""SQL that a service's migration uses to publish a family of facts. Read docs/adr/0005 first.

A family is a view `<family>_facts` with the columns of `FACT_COLUMNS`, computed from source tables. `create_family`
makes the door that brings stored facts of some subjects in line with the view; `watch` makes a source table use it.
Facts are a pure function of the sources: what the view says now is what every day, past or future, is counted by.
"""

# ruff: noqa: S608 - every name in this SQL is written by a migration

from collections.abc import Mapping, Sequence
from textwrap import dedent

from zhijia.lib.rowsecurity import APP_ROLE, BATCH_ROLE

FACT_COLUMNS = ("indicator", "part", "subject_id", "path", "value", "from_on", "to_on")
LEVEL = 4
ROLLED_LEVELS = 3
ROLLED_LENGTH = LEVEL * ROLLED_LEVELS
NOT_KNOWN_SINCE = "DATE '0001-01-01'"
DEFINER = "SECURITY DEFINER SET search_path = public, pg_temp"


def lock_to_owner(*tables: str) -> str:
    """Leave writing (of a view also reading) to the owner's functions."""
    names = ", ".join(tables)
    return f"REVOKE INSERT, UPDATE, DELETE, TRUNCATE ON {names} FROM {APP_ROLE}, {BATCH_ROLE};\n"


def create_family(family: str, *, base_table: str, view: str) -> str:
    """SQL for the family whose facts the query `view` gives; the subjects are rows of `base_table`.

    The subjects' rows are locked before the facts are read: two writers who touch one subject come one after the
    other, and the second sees what the first did.
    """
    columns = ", ".join(FACT_COLUMNS)
    same = " AND ".join(f"f.{name} = s.{name}" for name in FACT_COLUMNS if name != "to_on")
    same += " AND f.to_on IS NOT DISTINCT FROM s.to_on"
    return dedent(f"""
        CREATE VIEW {family}_facts AS {view};
        REVOKE ALL ON {family}_facts FROM {APP_ROLE}, {BATCH_ROLE};
        INSERT INTO indicators_family (name) VALUES ('{family}');

        CREATE FUNCTION {family}_refresh(ids bigint[]) RETURNS void LANGUAGE plpgsql {DEFINER} AS $$
        BEGIN
            PERFORM 1 FROM {base_table} WHERE id = ANY (ids) ORDER BY id FOR NO KEY UPDATE;
            WITH fresh AS MATERIALIZED (
                SELECT {columns} FROM {family}_facts WHERE subject_id = ANY (ids)
            ), stored AS MATERIALIZED (
                SELECT id, {columns} FROM indicators_fact WHERE family = '{family}' AND subject_id = ANY (ids)
            ), gone AS (
                DELETE FROM indicators_fact WHERE id = ANY (ARRAY(
                    SELECT s.id FROM stored s WHERE NOT EXISTS (SELECT FROM fresh f WHERE {same})))
            )
            INSERT INTO indicators_fact (family, {columns})
            SELECT '{family}', {columns} FROM fresh f WHERE NOT EXISTS (SELECT FROM stored s WHERE {same});
        END $$;
        REVOKE ALL ON FUNCTION {family}_refresh(bigint[]) FROM PUBLIC;
    """)


def drop_family(family: str) -> str:
    """The reverse of `create_family`, with the triggers of `watch` and the facts."""
    return dedent(f"""
        DELETE FROM indicators_fact WHERE family = '{family}';
        DELETE FROM indicators_family WHERE name = '{family}';
        DROP FUNCTION {family}_refresh(bigint[]);
        DROP VIEW {family}_facts;
    """)


def watch(name: str, table: str, *, feeds: Mapping[str, str], columns: Sequence[str]) -> str:
    """SQL for triggers that refresh families after every statement on `table`, also a bulk one.

    `feeds` gives for each family a query for the ids of the touched subjects from `changed`, the rows as they were or
    became. An update of other columns than `columns` touches nothing: one trigger for all families keeps that cheap.
    """
    differing = (
        f"before o JOIN after n USING (id) WHERE ({_listed('o', columns)}) IS DISTINCT FROM ({_listed('n', columns)})"
    )
    update = f"SELECT o.* FROM {differing} UNION ALL SELECT n.* FROM {differing}"
    return (
        _watcher(name, table, act="INSERT", feeds=feeds, changed="SELECT * FROM after")
        + _watcher(name, table, act="DELETE", feeds=feeds, changed="SELECT * FROM before")
        + _watcher(name, table, act="UPDATE", feeds=feeds, changed=update, only_if=f"EXISTS (SELECT FROM {differing})")
    )


def unwatch(name: str) -> str:
    """The reverse of `watch`."""
    return "".join(f"DROP FUNCTION {name}_{act.lower()}() CASCADE;\n" for act in _TRANSITIONS)


_TRANSITIONS = {
    "INSERT": "NEW TABLE AS after",
    "DELETE": "OLD TABLE AS before",
    "UPDATE": "OLD TABLE AS before NEW TABLE AS after",
}


def _listed(alias: str, columns: Sequence[str]) -> str:
    return ", ".join(f"{alias}.{column}" for column in columns)


def _watcher(name: str, table: str, *, act: str, feeds: Mapping[str, str], changed: str, only_if: str = "true") -> str:
    refreshes = "".join(
        f"""
            WITH changed AS ({changed})
            SELECT array_agg(DISTINCT subject) INTO touched FROM ({subjects}) AS found (subject);
            IF touched IS NOT NULL THEN
                PERFORM {family}_refresh(touched);
            END IF;"""
        for family, subjects in feeds.items()
    )
    return dedent(f"""
        CREATE FUNCTION {name}_{act.lower()}() RETURNS trigger LANGUAGE plpgsql {DEFINER} AS $$
        DECLARE touched bigint[];
        BEGIN
            IF NOT {only_if} THEN
                RETURN NULL;
            END IF;{refreshes}
            RETURN NULL;
        END $$;
        CREATE TRIGGER watch_{name}_{act.lower()} AFTER {act} ON {table} REFERENCING {_TRANSITIONS[act]}
            FOR EACH STATEMENT EXECUTE FUNCTION {name}_{act.lower()}();
    """)
