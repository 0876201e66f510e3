"""The numbers of members (domain/services §K: A03–A05). Their facts are in migrations/0003_counting.py.

Density is two numbers that are never mixed (§A10): over workers of unionised enterprises, and over all workers.
"""

from collections.abc import Mapping, Sequence

from django.urls import reverse

from zhijia.engines.indicators.definitions import Indicator, Kind, publish
from zhijia.engines.indicators.subjects import SubjectList, SubjectRow, show_subjects
from zhijia.lib.sentences import gettext_noop
from zhijia.organisation.models import Union
from zhijia.services.organising.indicators.unions import GOAL

REGISTER = "organising.register"
FAMILY = "organising_members"

COUNTED = {
    "members": (
        gettext_noop("会员数"),
        gettext_noop("当日在会的会员人数，按所在工会统计；一人只计一次，不论在几个单位工作。保留会籍的不计入。"),
    ),
    "members_women": (
        gettext_noop("女会员数"),
        gettext_noop("当日在会的女会员人数。性别没有登记的不计入。"),
    ),
    "members_migrant": (
        gettext_noop("农民工会员数"),
        gettext_noop("当日在会的农民工会员人数。没有登记是否农民工的不计入。"),
    ),
    "members_dispatched": (
        gettext_noop("劳务派遣会员数"),
        gettext_noop("当日在会的劳务派遣会员人数。没有登记的不计入。"),
    ),
    "members_new_form": (
        gettext_noop("新就业形态会员数"),
        gettext_noop("当日在会的新就业形态劳动者会员人数。没有登记的不计入。"),
    ),
    "members_retained": (
        gettext_noop("保留会籍人数"),
        gettext_noop("当日保留会籍的人数，例如退休、失业、单位关闭的；不计入会员数。"),
    ),
}

publish(
    *(
        Indicator(
            code=f"organising.{code}",
            name=name,
            definition=definition,
            unit=gettext_noop("人"),
            family=FAMILY,
            subject=REGISTER,
            kind=Kind.SUM,
            goal=GOAL,
        )
        for code, (name, definition) in COUNTED.items()
    ),
    Indicator(
        code="organising.density",
        name=gettext_noop("已建会单位职工入会率"),
        definition=gettext_noop(
            "分子：当日企业工会、联合工会（含分会、小组）在会的会员。分母：当日被工会覆盖的用人单位的职工总数，"
            "一家被几个工会覆盖的只计一次；职工总数没有填写的不计入。没有工会的单位不在内。"
        ),
        unit="%",
        family=FAMILY,
        subject=REGISTER,
        kind=Kind.RATIO,
        goal=GOAL,
        is_weighted=True,
    ),
    Indicator(
        code="organising.density_everywhere",
        name=gettext_noop("全部单位职工入会率"),
        definition=gettext_noop(
            "分子：当日在会的全部会员。分母：全部用人单位的职工总数，按属地统计，没有工会的也算在内；"
            "职工总数没有填写的不计入。"
        ),
        unit="%",
        family=FAMILY,
        subject=REGISTER,
        kind=Kind.RATIO,
        goal=GOAL,
        is_weighted=True,
    ),
)


def describe_registers(ids: Sequence[int], **_list: object) -> Mapping[int, SubjectRow]:
    """Unions, each leading on to its register of members."""
    return {
        union.pk: SubjectRow(
            label=union.name,
            url=f"{reverse('organising:members')}?under={union.pk}",
            cells=(union.get_kind_display(), union.parent.name if union.parent else ""),
        )
        for union in Union.objects.filter(pk__in=ids).select_related("parent").order_by("pk")
    }


show_subjects(
    SubjectList(
        REGISTER,
        gettext_noop("工会组织"),
        (gettext_noop("类别"), gettext_noop("上级工会")),
        describe_registers,
    )
)
