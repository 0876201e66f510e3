"""One employer before a regional or industry contract: it recognises, or declines with a reason (bargaining-congress §A5).

What comes on paper is entered on the contract's own case (`recognising`), with its scan and a second post.
"""

from collections.abc import Sequence

from django.urls import reverse

from zhijia.engines.cases.flow import Flow, Move, State, Wanted, register_flow
from zhijia.engines.cases.models import Case
from zhijia.engines.cases.sharing import employer_party
from zhijia.engines.cases.standing import Standing, records_in_order
from zhijia.lib.sentences import gettext_noop as _
from zhijia.organisation.models.outside import PartyKind
from zhijia.services.bargaining import events
from zhijia.services.bargaining.acts import recognition as acts
from zhijia.services.bargaining.checks import parties
from zhijia.services.bargaining.checks import recognition as checks
from zhijia.services.bargaining.forms import recognition as forms
from zhijia.services.bargaining.models import Recognition

ASKED = "asked"
WHO = _("用人单位的授权联系人；纸质确认由工会在合同事项中登记")
EMPLOYERS = frozenset({str(PartyKind.EMPLOYER)})
MOVES = (
    Move(
        "recognise",
        _("确认适用合同"),
        frozenset({ASKED}),
        "recognised",
        events.RECOGNITION_GIVEN,
        may=checks.check_is_asked,
        who=WHO,
        parties=EMPLOYERS,
        form=forms.RecognisedForm,
        guards=(checks.check_still_binds,),
        act=acts.recognise,
        help=_("自今天起，合同对本单位和职工适用。可以附上盖章的确认书。"),
    ),
    Move(
        "decline",
        _("不予确认"),
        frozenset({ASKED}),
        "declined",
        events.RECOGNITION_DECLINED,
        may=checks.check_is_asked,
        who=WHO,
        parties=EMPLOYERS,
        form=forms.DeclinedForm,
        act=acts.decline,
        is_primary=False,
    ),
    Move(
        "withdraw",
        _("撤回确认通知"),
        frozenset({ASKED}),
        "withdrawn",
        events.RECOGNITION_WITHDRAWN,
        **parties.BY_UNION,
        form=forms.WithdrawForm,
        act=acts.withdraw,
        is_primary=False,
        help=_("对方改用纸质答复、合同终止等原因不再需要在线确认的，撤回后可以登记纸质确认。"),
    ),
)


def records_of(cases: Sequence[Case]) -> Sequence[Recognition]:
    return records_in_order(cases, Recognition.objects.select_related("contract"))


def wants(standing: Standing) -> Sequence[Wanted]:
    recognition: Recognition = standing.record
    return [Wanted("recognise", party=employer_party(recognition.enterprise_id), due_on=recognition.reply_by)]


RECOGNITION_FLOW = register_flow(
    Flow(
        code="bargaining.recognition",
        label=_("合同确认"),
        prefix="QR",
        states=(
            State(ASKED, _("待用人单位确认")),
            State("recognised", _("已确认适用"), is_final=True),
            State("declined", _("不予确认"), is_final=True),
            State("withdrawn", _("已撤回"), is_final=True),
        ),
        initial=ASKED,
        opened=events.RECOGNITION_ASKED,
        moves=MOVES,
        records_of=records_of,
        wants=wants,
        url_of=lambda case: reverse("cases:case", args=[case.pk]),
    )
)
