"""What the steps of a disclosure ask."""

from datetime import timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from zhijia.engines.cases.clocks import LocalLaw
from zhijia.engines.cases.flow import Turn
from zhijia.engines.documents.fields import CoveredPhotoField, EvidenceField
from zhijia.engines.documents.turn_forms import OnTurn, check_done, check_follows
from zhijia.services.openness.models import DisclosureText
from zhijia.services.openness.rules.catalogue import Channel, Matter
from zhijia.ui.widgets import DayInput

AREA = forms.Textarea({"rows": 12})


BOARD = "公开栏照片"
"""What such a photo is called in the file; kept, so in Chinese."""


class CoveredField(forms.BooleanField):
    """Somebody looked at the photo: what the text may not say, the board on it does not say either."""

    def __init__(self, *, required: bool = True) -> None:
        super().__init__(
            required=required,
            label=_("已核对：照片上没有人脸特写、证件号码、手机号码、银行卡号和工资明细，有的已经遮盖"),
        )


class DraftForm(OnTurn, forms.Form):
    """拟稿: what everybody will read."""

    text = forms.CharField(
        label=_("公开内容"),
        max_length=20_000,
        widget=AREA,
        help_text=_("不写个人的证件号码、手机号码、银行卡号和工资明细。本期没有发生的，写明没有发生。"),
    )
    scan = EvidenceField(label=_("附件"), required=False)

    def __init__(self, *args: Any, turn: Turn, **options: Any) -> None:
        last = DisclosureText.objects.filter(disclosure=turn.record).order_by("-version").first()
        options.setdefault("initial", {"text": last.text if last else ""})
        super().__init__(*args, turn=turn, **options)


class CorrectForm(DraftForm):
    """更正: why; the text that hangs stays until the new one is published."""

    reason = forms.CharField(label=_("更正原因"), max_length=500, widget=forms.Textarea({"rows": 2}))
    field_order = ("reason", "text", "scan")


class ClearForm(forms.Form):
    """审核: personal data and trade secrets were looked for by somebody else than the author."""

    is_private = forms.BooleanField(label=_("已核对：内容没有不应公开的个人信息"))
    is_secret = forms.BooleanField(
        label=_("涉及商业秘密，内容不公开"),
        required=False,
        help_text=_("职工仍能看到有这件事、什么时候公开和不公开的理由，看不到内容。"),
    )
    secret_reason = forms.CharField(label=_("不公开的理由"), max_length=300, required=False)

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        if given.get("is_secret") and not given.get("secret_reason"):
            self.add_error("secret_reason", _("涉及商业秘密的，请写明理由，职工会看到。"))
        return given


class PublishForm(OnTurn, forms.Form):
    """发布: where, from when to when."""

    channels = forms.MultipleChoiceField(
        label=_("公开渠道"), choices=Channel.choices, widget=forms.CheckboxSelectMultiple
    )
    from_on = forms.DateField(label=_("公开自"), widget=DayInput())
    to_on = forms.DateField(label=_("公开至"), widget=DayInput())
    scan = CoveredPhotoField(label=_("公开栏照片"), shows=BOARD, required=False, help_text=_("也可以张贴以后补充。"))
    is_covered = CoveredField(required=False)

    def __init__(self, *args: Any, turn: Turn, **options: Any) -> None:
        posting = LocalLaw().rule("openness.posting", place=turn.case.place, on=turn.today)
        days = posting.number if posting.value is not None else 0
        options.setdefault(
            "initial",
            {
                "channels": turn.record.item.channels.split(","),
                "from_on": turn.today,
                "to_on": turn.today + timedelta(days=days),
            },
        )
        super().__init__(*args, turn=turn, **options)

    def clean_from_on(self) -> Any:
        earlier = (self.turn.record.happened_on, _("发生（生效）日期"))
        return check_done(self.cleaned_data["from_on"], self.turn, earlier)

    def clean_to_on(self) -> Any:
        return check_follows(self.cleaned_data["to_on"], (self.turn.today, _("今天")))

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        if given.get("scan") and not given.get("is_covered"):
            self.add_error("is_covered", _("上传照片的，请先核对照片上没有个人信息。"))
        return given


class PhotoForm(forms.Form):
    """补充照片: of the board, taken with the phone."""

    scan = CoveredPhotoField(label=_("公开栏照片"), shows=BOARD)
    is_covered = CoveredField()


class HappenedForm(OnTurn, forms.Form):
    """登记事件: something that is disclosed each time it happens."""

    matter = forms.ChoiceField(label=_("公开事项"), choices=())
    title = forms.CharField(label=_("标题"), max_length=120, min_length=4)
    happened_on = forms.DateField(label=_("发生（生效）日期"), widget=DayInput())

    def __init__(self, *args: Any, turn: Turn, **options: Any) -> None:
        options.setdefault("initial", {"happened_on": turn.today})
        super().__init__(*args, turn=turn, **options)
        codes = turn.record.items.order_by("pk").values_list("matter", flat=True)
        self.fields["matter"].choices = [(code, Matter(code).label) for code in codes]  # type: ignore[attr-defined]

    def clean_happened_on(self) -> Any:
        return check_done(self.cleaned_data["happened_on"], self.turn)
