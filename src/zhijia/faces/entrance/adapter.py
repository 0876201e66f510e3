"""How allauth behaves here: nobody signs up by himself, and every coming and going is an event."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.contrib.auth.models import AbstractBaseUser
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from zhijia.organisation.accounts.signin import sign_in, sign_out
from zhijia.organisation.models import User

WRONG = _("账号或密码不对。连续输错 5 次，账号会停用一段时间；忘记密码请找上级工会重置。")


class ClosedDoorAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Accounts are issued by the next higher union."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "username_password_mismatch": WRONG,
        "incorrect_password": _("密码不对，请重新输入。"),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:  # noqa: ARG002 - allauth's call
        return False

    def login(self, request: HttpRequest, user: AbstractBaseUser) -> None:
        super().login(request, user)
        if isinstance(user, User):
            sign_in(user, now=timezone.now())

    def logout(self, request: HttpRequest) -> None:
        user = request.user
        super().logout(request)
        if isinstance(user, User):
            sign_out(user, now=timezone.now())

    def add_message(self, *args: Any, **kwargs: Any) -> None:
        """Our pages say themselves what happened."""
