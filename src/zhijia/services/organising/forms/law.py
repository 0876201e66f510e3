"""Forms of local corrections."""

import re
from fractions import Fraction

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from zhijia.law.notices import NoticeError, read_days
from zhijia.law.resolver import all_parameters
from zhijia.law.versions import Value
from zhijia.lib.phrases import noted
from zhijia.services.organising.forms.fields import day_field

SHARE = re.compile(r"(\d{1,4})/([1-9]\d{0,3})", re.ASCII)


class ParameterForm(forms.Form):
    """Another value for a parameter in this city."""

    key = forms.ChoiceField(label=_("参数"))
    value = forms.CharField(
        label=_("数值"),
        max_length=40,
        help_text=_("整数；比例写成 2/3；可以选用几个数的，用顿号或逗号隔开，例如 3、5。"),
    )
    from_on = day_field(_("自"), required=True)
    to_on = day_field(_("至"), help_text=_("从这一天起不再适用；长期适用的不填。"))
    reason = forms.CharField(label=_("理由"), max_length=300)
    source = forms.CharField(label=_("依据"), max_length=300, help_text=_("文件名称和文号。"))

    def __init__(self, *args: object, **options: object) -> None:
        super().__init__(*args, **options)  # type: ignore[arg-type]
        language = get_language() or "zh-hans"
        choices = [
            (key, noted(found.label_in(language), key, gettext)) for key, found in sorted(all_parameters().items())
        ]
        self.fields["key"].choices = choices  # type: ignore[attr-defined]

    def clean_value(self) -> Value:
        if share := SHARE.fullmatch(self.cleaned_data["value"].strip()):
            return Fraction(int(share[1]), int(share[2]))
        parts = self.cleaned_data["value"].replace("、", ",").replace("，", ",").split(",")
        numbers = [part.strip() for part in parts]
        if not all(part.isascii() and part.isdigit() and len(part) <= 9 for part in numbers):
            raise ValidationError(_("请填整数。"))
        return int(numbers[0]) if len(numbers) == 1 else tuple(map(int, numbers))


class DaysField(forms.CharField):
    """Days and spans of days as the notice writes them; read with the form, which knows the year."""

    widget = forms.Textarea(attrs={"rows": 8})


class NoticeForm(forms.Form):
    """The notice of holidays of a whole year."""

    year = forms.IntegerField(label=_("年份"), min_value=2004, max_value=2100)
    rests = DaysField(
        label=_("放假的日期"),
        max_length=2000,
        help_text=_("照通知抄写，一行一段，例如“1月1日至3日”；跨年的写明年份。周六、周日也写上。"),
    )
    works = DaysField(label=_("调休上班的日期"), max_length=2000, required=False)
    source = forms.CharField(label=_("依据"), max_length=300, help_text=_("通知名称和文号。"))

    def clean(self) -> dict[str, object]:
        given: dict[str, object] = super().clean() or {}
        year = given.get("year")
        for name in ("rests", "works"):
            if isinstance(year, int) and isinstance(text := given.get(name), str):
                try:
                    given[name] = read_days(text, year=year)
                except NoticeError as error:
                    self.add_error(name, _("“%(piece)s”不是日期，请按通知改写。") % {"piece": error.piece})
        return given


class DayForm(forms.Form):
    """A day that works or rests by a notice that the packaged calendar does not know."""

    day = day_field(_("日期"), required=True)
    is_workday = forms.TypedChoiceField(
        label=_("这一天"),
        choices=[("1", _("上班")), ("0", _("休息"))],
        coerce=lambda value: value == "1",
        widget=forms.RadioSelect,
    )
    source = forms.CharField(label=_("依据"), max_length=300, help_text=_("通知名称和文号。"))
