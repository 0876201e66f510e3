"""Forms of the entrance."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from allauth.account.forms import LoginForm
from allauth.account.forms import ReauthenticateForm as PasswordAgainForm
from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from allauth.mfa.totp.forms import ActivateTOTPForm
from django import forms
from django.contrib.auth.password_validation import password_validators_help_texts, validate_password
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.functional import lazy
from django.utils.translation import gettext_lazy as _

from zhijia.organisation import events
from zhijia.organisation.accounts.signin import count_failure, is_locked, record_about
from zhijia.organisation.models import User

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise as StrPromise

RESTS = _("连续多次没有对上，账号暂停使用一段时间，请稍后再试。")

WRONG_CODE = _("验证码不对，或者已经过期，请看一眼手机上的新码。")


def _password_rules() -> str:
    return " ".join(password_validators_help_texts())


@contextmanager
def counting_failures(user: User, *, wrong: "StrPromise") -> Iterator[None]:
    """A check of a secret: a locked account is refused whatever was typed, a failure counts, in the database."""
    now = timezone.now()
    user.refresh_from_db(fields=["failed_logins", "locked_until"])
    if is_locked(user, now=now):
        raise ValidationError(RESTS)
    try:
        yield
    except ValidationError as error:
        record_about(user, events.LOGIN_FAILED, now=now)
        count_failure(user, now=now)
        raise ValidationError(wrong) from error


class SignInForm(LoginForm):  # type: ignore[misc]
    """Account and password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        login, password = self.fields["login"], self.fields["password"]
        login.label, password.label, password.help_text = _("账号"), _("密码"), ""
        for field in (login, password):
            field.widget.attrs.pop("placeholder", None)


class PasswordAgain(PasswordAgainForm):  # type: ignore[misc]
    """The password once more, before something that matters."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["password"].label = _("密码")
        self.fields["password"].widget.attrs.pop("placeholder", None)

    def clean_password(self) -> str:
        with counting_failures(self.user, wrong=_("密码不对，请重新输入。")):
            return str(super().clean_password())


class CountedCode:
    """A second factor whose failures count like wrong passwords, in the database."""

    user: User
    fields: dict[str, forms.Field]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        name_code_field(self.fields["code"])

    def clean_code(self) -> str:
        with counting_failures(self.user, wrong=WRONG_CODE):
            return str(super().clean_code())  # type: ignore[misc]


class SecondFactorForm(CountedCode, AuthenticateForm):  # type: ignore[misc]
    """The code at login."""


class SecondFactorAgainForm(CountedCode, ReauthenticateForm):  # type: ignore[misc]
    """The code once more, before something that matters."""


class SetUpSecondFactorForm(ActivateTOTPForm):  # type: ignore[misc]
    """The first code from the app that was just set up."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        name_code_field(self.fields["code"])

    def clean_code(self) -> str:
        try:
            return str(super().clean_code())
        except ValidationError as error:
            raise ValidationError(WRONG_CODE) from error


def name_code_field(field: forms.Field) -> None:
    """One look for every field of a code."""
    field.label = _("验证码")
    field.help_text = _("手机验证器上的六位数字，或者一个备用码。")
    field.widget.attrs = {"autocomplete": "one-time-code", "inputmode": "text", "class": "input-short"}


class NewPasswordForm(forms.Form):
    """A new password, twice. `user` lends its attributes to the check of likeness."""

    password = forms.CharField(
        label=_("新密码"),
        strip=False,
        help_text=lazy(_password_rules, str)(),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
    again = forms.CharField(
        label=_("再输一次新密码"), strip=False, widget=forms.PasswordInput(attrs={"autocomplete": "new-password"})
    )

    def __init__(self, *args: Any, user: User | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user

    def clean_password(self) -> str:
        password = str(self.cleaned_data["password"])
        validate_password(password, self.user)
        return password

    def clean_again(self) -> str:
        again = str(self.cleaned_data["again"])
        if "password" in self.cleaned_data and again != self.cleaned_data["password"]:
            raise ValidationError(_("两次输入的密码不一样，请重新输入。"))
        return again


class ChangePasswordForm(NewPasswordForm):
    """The old password and a new one."""

    old = forms.CharField(
        label=_("原密码"), strip=False, widget=forms.PasswordInput(attrs={"autocomplete": "current-password"})
    )
    field_order = ("old", "password", "again")


class ActivationForm(NewPasswordForm):
    """What is printed on the slip, and a first password."""

    username = forms.CharField(
        label=_("账号"), max_length=40, widget=forms.TextInput(attrs={"autocomplete": "username", "autofocus": True})
    )
    code = forms.CharField(
        label=_("开通码"),
        max_length=20,
        help_text=_("凭条上的 12 位字母和数字，不分大小写，横线可以不输。"),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    field_order = ("username", "code", "password", "again")

    def clean(self) -> dict[str, Any]:
        """The person types the account name here first, so likeness to it is checked here too."""
        cleaned = super().clean() or self.cleaned_data
        if "password" in cleaned and cleaned.get("username", "").lower() == cleaned["password"].lower():
            self.add_error("password", _("密码不能和账号一样。"))
        return cleaned
