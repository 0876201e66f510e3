"""Roles, database and grants, on the embedded server and on any PostgreSQL from 15 on. Can be run twice."""

from collections.abc import Mapping, Sequence
from typing import Any

import psycopg
from psycopg import sql
from psycopg.conninfo import make_conninfo

from zhijia.site.console import say
from zhijia.site.postgres.roles import APP, BATCH, BOX, LOGIN_ROLES, OWNER

BUILTIN_LOCALE_SINCE = 170_000
SILENCE = {
    "log_statement": "none",
    "log_duration": "off",
    "log_min_duration_statement": "-1",
    "log_min_duration_sample": "-1",
    "log_transaction_sample_rate": "0",
    "log_min_error_statement": "panic",
    "log_min_messages": "fatal",
    "log_parameter_max_length": "0",
    "log_parameter_max_length_on_error": "0",
    "log_lock_waits": "off",
}
"""What a server would write about the ballots that are put into the box, and when."""


def create_roles(admin: str, passwords: Mapping[str, str]) -> Sequence[str]:
    """Make the roles that are missing, with the given passwords; returns the names of those it made."""
    with psycopg.connect(admin, autocommit=True) as connection:
        present = {name for (name,) in connection.execute("SELECT rolname FROM pg_roles")}
        missing = [role for role in LOGIN_ROLES if role not in present]
        for role in missing:
            inherits = sql.SQL("INHERIT" if role == OWNER else "NOINHERIT")
            create = sql.SQL("CREATE ROLE {} LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE {} PASSWORD {}")
            connection.execute(create.format(sql.Identifier(role), inherits, sql.Literal(passwords[role])))
        if _is_superuser(connection):
            _let_owner_load(connection)
            _keep_box_out_of_log(connection)
    return missing


def missing_roles(cursor: Any) -> list[str]:
    """The roles of the product that the server lacks: one that was provisioned before a role was added lacks that one.

    `cursor` is one of the driver or of Django, of any role.
    """
    cursor.execute("SELECT rolname FROM pg_roles WHERE rolname = ANY (%s)", [list(LOGIN_ROLES)])
    present = {name for (name,) in cursor.fetchall()}
    return [role for role in LOGIN_ROLES if role not in present]


def told_of_missing(roles: Sequence[str]) -> str:
    """What is to be done about them."""
    sentence = say("数据库服务器缺少角色 {roles}：请用管理员连接地址再执行一次 zhijia provision，它只补缺少的。")
    return sentence.format(roles="、".join(roles))


def set_passwords(admin: str, passwords: Mapping[str, str]) -> None:
    """Give the roles new passwords; whoever uses the old ones is locked out at the next connection."""
    with psycopg.connect(admin, autocommit=True) as connection:
        for role in LOGIN_ROLES:
            alter = sql.SQL("ALTER ROLE {} PASSWORD {}").format(sql.Identifier(role), sql.Literal(passwords[role]))
            connection.execute(alter)


def create_database(admin: str, database: str) -> bool:
    """Make the owner's database with byte order (= tree order); False if it is there already."""
    with psycopg.connect(admin, autocommit=True) as connection:
        if connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [database]).fetchone():
            return False
        _lend_owner_role(connection)
        statement = "CREATE DATABASE {} OWNER {} TEMPLATE template0 ENCODING 'UTF8' " + _locale(connection)
        connection.execute(sql.SQL(statement).format(sql.Identifier(database), sql.Identifier(OWNER)))
    return True


def grant_access(admin: str, database: str) -> None:
    """Let the application and the jobs read and write what the owner will create; the owner's migrations narrow it."""
    names = {
        "database": sql.Identifier(database),
        "owner": sql.Identifier(OWNER),
        "app": sql.Identifier(APP),
        "batch": sql.Identifier(BATCH),
        "box": sql.Identifier(BOX),
    }
    with psycopg.connect(make_conninfo(admin, dbname=database)) as connection:
        _lend_owner_role(connection)
        for statement in _GRANTS:
            connection.execute(sql.SQL(statement).format(**names))


def withdraw_default_access(owner: str) -> None:
    """Let tables that the owner makes next start without rights: a restored table brings its own, narrower ones."""
    names = {"app": sql.Identifier(APP), "batch": sql.Identifier(BATCH)}
    withdraw = "ALTER DEFAULT PRIVILEGES IN SCHEMA public REVOKE ALL ON {kind} FROM {app}, {batch}"
    with psycopg.connect(owner) as connection:
        for kind in ("TABLES", "SEQUENCES"):
            connection.execute(sql.SQL(withdraw).format(kind=sql.SQL(kind), **names))


_GRANTS = (
    "SET ROLE {owner}",
    "REVOKE CONNECT, TEMPORARY ON DATABASE {database} FROM PUBLIC",
    "GRANT CONNECT ON DATABASE {database} TO {app}, {box}",
    "GRANT CONNECT, TEMPORARY ON DATABASE {database} TO {batch}",
    "REVOKE ALL ON SCHEMA public FROM PUBLIC",
    "GRANT USAGE ON SCHEMA public TO {app}, {batch}",
    "ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO {app}, {batch}",
    "ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT USAGE, SELECT ON SEQUENCES TO {app}, {batch}",
)


def _is_superuser(connection: psycopg.Connection) -> bool:
    row = connection.execute("SELECT rolsuper FROM pg_roles WHERE rolname = current_user").fetchone()
    return row == (True,)


def _let_owner_load(connection: psycopg.Connection) -> None:
    """Let the owner, who can switch off the triggers of its tables anyway, do so for one transaction that loads rosters.

    Only a superuser can grant that. Without it rosters come in all the same, in twice the time.
    """
    grant = sql.SQL("GRANT SET ON PARAMETER session_replication_role TO {}")
    connection.execute(grant.format(sql.Identifier(OWNER)))


def _keep_box_out_of_log(connection: psycopg.Connection) -> None:
    """However much a server logs, it logs no ballot: tickets are taken by name, and the hour of a ballot would lead to one.

    Only a superuser can decide that. Without it the settings of the server decide (docs/operation.md).
    """
    for setting, value in SILENCE.items():
        alter = sql.SQL("ALTER ROLE {} SET {} = {}")
        connection.execute(alter.format(sql.Identifier(BOX), sql.Identifier(setting), sql.Literal(value)))


def _lend_owner_role(connection: psycopg.Connection) -> None:
    """An administrator who is no superuser may only act for the owner as its member."""
    row = connection.execute("SELECT pg_has_role(current_user, %s, 'MEMBER')", [OWNER]).fetchone()
    if row != (True,):
        connection.execute(sql.SQL("GRANT {} TO CURRENT_USER").format(sql.Identifier(OWNER)))


def _locale(connection: psycopg.Connection) -> str:
    if connection.info.server_version >= BUILTIN_LOCALE_SINCE:
        return "LOCALE_PROVIDER builtin BUILTIN_LOCALE 'C.UTF-8' LC_COLLATE 'C' LC_CTYPE 'C'"
    has_utf8 = connection.execute("SELECT 1 FROM pg_collation WHERE collname ILIKE 'c.utf8'").fetchone()
    return f"LC_COLLATE 'C' LC_CTYPE '{'C.UTF-8' if has_utf8 else 'C'}'"
