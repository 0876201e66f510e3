import os
import sys
from collections.abc import Iterator
from datetime import date
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand
from django.db import OperationalError, connection, connections
from django.utils import timezone

from zhijia.organisation.cities import is_demo_city
from zhijia.organisation.overrides import working_calendar
from zhijia.site.console import say, tell
from zhijia.site.doctor.configuration import check_calendar, check_configuration, check_demo
from zhijia.site.doctor.database import (
    check_box_login,
    check_contents,
    check_migrations,
    check_server,
    missing_migrations,
)
from zhijia.site.doctor.finding import Finding, Weight, unsafe
from zhijia.site.doctor.keys import check_keys
from zhijia.site.doctor.log import check_log
from zhijia.site.doctor.machine import check_machine
from zhijia.site.postgres.databases import box_login


class Command(BaseCommand):
    """`zhijia doctor`: one line for each check; exit code 1 if anything is unsafe."""

    help = say("检查缺少什么、哪里不安全")
    requires_system_checks = ()

    def handle(self, **_options: Any) -> None:
        found = list(_findings(timezone.localdate()))
        for finding in found:
            tell(f"{finding.weight} {finding.sentence}")
        is_unsafe = any(finding.weight is Weight.UNSAFE for finding in found)
        tell(say("有不安全之处，请先处理标 ✗ 的各项。") if is_unsafe else say("没有发现不安全之处。"))
        sys.exit(1 if is_unsafe else 0)


def _findings(today: date) -> Iterator[Finding]:
    yield from check_machine(settings.HOME)
    yield from check_configuration()
    try:
        yield from _database_findings(today)
    except OperationalError as error:
        yield unsafe(say("数据库连接不上：{reason}").format(reason=str(error).strip()))


def _database_findings(today: date) -> Iterator[Finding]:
    yield from check_server(connection)
    yield check_box_login(box_login(os.environ))
    missing = missing_migrations(connection)
    yield check_migrations(missing)
    if missing:
        return
    yield from check_contents(connection)
    yield check_demo(settings.ALLOWED_HOSTS, is_demo=is_demo_city())
    if "batch" in connections.settings:
        yield from check_log(using="batch")
        yield from check_keys(using="batch")
    is_known = working_calendar().is_published(today.year + 1)
    yield check_calendar(year=today.year, month=today.month, is_next_year_known=is_known)
