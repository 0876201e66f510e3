"""The flow of a return: filled in, compiled (by those above the grass roots), signed, accepted by who adds it up (§A10)."""

from collections.abc import Mapping, Sequence

from zhijia.engines.cases.addresses import case_url
from zhijia.engines.cases.flow import Flow, Move, State, Wanted, register_flow
from zhijia.engines.cases.models import Case
from zhijia.engines.cases.sides import by
from zhijia.engines.cases.standing import Standing, by_case, records_in_order
from zhijia.engines.documents.turn_forms import ReasonForm
from zhijia.lib.sentences import gettext_noop as _
from zhijia.organisation.models.posts import Role
from zhijia.organisation.models.unions import FEDERATION_KINDS
from zhijia.services.statistics import acts, checks, events
from zhijia.services.statistics.forms import FillForm, HandOutForm, OverrideForm, SheetForm, SignForm
from zhijia.services.statistics.models import Filling, FormKind, Return
from zhijia.services.statistics.opening import FLOW

OPEN = State("open", _("填报中"))
COMPILED = State("compiled", _("待签发"))
SIGNED = State("signed", _("已上报"))
ACCEPTED = State("accepted", _("已审核"), is_final=True)


BY_FILLER = by(may=checks.check_is_filler, who=checks.FILLER, roles=checks.FILLERS)
BY_OFFICE = by(may=checks.check_is_office, who=checks.OFFICE, roles=checks.OFFICE_ROLES)
BY_SIGNER = by(may=checks.check_is_signer, who=checks.SIGNER, roles=checks.SIGNERS | {str(Role.CADRE)})
BY_SUPERIOR = by(may=checks.check_is_superior, who=checks.SUPERIOR, roles=checks.OFFICE_ROLES)
BY_CORRECTOR = by(may=checks.check_is_corrector, who=checks.SUPERIOR, roles=checks.OFFICE_ROLES)

MOVES = (
    Move(
        "hand_out",
        _("布置到所属工会"),
        frozenset({"open"}),
        None,
        events.HANDED_OUT,
        **BY_OFFICE,
        form=HandOutForm,
        guards=(checks.check_is_above,),
        act=acts.hand_out,
        is_primary=False,
        help=_("给直接归口本会的每一个工会发一张报表。已经发过的不再发；家数多的在后台接着发，报表页上看得到进度。"),
    ),
    Move(
        "fill",
        _("填写报表"),
        frozenset({"open"}),
        None,
        events.FILLED,
        **BY_FILLER,
        form=FillForm,
        act=acts.fill,
        help=_("只填系统算不出来的项目，没有的填0。系统计算的项目不用填。"),
    ),
    Move(
        "read_sheet",
        _("导入填好的报表"),
        frozenset({"open"}),
        None,
        events.READ_BACK,
        **BY_FILLER,
        form=SheetForm,
        act=acts.read_sheet,
        is_primary=False,
        help=_("先导出报表，在“填报数”一列填写，再导入。系统计算的项目改填的，要在“理由”一列写明理由。"),
    ),
    Move(
        "override",
        _("改填系统计算的数"),
        frozenset({"open"}),
        None,
        events.OVERRIDDEN,
        **BY_FILLER,
        form=OverrideForm,
        act=acts.override,
        is_primary=False,
        help=_("改填的数会标明“填报≠系统”，连同理由一起上报。资料有误的，先改资料。"),
    ),
    Move(
        "compile",
        _("汇总并提请签发"),
        frozenset({"open"}),
        "compiled",
        events.COMPILED,
        **BY_OFFICE,
        guards=(checks.check_is_above, checks.check_period_over),
        judges=(checks.judge_sheet,),
    ),
    Move(
        "sign",
        _("签发上报"),
        frozenset({"open", "compiled"}),
        "signed",
        events.SIGNED,
        **BY_SIGNER,
        form=SignForm,
        guards=(checks.check_compiled, checks.check_period_over),
        judges=(checks.judge_sheet,),
        act=acts.sign,
        may_lead_to=frozenset({"accepted"}),
        help=_("签发以后报表封存，此后资料的变动不再改变它。伪造、篡改统计资料的，依法承担责任。"),
    ),
    Move(
        "reopen",
        _("退回修改"),
        frozenset({"compiled"}),
        "open",
        events.REOPENED,
        **BY_OFFICE,
        form=ReasonForm,
        act=acts.reopen,
        is_primary=False,
    ),
    Move(
        "accept",
        _("审核通过"),
        frozenset({"signed"}),
        "accepted",
        events.ACCEPTED,
        **BY_SUPERIOR,
        act_on_all=acts.accept,
        help=_("审核通过以后计入本级汇总数。"),
    ),
    Move(
        "send_back",
        _("退回更正"),
        frozenset({"signed"}),
        "open",
        events.SENT_BACK,
        **BY_SUPERIOR,
        form=ReasonForm,
        act=acts.send_back,
        is_primary=False,
    ),
    Move(
        "correct",
        _("更正已审核的报表"),
        frozenset({"accepted"}),
        "open",
        events.CORRECTED,
        **BY_CORRECTOR,
        form=ReasonForm,
        act=acts.correct,
        is_primary=False,
        help=_("原来签发的报表作为旧版保留。更正以后重新签发、审核；已经签发的汇总表会注明与下级不一致。"),
    ),
)


def records_of(cases: Sequence[Case]) -> Sequence[Return]:
    return records_in_order(cases, Return.objects.select_related("survey", "union", "superior"))


def are_filled(standings: Sequence[Standing]) -> Mapping[int, bool]:
    """By case whether somebody has written into it."""
    returns = [standing.record.pk for standing in standings]
    rows = Filling.objects.filter(stat_return__in=returns).values_list("stat_return__case", flat=True)
    return by_case(standings, dict.fromkeys(rows, True), False)


def wants(standing: Standing) -> Sequence[Wanted]:
    """Handed out, filled in, compiled, signed by who leads, accepted by who adds up."""
    case, record = standing.case, standing.record
    due = case.due_on
    if case.state == "signed":
        return [Wanted("accept", record.superior_id, role=Role.CADRE)]
    if case.state == "compiled":
        return [
            Wanted(
                "sign",
                case.union_id,
                role=Role.LEADER if record.union.kind in FEDERATION_KINDS else Role.CADRE,
                due_on=due,
            )
        ]
    if record.form == FormKind.GRASSROOTS:
        verb = "sign" if standing.ask(are_filled) else "fill"
        return [Wanted(verb, case.union_id, role=Role.CHAIR, due_on=due)]
    verb = "compile" if record.handed_out_on else "hand_out"
    return [Wanted(verb, case.union_id, role=Role.CADRE, due_on=due)]


def url_of(case: Case) -> str:
    return case_url(case.pk)


RETURN_FLOW = register_flow(
    Flow(
        code=FLOW,
        label=_("统计年报"),
        prefix="TJ",
        states=(OPEN, COMPILED, SIGNED, ACCEPTED),
        initial=OPEN.code,
        opened=events.OPENED,
        moves=MOVES,
        records_of=records_of,
        wants=wants,
        url_of=url_of,
    )
)
