import secrets
from argparse import ArgumentParser
from collections.abc import Mapping
from typing import Any
from urllib.parse import quote, urlencode

import psycopg
from django.core.management.base import BaseCommand, CommandError
from psycopg.conninfo import conninfo_to_dict

from zhijia.site.console import say, tell
from zhijia.site.postgres.databases import BOX_VARIABLE, ROLE_OF_ALIAS, URL_VARIABLES
from zhijia.site.postgres.provision import create_database, create_roles, grant_access, set_passwords
from zhijia.site.postgres.roles import BOX, DATABASE, LOGIN_ROLES

OLDEST_VERSION = 150_000
NAMED_IN_PLACE = {"user", "password", "host", "port", "dbname"}


class Command(BaseCommand):
    """`zhijia provision ADMIN_URL`: roles, database and grants on a server of the federation's own."""

    help = say("在外部 PostgreSQL 上建立角色、数据库和权限；可以重复执行")
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("admin_url", metavar="ADMIN_URL", help=say("管理员连接地址"))
        parser.add_argument("--database", default=DATABASE, help=say("数据库名"))
        parser.add_argument("--new-passwords", action="store_true", help=say("已有角色也换新口令"))

    def handle(self, *, admin_url: str, database: str, new_passwords: bool, **_options: Any) -> None:
        try:
            self._provision(admin_url, database, has_new_passwords=new_passwords)
        except psycopg.Error as error:
            raise CommandError(say("服务器拒绝：{reason}").format(reason=str(error).strip())) from error

    def _provision(self, admin: str, database: str, *, has_new_passwords: bool) -> None:
        with psycopg.connect(admin) as connection:
            if connection.info.server_version < OLDEST_VERSION:
                raise CommandError(say("需要 PostgreSQL 15 或更新版本。"))
        passwords = {role: secrets.token_urlsafe(24) for role in LOGIN_ROLES}
        made = create_roles(admin, passwords)
        if has_new_passwords:
            set_passwords(admin, passwords)
        is_new = create_database(admin, database)
        grant_access(admin, database)
        sentence = say("已建立数据库 {name}。") if is_new else say("数据库 {name} 已存在，权限已核对。")
        tell(sentence.format(name=database))
        _tell_urls(admin, database, {role: passwords[role] for role in (LOGIN_ROLES if has_new_passwords else made)})


def _tell_urls(admin: str, database: str, passwords: Mapping[str, str]) -> None:
    if not passwords:
        tell(say("角色已存在，口令未变；--new-passwords 会换新口令并打印连接地址。"))
        return
    tell(say("请把下面几行写入运行环境，只让运行服务的用户读到："))
    variables = {role: URL_VARIABLES[alias] for alias, role in ROLE_OF_ALIAS.items()} | {BOX: BOX_VARIABLE}
    for role, variable in variables.items():
        if role in passwords:
            url = database_url(admin, role=role, password=passwords[role], database=database)
            tell(f"{variable}={url}")


def database_url(admin: str, *, role: str, password: str, database: str) -> str:
    """The administrator's server as another role sees it, with the same transport settings."""
    given = {key: str(value) for key, value in conninfo_to_dict(admin).items() if value is not None}
    host, port = given.get("host", ""), given.get("port", "5432")
    rest = {key: value for key, value in given.items() if key not in NAMED_IN_PLACE}
    place = f"{quote(host, safe='')}:{port}"
    query = f"?{urlencode(rest)}" if rest else ""
    return f"postgresql://{role}:{quote(password, safe='')}@{place}/{quote(database)}{query}"
