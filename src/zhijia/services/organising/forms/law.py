"""Forms of local corrections."""

import re
from collections.abc import Sequence
from fractions import Fraction

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from zhijia.engines.documents.fields import EvidenceField
from zhijia.engines.documents.storing import Upload
from zhijia.law.notices import NoticeError, read_days
from zhijia.law.resolver import all_parameters
from zhijia.law.spans import Unit
from zhijia.law.versions import UNIT_WORDS, Value
from zhijia.lib.phrases import noted
from zhijia.organisation.models import OverrideKind
from zhijia.organisation.scans import Scan
from zhijia.services.organising.forms.fields import day_field

SHARE = re.compile(r"(\d{1,4})/([1-9]\d{0,3})", re.ASCII)
YES_OR_NO = {"是": True, "否": False, "yes": True, "no": False}
UNIT_CHOICES = [
    ("", _("与参数相同")),
    *((unit.value, _(UNIT_WORDS[unit])) for unit in (Unit.NATURAL_DAY, Unit.WORKING_DAY, Unit.MONTH)),
]


class ParameterForm(forms.Form):
    """What a local text says of a parameter, or what this city promises beyond the law."""

    key = forms.ChoiceField(label=_("参数"))
    kind = forms.ChoiceField(
        label=_("性质"),
        choices=OverrideKind.choices,
        widget=forms.RadioSelect,
        initial=OverrideKind.TEXT,
        help_text=_(
            "本地规定与国家的规定并列：从宽的决定能不能办，从严的提醒；表决比例从严。自行承诺只提醒，不改变法定时限。"
        ),
    )
    value = forms.CharField(
        label=_("数值"),
        max_length=40,
        help_text=_("整数；比例写成 2/3；可以选用几个数的，用顿号或逗号隔开，例如 3、5；要求填“是”或者“否”。"),
    )
    unit = forms.ChoiceField(label=_("计量单位"), required=False, choices=UNIT_CHOICES)
    place = forms.ChoiceField(label=_("适用地区"), required=False)
    from_on = day_field(
        _("自"),
        required=True,
        help_text=_("从次日起；已经开始的期限不变。最低工资这类由当地公布的标准按公布的日期填。"),
    )
    to_on = day_field(_("至"), help_text=_("从这一天起不再适用；长期适用的不填。"))
    source = forms.CharField(label=_("依据"), max_length=300, help_text=_("文件名称和文号。"))
    article = forms.CharField(label=_("条款号"), max_length=60, required=False, help_text=_("例如：第十二条第二款。"))
    scan = EvidenceField(
        label=_("原文扫描件"),
        required=False,
        help_text=_("写明条款号并附原文的，按已核对原文处理；否则与已核对的国家规定不一致时只提醒。"),
    )
    reason = forms.CharField(label=_("理由"), max_length=300)

    def __init__(self, *args: object, places: Sequence[tuple[str, str]] = (), **options: object) -> None:
        super().__init__(*args, **options)  # type: ignore[arg-type]
        language = get_language() or "zh-hans"
        choices = [
            (key, noted(found.label_in(language), key, gettext)) for key, found in sorted(all_parameters().items())
        ]
        self.fields["key"].choices = choices  # type: ignore[attr-defined]
        self.fields["place"].choices = places  # type: ignore[attr-defined]

    def clean_value(self) -> Value:
        text = self.cleaned_data["value"].strip()
        if text in YES_OR_NO:
            return YES_OR_NO[text]
        if share := SHARE.fullmatch(text):
            return Fraction(int(share[1]), int(share[2]))
        numbers = [part.strip() for part in text.replace("、", ",").replace("，", ",").split(",")]
        if not all(part.isascii() and part.isdigit() and len(part) <= 9 for part in numbers):
            raise ValidationError(_("请填整数。"))
        return int(numbers[0]) if len(numbers) == 1 else tuple(map(int, numbers))

    def clean_kind(self) -> OverrideKind:
        return OverrideKind(self.cleaned_data["kind"])

    def clean_scan(self) -> Scan | None:
        uploads: list[Upload] = self.cleaned_data["scan"]
        if len(uploads) > 1:
            raise ValidationError(_("原文只附一份，请合并后上传。"))
        return Scan(uploads[0].filename, uploads[0].content_type, uploads[0].sha256) if uploads else None


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
