from typing import Any

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from zhijia.demo.visitors import PASSWORD, VISITORS


class Command(BaseCommand):
    """The people that one can log in to the demo city as, one line each."""

    help = "list the people of the demo city"

    def handle(self, *_args: Any, **_options: Any) -> None:
        self.stdout.write(_("可以登录的人（密码都是 %(password)s）：") % {"password": PASSWORD})
        for visitor in VISITORS:
            self.stdout.write(f"  {visitor.username:<16} {_(visitor.who)}：{_(visitor.purpose)}")
