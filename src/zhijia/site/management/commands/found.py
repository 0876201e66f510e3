from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone

from zhijia.lib.sentences import Refused
from zhijia.organisation.accounts.slips import write_slips
from zhijia.organisation.actions.cities import appoint_first_administrator, found_city
from zhijia.organisation.scopes import load_actor, scoped
from zhijia.site.console import say, tell


class Command(BaseCommand):
    """`zhijia found`: the city of a real installation, its federation, its first administrator and her slip."""

    help = say("建立城市、市总工会和第一位系统管理员，打印开通凭条")

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--city", required=True, help=say("城市名称"))
        parser.add_argument("--place", required=True, help=say("六位行政区划代码，例如 320500"))
        parser.add_argument("--federation", required=True, help=say("市总工会全称"))
        parser.add_argument("--administrator", required=True, help=say("第一位系统管理员的姓名"))
        parser.add_argument("--username", default="admin", help=say("她的账号"))

    def handle(self, *_args: Any, **options: Any) -> None:
        now = timezone.now()
        try:
            with transaction.atomic():
                city = found_city(
                    name=options["city"],
                    place=options["place"],
                    union_name=options["federation"],
                    is_demo=False,
                    now=now,
                )
                first = appoint_first_administrator(
                    city, name=options["administrator"], username=options["username"], now=now
                )
                actor = load_actor(first.user, today=timezone.localdate())
                with scoped(actor):
                    slip = write_slips(actor, [first.user], now=now)[0]
        except Refused as refused:
            raise CommandError(str(refused.sentence)) from refused
        tell(say("已建立。第一位系统管理员的账号和凭条（只显示这一次）："))
        tell(f"  {slip.user.username}  {slip.code}")
