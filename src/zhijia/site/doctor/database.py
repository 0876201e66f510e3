"""Checks of the database: version, rights of the application role, row security, durability, long writers, jobs."""

from collections.abc import Iterator, Sequence
from typing import Any

from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.migrations.executor import MigrationExecutor

from zhijia.site.console import say
from zhijia.site.doctor.finding import Finding, advice, good, unsafe
from zhijia.site.postgres.databases import BOX_VARIABLE
from zhijia.site.postgres.provision import missing_roles, told_of_missing

OLDEST_VERSION = 150_000
LONG_WRITER_SECONDS = 600

IS_PRIVILEGED = "SELECT rolsuper OR rolbypassrls OR rolcreaterole FROM pg_roles WHERE rolname = current_user"
OWNED = "SELECT count(*) FROM pg_class WHERE relowner = current_user::regrole"
UNGUARDED = """
    SELECT relname FROM pg_class
    WHERE relkind IN ('r', 'p') AND NOT relrowsecurity AND relnamespace = 'public'::regnamespace
      AND has_table_privilege(oid, 'SELECT, INSERT, UPDATE, DELETE')
      AND EXISTS (SELECT 1 FROM pg_attribute WHERE attrelid = pg_class.oid AND attname = 'path' AND NOT attisdropped)
    ORDER BY relname
"""
UNSAFE_SETTINGS = """
    SELECT name FROM pg_settings
    WHERE name IN ('fsync', 'full_page_writes', 'synchronous_commit') AND setting = 'off'
    ORDER BY name
"""
LONG_WRITERS = """
    SELECT pid, extract(epoch FROM now() - xact_start)::int FROM pg_stat_activity
    WHERE backend_xid IS NOT NULL AND now() - xact_start > make_interval(secs => %s)
    ORDER BY xact_start
"""
WAITING_JOBS = """
    SELECT count(*) FROM procrastinate_jobs
    WHERE status = 'todo' AND (scheduled_at IS NULL OR scheduled_at < now() - interval '10 minutes')
      AND NOT EXISTS (SELECT 1 FROM procrastinate_workers WHERE last_heartbeat > now() - interval '2 minutes')
"""


def check_server(connection: BaseDatabaseWrapper) -> Iterator[Finding]:
    """What can be asked of any database, also an empty one."""
    yield check_version(connection)
    yield check_roles(connection)
    yield check_role(connection)
    yield check_order(connection)
    yield check_durability(connection)


def check_contents(connection: BaseDatabaseWrapper) -> Iterator[Finding]:
    """What can be asked once the schema is up to date."""
    yield check_row_security(connection)
    for alias in connections:
        yield from check_long_writers(connections[alias])
    yield check_jobs(connection)


def check_version(connection: BaseDatabaseWrapper) -> Finding:
    version = int(_value(connection, "SELECT current_setting('server_version_num')"))
    shown = _value(connection, "SELECT current_setting('server_version')")
    if version < OLDEST_VERSION:
        return unsafe(say("PostgreSQL {version} 太旧：需要 15 或更新版本。").format(version=shown))
    return good(say("PostgreSQL {version}。").format(version=shown))


def missing_migrations(connection: BaseDatabaseWrapper) -> int:
    """How many migrations the database has not seen."""
    executor = MigrationExecutor(connection)
    return len(executor.migration_plan(executor.loader.graph.leaf_nodes()))


def check_migrations(missing: int) -> Finding:
    if missing:
        return unsafe(say("数据库结构落后 {count} 步：请执行 zhijia manage migrate。").format(count=missing))
    return good(say("数据库结构是最新的。"))


def check_roles(connection: BaseDatabaseWrapper) -> Finding:
    """A server that was provisioned by an older version lacks what came later."""
    with connection.cursor() as cursor:
        missing = missing_roles(cursor)
    if missing:
        return unsafe(told_of_missing(missing))
    return good(say("数据库角色齐全。"))


def check_box_login(login: str) -> Finding:
    """Without it nobody can vote secretly and verifiably: ballots go in through a role of their own."""
    if login:
        return good(say("票箱有自己的数据库登录。"))
    sentence = say("没有设置 {variable}，可核验的无记名投票不能进行：请写入 zhijia provision 打印的地址。")
    return advice(sentence.format(variable=BOX_VARIABLE))


def check_role(connection: BaseDatabaseWrapper) -> Finding:
    """The application role must be bound by row security: no special rights, no table of its own."""
    if _value(connection, IS_PRIVILEGED):
        return unsafe(say("网站使用的数据库角色权限过大，行级保护对它无效：请改用 zhijia provision 建立的角色。"))
    if _value(connection, OWNED):
        return unsafe(say("网站使用的数据库角色拥有数据表，行级保护对它无效：请把 ZHIJIA_DATABASE_URL 改为应用角色。"))
    return good(say("网站使用的数据库角色受行级保护约束。"))


def check_row_security(connection: BaseDatabaseWrapper) -> Finding:
    names = [name for (name,) in _rows(connection, UNGUARDED)]
    if names:
        return unsafe(say("这些按组织划分的表没有行级保护：{names}。").format(names="、".join(names)))
    return good(say("按组织划分的表都有行级保护。"))


def check_order(connection: BaseDatabaseWrapper) -> Finding:
    """Paths of the union tree are compared as bytes."""
    if _value(connection, "SELECT 'Z' < 'a'"):
        return good(say("数据库按字节排序。"))
    return unsafe(say("数据库不按字节排序，组织范围会算错：请用 zhijia provision 新建数据库后恢复备份。"))


def check_durability(connection: BaseDatabaseWrapper) -> Finding:
    names = [name for (name,) in _rows(connection, UNSAFE_SETTINGS)]
    if names:
        return unsafe(say("数据库关闭了 {names}，断电会丢失数据：请打开。").format(names="、".join(names)))
    return good(say("已提交的数据断电不丢失。"))


def check_long_writers(connection: BaseDatabaseWrapper) -> Iterator[Finding]:
    """Writers hold back numbering and clean-up, also those in other databases of the server; only sessions of the same
    role can be seen.
    """
    for pid, seconds in _rows(connection, LONG_WRITERS, (LONG_WRITER_SECONDS,)):
        sentence = say("数据库会话 {pid} 的写入已持续 {minutes} 分钟，会拖住留痕编号：请查明后结束它。")
        yield advice(sentence.format(pid=pid, minutes=seconds // 60))


def check_jobs(connection: BaseDatabaseWrapper) -> Finding:
    waiting = int(_value(connection, WAITING_JOBS))
    if waiting:
        return advice(say("{count} 个后台任务无人执行：请用 zhijia serve 启动后台任务。").format(count=waiting))
    return good(say("后台任务没有积压。"))


def _rows(connection: BaseDatabaseWrapper, query: str, values: Sequence[int] = ()) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(query, values or None)
        return list(cursor.fetchall())


def _value(connection: BaseDatabaseWrapper, query: str) -> Any:
    return _rows(connection, query)[0][0]
