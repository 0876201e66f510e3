"""Forms of people, posts and accounts."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from zhijia.lib.normalise import tidy_name
from zhijia.organisation.entries import PostEntry
from zhijia.organisation.models.posts import FunctionLine, Role
from zhijia.organisation.permissions import can_fill_post
from zhijia.organisation.rules import ROLE_KINDS
from zhijia.organisation.scopes import Actor
from zhijia.services.organising.forms.fields import ActorForm, day_field, enterprise_field, person_field

FIND_PERSON = _("输入姓名；名单里没有的，请先在人员里录入。")


class PersonForm(forms.Form):
    """A person of a union, and the name of the account if there is to be one."""

    name = forms.CharField(label=_("姓名"), max_length=60)
    has_account = forms.BooleanField(label=_("同时建立账号"), required=False)
    username = forms.CharField(
        label=_("账号名"), max_length=40, required=False, help_text=_("不填则按编号自动生成；字母、数字、点或下划线。")
    )

    def clean_name(self) -> str:
        return tidy_name(self.cleaned_data["name"])


class AccountForm(forms.Form):
    """The name of an account."""

    username = forms.CharField(
        label=_("账号名"), max_length=40, required=False, help_text=_("不填则按编号自动生成；字母、数字、点或下划线。")
    )


class PostForm(forms.Form):
    """A post: roles are those that the kind of union has and that the actor may fill there."""

    role = forms.ChoiceField(label=_("角色"))
    title = forms.CharField(label=_("岗位名称"), max_length=60)
    line = forms.ChoiceField(label=_("条线"), required=False, choices=[("", _("不分条线")), *FunctionLine.choices])

    def __init__(self, *args: Any, actor: Actor, kind: str, path: str, **options: Any) -> None:
        super().__init__(*args, **options)
        fitting = [role for role in Role if kind in ROLE_KINDS[role] and can_fill_post(actor, path=path, role=role)]
        self.fields["role"].choices = [(role.value, role.label) for role in fitting]  # type: ignore[attr-defined]

    def entry(self) -> PostEntry:
        return PostEntry(**self.cleaned_data)


class AppointForm(ActorForm):
    """Who is to hold a post from when."""

    person = person_field(label=_("人员"), help_text=FIND_PERSON)
    from_on = day_field(_("任职日期"), required=True)
    to_on = day_field(_("任期截止"), help_text=_("没有确定的不填。"))


class HandOverForm(ActorForm):
    """Who takes a post, and from which day."""

    person = person_field(label=_("接任人"), help_text=FIND_PERSON)
    on = day_field(_("交接日期"), required=True, help_text=_("从这一天起由接任人任职，现任到前一天为止。"))


class DeputyForm(ActorForm):
    """Who stands in for a post, and until when."""

    person = person_field(label=_("代理人"), help_text=FIND_PERSON)
    from_on = day_field(_("代理自"), required=True)
    to_on = day_field(_("代理至"), required=True, help_text=_("从这一天起不再代理。"))


class EmployerForm(ActorForm):
    """Where a person works."""

    enterprise = enterprise_field(
        label=pgettext_lazy("one", "用人单位"), help_text=_("输入名称、拼音首字母或信用代码。")
    )
    from_on = day_field(_("自"), required=True)
    to_on = day_field(_("至"), help_text=_("仍在职的不填；从这一天起不再在职。"))


class EmployeeForm(ActorForm):
    """Who works for an enterprise."""

    person = person_field(label=_("人员"), help_text=FIND_PERSON)
    from_on = day_field(_("自"), required=True)
    to_on = day_field(_("至"), help_text=_("仍在职的不填；从这一天起不再在职。"))


class ResetForm(forms.Form):
    """Why a password is to be reset."""

    reason = forms.CharField(
        label=_("重置原因"),
        max_length=200,
        help_text=_("例如：本人忘记密码，已当面核实。另一岗位确认后，旧密码和手机验证器都失效。"),
    )


class AccountReasonForm(forms.Form):
    """Why an account is closed or opened again."""

    reason = forms.CharField(label=_("原因"), max_length=200, help_text=_("记入留痕，例如：退休、调离、长期借调。"))
