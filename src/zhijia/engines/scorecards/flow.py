"""The flow of a sheet: self → checker → review → spot check of the city → grade (services §E3, SC-01)."""

from collections.abc import Mapping, Sequence

from zhijia.engines.cases.addresses import case_url
from zhijia.engines.cases.flow import Flow, Move, State, Wanted, register_flow
from zhijia.engines.cases.models import Case
from zhijia.engines.cases.sides import OWN_ROLES, by
from zhijia.engines.cases.standing import Standing, by_case, records_in_order
from zhijia.engines.scorecards import acts, checks, events
from zhijia.engines.scorecards.forms import ScoreForm
from zhijia.engines.scorecards.models import Purpose, Score, Sheet, Stage
from zhijia.lib.sentences import gettext_noop as _
from zhijia.organisation.models.posts import OFFICE_ROLES, Role

OPENED = State("opened", _("待评分"))
SELF_SCORED = State("self_scored", _("待核查"))
CHECKED = State("checked", _("待复核"))
REVIEWED = State("reviewed", _("待评定"))
GRADED = State("graded", _("已评定"), is_final=True)
STATES = (OPENED, SELF_SCORED, CHECKED, REVIEWED, GRADED)


BY_UNION = by(may=checks.check_is_union, who=checks.UNION, roles=frozenset(map(str, OWN_ROLES)))
BY_CHECKER = by(may=checks.check_is_checker, who=checks.CHECKER, roles=OFFICE_ROLES)
BY_OFFICE = by(may=checks.check_is_office, who=checks.OFFICE, roles=OFFICE_ROLES)
BY_CITY = by(may=checks.check_is_city, who=checks.CITY, roles=OFFICE_ROLES)

MOVES = (
    Move(
        "self_score",
        _("自评"),
        frozenset({"opened"}),
        "self_scored",
        events.SELF_SCORED,
        **BY_UNION,
        form=ScoreForm,
        guards=(checks.check_is_rating,),
        act=acts.self_score,
    ),
    Move(
        "check",
        _("核查评分"),
        frozenset({"opened", "self_scored"}),
        "checked",
        events.CHECKED,
        **BY_CHECKER,
        form=ScoreForm,
        guards=(checks.check_order,),
        act=acts.check,
        may_lead_to=frozenset({"graded"}),
        help=_("自动项按登记的事实计算，不用填写；其他项写明得分和依据。"),
    ),
    Move(
        "review",
        _("复核评分"),
        frozenset({"checked"}),
        "reviewed",
        events.REVIEWED,
        **BY_OFFICE,
        form=ScoreForm,
        guards=(checks.check_not_checker,),
        act=acts.review,
    ),
    Move(
        "spot_check",
        _("市级抽查"),
        frozenset({"reviewed"}),
        None,
        events.SPOT_CHECKED,
        **BY_CITY,
        form=ScoreForm,
        guards=(checks.check_not_spotted,),
        act=acts.spot_check,
        is_primary=False,
    ),
    Move(
        "grade",
        _("评定等次"),
        frozenset({"reviewed"}),
        "graded",
        events.GRADED,
        **BY_OFFICE,
        guards=(checks.check_spotted,),
        act=acts.grade,
        help=_("总分取最后一个环节的得分；有一票否决的，定为最低等次。"),
    ),
)


def records_of(cases: Sequence[Case]) -> Sequence[Sheet]:
    return records_in_order(cases, Sheet.objects.select_related("sample"))


def are_spotted(standings: Sequence[Standing]) -> Mapping[int, bool]:
    """By case whether the city has checked it on the spot."""
    cases = [standing.case.pk for standing in standings]
    rows = Score.objects.filter(stage=Stage.SPOT, sheet__case__in=cases).values_list("sheet__case", flat=True)
    return by_case(standings, dict.fromkeys(rows, True), False)


def wants(standing: Standing) -> Sequence[Wanted]:
    """The union scores itself, the checker checks, the checker's office reviews and grades; what was drawn waits for the city."""
    case, sheet = standing.case, standing.record
    if case.state == "opened" and sheet.purpose == Purpose.RATING:
        return [Wanted("self_score", case.union_id, role=Role.CHAIR, due_on=case.due_on)]
    if case.state in ("opened", "self_scored"):
        return [Wanted("check", sheet.checker_union_id, post_id=sheet.checker_id, due_on=case.due_on)]
    if case.state == "reviewed" and sheet.sample and not standing.ask(are_spotted):
        return [Wanted("spot_check", sheet.sample.union_id, role=Role.CADRE, due_on=case.due_on)]
    verb = {"checked": "review", "reviewed": "grade"}[case.state]
    return [Wanted(verb, sheet.checker_union_id, role=Role.CADRE, due_on=case.due_on)]


def url_of(case: Case) -> str:
    return case_url(case.pk)


SHEET_FLOW = register_flow(
    Flow(
        code="scorecards.sheet",
        label=_("评分表"),
        prefix="PF",
        states=STATES,
        initial=OPENED.code,
        opened=events.OPENED,
        moves=MOVES,
        records_of=records_of,
        wants=wants,
        url_of=url_of,
    )
)
