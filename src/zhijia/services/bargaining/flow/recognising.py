"""Whom a regional or industry contract binds: enterprises recognise it, one by one or many at once, and leave it (§A5)."""

from zhijia.engines.cases.flow import Move
from zhijia.lib.sentences import gettext_noop as _
from zhijia.services.bargaining import events
from zhijia.services.bargaining.acts import recognising as acts
from zhijia.services.bargaining.acts.putting_before import ask_recognition
from zhijia.services.bargaining.checks import parties
from zhijia.services.bargaining.checks.recognising import check_covers_some, check_is_joint
from zhijia.services.bargaining.flow.states import IN_FORCE
from zhijia.services.bargaining.forms import recognising as forms
from zhijia.services.bargaining.forms.recognition import AskRecognitionForm

SIGNED = IN_FORCE | {"signed", "filed", "supplementing", "objected"}

MOVES = (
    Move(
        "ask_recognition",
        _("请用人单位确认"),
        SIGNED,
        None,
        events.RECOGNITION_SENT,
        **parties.by_union_if(check_is_joint),
        form=AskRecognitionForm,
        act=ask_recognition,
        is_primary=False,
        help=_("把合同送达有授权联系人的单位，由对方在自己的界面确认或者说明理由。每家单位是单独的事项，互相看不见。"),
    ),
    Move(
        "recognise",
        _("登记确认单位"),
        SIGNED,
        None,
        events.RECOGNISED,
        **parties.by_union_if(check_is_joint),
        form=forms.RecogniseForm,
        act=acts.recognise,
        is_primary=False,
        help=_("逐家登记确认适用本合同的单位、确认日期和覆盖职工。没有确认的单位不计入覆盖。"),
    ),
    Move(
        "end_coverage",
        _("登记单位退出"),
        SIGNED,
        None,
        events.COVERAGE_ENDED,
        **parties.by_union_if(check_covers_some),
        form=forms.LeaveForm,
        act=acts.end_coverage,
        is_primary=False,
        help=_("注销、迁出等原因不再适用本合同的单位，自登记之日起不计入覆盖。"),
    ),
)
