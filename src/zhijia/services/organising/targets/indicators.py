"""The numbers of the drive (services §K, A09) and the four clears: how many, where, why not, by whom and when."""

from collections.abc import Mapping, Sequence

from django.utils.translation import gettext as _

from zhijia.engines.cases.addresses import case_url
from zhijia.engines.indicators.definitions import Indicator, Kind, publish
from zhijia.engines.indicators.subjects import SubjectList, SubjectRow, show_subjects
from zhijia.lib.sentences import gettext_noop
from zhijia.services.organising.indicators.unions import GOAL
from zhijia.services.organising.targets.codes import Obstacle
from zhijia.services.organising.targets.flow import TARGET_FLOW
from zhijia.services.organising.targets.models import OrganisingTarget
from zhijia.services.organising.targets.presenting import words_of

TARGET, FAMILY = "organising.target", "organising_targets"


def _count(code: str, name: str, definition: str, *, is_less_better: bool = False, parameter: str = "") -> Indicator:
    return Indicator(
        code=code,
        name=name,
        definition=definition,
        unit=gettext_noop("家"),
        family=FAMILY,
        subject=TARGET,
        goal=GOAL,
        is_less_better=is_less_better,
        parameter=parameter,
    )


def _share(code: str, name: str, definition: str) -> Indicator:
    return Indicator(
        code=code,
        name=name,
        definition=definition,
        unit="%",
        family=FAMILY,
        subject=TARGET,
        kind=Kind.RATIO,
        goal=GOAL,
    )


publish(
    _count(
        "organising.targets",
        gettext_noop("建会对象数"),
        gettext_noop("当日在名单中、还没有建会也没有移出的用人单位。"),
    ),
    _count(
        "organising.targets_stalled",
        gettext_noop("久未接触的建会对象数"),
        gettext_noop("已核实、还没有同意筹备的建会对象，自核实或者最近一次接触起超过转红灯天数没有接触的。"),
        is_less_better=True,
        parameter="organising.silence.red",
    ),
    _share(
        "organising.targets_verified",
        gettext_noop("数量地址清"),
        gettext_noop("分母：当日在名单中的建会对象。分子：其中已经核实的。"),
    ),
    _share(
        "organising.targets_explained",
        gettext_noop("未建原因清"),
        gettext_noop("分母：当日在名单中的建会对象。分子：其中登记了建会障碍的。"),
    ),
    _share(
        "organising.targets_planned",
        gettext_noop("建会计划清"),
        gettext_noop("分母：当日在名单中的建会对象。分子：其中落实了责任干部和建会期限的。"),
    ),
    _share(
        "organising.targets_done",
        gettext_noop("建会对象建会率"),
        gettext_noop("分母：到当日为止列入过名单的用人单位，注销和迁出的除外。分子：其中已经被工会覆盖的。"),
    ),
)


def describe_targets(ids: Sequence[int], **_list: object) -> Mapping[int, SubjectRow]:
    """Targets by id; one that this reader may not see keeps its number in the count and is left out here."""
    rows = OrganisingTarget.objects.filter(pk__in=ids).select_related("case", "enterprise").order_by("pk")
    return {
        row.pk: SubjectRow(
            label=row.enterprise.name,
            url=case_url(row.case_id),
            cells=(
                row.case.number,
                row.get_priority_display(),
                _(TARGET_FLOW.state(row.case.state).label),
                words_of(Obstacle, row.obstacles),
                row.cadre_label,
            ),
        )
        for row in rows
    }


show_subjects(
    SubjectList(
        TARGET,
        gettext_noop("建会对象"),
        (
            gettext_noop("编号"),
            gettext_noop("类别"),
            gettext_noop("阶段"),
            gettext_noop("建会障碍"),
            gettext_noop("责任干部"),
        ),
        describe_targets,
    )
)
