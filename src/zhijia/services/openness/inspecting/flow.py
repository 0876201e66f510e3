"""The flow of an examination: looked at, in order or an opinion to the employer, answered, accepted by the union (B8).

The employer puts it right and never says that it is settled: another post of the union accepts it, or sends it back.
"""

from collections.abc import Sequence
from datetime import date

from zhijia.engines.cases.addresses import case_url
from zhijia.engines.cases.flow import ClockStart, Flow, Move, State, Wanted, register_flow
from zhijia.engines.cases.models import Case
from zhijia.engines.cases.paper_entries import check_papers_confirmed, confirming_move, wanted_confirmations
from zhijia.engines.cases.sharing import employer_party
from zhijia.engines.cases.sides import BY_EMPLOYER, BY_UNION, WHO_UNION, check_acts_for_union
from zhijia.engines.cases.standing import Standing, records_in_order
from zhijia.engines.documents.turn_forms import ReasonForm
from zhijia.lib.sentences import gettext_noop as _
from zhijia.services.openness.inspecting import acts, checks, events, forms, letters
from zhijia.services.openness.inspecting.opening import FLOW
from zhijia.services.openness.models import Delivery, OpennessCheck
from zhijia.services.openness.queries import role_of

EXAMINING = State("examining", _("检查中"))
OPINED = State("opined", _("待整改答复"))
ANSWERED = State("answered", _("待验收"))
PASSED = State("passed", _("没有发现问题"), is_final=True)
ACCEPTED = State("accepted", _("整改合格"), is_final=True)
DROPPED = State("dropped", _("已取消"), is_final=True)
STATES = (EXAMINING, OPINED, ANSWERED, PASSED, ACCEPTED, DROPPED)
RECTIFYING = "rectifying"


def rectify_by(check: OpennessCheck) -> date | None:
    return check.again_by or check.rectify_by


RECTIFYING_CLOCK = ClockStart(RECTIFYING, _("完成整改并答复"), "term", promised=rectify_by)

MOVES = (
    Move(
        "examine",
        _("登记检查情况"),
        frozenset({"examining"}),
        None,
        events.EXAMINED,
        **BY_UNION,
        form=forms.ExamineForm,
        act=acts.examine,
        help=_("逐项核对：应当公开的有没有公开、是否及时、内容是否真实完整、公开的地点和时长。"),
    ),
    Move(
        "send_opinion",
        _("发监督意见书"),
        frozenset({"examining"}),
        "opined",
        events.OPINION_SENT,
        **BY_UNION,
        form=forms.OpinionForm,
        guards=(checks.check_found,),
        judges=(checks.judge_problems,),
        act=acts.send_opinion,
        document=letters.OPINION,
        starts=(RECTIFYING_CLOCK,),
        help=_("意见书列出登记的全部问题；用人单位逐项整改并在期限内答复。"),
    ),
    Move(
        "finish",
        _("没有发现问题，结束检查"),
        frozenset({"examining"}),
        "passed",
        events.PASSED,
        **BY_UNION,
        guards=(checks.check_in_order,),
        act=acts.finish,
    ),
    Move(
        "answer",
        _("登记整改答复"),
        frozenset({"opined"}),
        "answered",
        events.ANSWERED,
        **BY_EMPLOYER,
        form=forms.AnswerForm,
        act=acts.answer,
        stops=(RECTIFYING,),
        party_label=_("答复整改情况"),
    ),
    Move(
        "accept",
        _("验收合格"),
        frozenset({"answered"}),
        "accepted",
        events.ACCEPTED,
        **BY_UNION,
        form=forms.AcceptForm,
        guards=(check_papers_confirmed, checks.check_other_person),
        act=acts.accept,
        help=_("由录入答复以外的岗位核对整改结果。用人单位不能自己销号。"),
    ),
    Move(
        "send_back",
        _("退回整改"),
        frozenset({"answered"}),
        "opined",
        events.SENT_BACK,
        **BY_UNION,
        form=forms.SendBackForm,
        act=acts.send_back,
        starts=(RECTIFYING_CLOCK,),
        is_primary=False,
    ),
    Move(
        "drop",
        _("取消检查"),
        frozenset({"examining"}),
        "dropped",
        events.DROPPED,
        **BY_UNION,
        form=ReasonForm,
        act=acts.drop,
        is_primary=False,
    ),
    confirming_move(
        states=frozenset({"answered"}), event=events.PAPER_CONFIRMED, may=check_acts_for_union, who=WHO_UNION
    ),
)


def records_of(cases: Sequence[Case]) -> Sequence[OpennessCheck]:
    """Without their plans, which the employer does not see."""
    return records_in_order(cases, OpennessCheck.objects.all())


def wants(standing: Standing) -> Sequence[Wanted]:
    """The union examines and accepts; the employer answers where the opinion reached it here, else the union enters it."""
    case, check = standing.case, standing.record
    by_union = {"examining": "examine", "answered": "accept"}
    wanted = [*wanted_confirmations(standing)]
    if verb := by_union.get(case.state):
        wanted.append(Wanted(verb, case.union_id, role=role_of(case)))
    elif case.state == "opined":
        due_on = rectify_by(check)
        if check.delivery == Delivery.ONLINE and case.enterprise_id is not None:
            wanted.append(Wanted("answer", party=employer_party(case.enterprise_id), due_on=due_on))
        else:
            wanted.append(Wanted("answer", case.union_id, role=role_of(case), due_on=due_on))
    return wanted


CHECK_FLOW = register_flow(
    Flow(
        code=FLOW,
        label=_("厂务公开监督检查"),
        prefix="GC",
        states=STATES,
        initial=EXAMINING.code,
        opened=events.OPENED,
        moves=MOVES,
        records_of=records_of,
        wants=wants,
        url_of=lambda case: case_url(case.pk),
    )
)
