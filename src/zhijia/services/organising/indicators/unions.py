"""The numbers of organising: unions, enterprises, coverage, terms, posts. Their facts are in migrations/0003_counting.py."""

from collections.abc import Mapping, Sequence
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from zhijia.engines.indicators.definitions import Indicator, Kind, publish
from zhijia.engines.indicators.subjects import SubjectList, SubjectRow, show_subjects
from zhijia.engines.indicators.thresholds import declare_threshold
from zhijia.lib.sentences import gettext_noop
from zhijia.organisation.models import Enterprise, Post, Union
from zhijia.organisation.models.unions import UnionKind
from zhijia.ui.reader import day_read

GOAL = gettext_noop("建设和谐")
LARGE_ENTERPRISE = "organising.large_enterprise"
LARGE_ENTERPRISE_PARAMETER = "union.target.employees"

UNION = "organisation.union"
ENTERPRISE = "organisation.enterprise"
POST = "organisation.post"

UNION_WORDS = {
    UnionKind.CITY: gettext_noop("市总工会数"),
    UnionKind.COUNTY: gettext_noop("县（市、区）总工会数"),
    UnionKind.ZONE: gettext_noop("开发区工会数"),
    UnionKind.BUREAU: gettext_noop("局（公司）工会数"),
    UnionKind.TOWN: gettext_noop("乡镇（街道）工会数"),
    UnionKind.INDUSTRY_FEDERATION: gettext_noop("行业工会联合会数"),
    UnionKind.ENTERPRISE: gettext_noop("企业工会数"),
    UnionKind.JOINT: gettext_noop("联合工会数"),
    UnionKind.BRANCH: gettext_noop("工会分会数"),
    UnionKind.GROUP: gettext_noop("工会小组数"),
}

publish(
    *(
        Indicator(
            code=f"organising.unions.{kind.value}",
            name=name,
            definition=gettext_noop("当日已成立、未撤销的该类工会组织个数。成立日期不明的，视为一直存在。"),
            unit=gettext_noop("个"),
            family="organising_unions",
            subject=UNION,
            goal=GOAL,
        )
        for kind, name in UNION_WORDS.items()
    ),
    Indicator(
        code="organising.grassroots_unions",
        name=gettext_noop("基层工会数"),
        definition=gettext_noop("当日已成立、未撤销的企业工会和联合工会个数，不含工会分会和工会小组。"),
        unit=gettext_noop("个"),
        family="organising_unions",
        subject=UNION,
        goal=GOAL,
    ),
    Indicator(
        code="organising.enterprises",
        name=gettext_noop("用人单位数"),
        definition=gettext_noop("当日已成立、未注销的用人单位个数，按当日属地工会统计。"),
        unit=gettext_noop("家"),
        family="organising_enterprises",
        subject=ENTERPRISE,
        goal=GOAL,
    ),
    Indicator(
        code="organising.enterprises_with_union",
        name=gettext_noop("已建会用人单位数"),
        definition=gettext_noop("当日被至少一个未撤销的工会覆盖的用人单位个数。一家被几个工会覆盖的，只计一家。"),
        unit=gettext_noop("家"),
        family="organising_enterprises",
        subject=ENTERPRISE,
        goal=GOAL,
    ),
    Indicator(
        code="organising.coverage",
        name=gettext_noop("规模以上用人单位建会率"),
        definition=gettext_noop(
            "分母：当日职工总数达到建会对象人数的用人单位，按属地统计，没有工会的也算在内。分子：其中被工会覆盖的。"
            "职工总数没有填写的不计入。"
        ),
        unit="%",
        family="organising_enterprises",
        subject=ENTERPRISE,
        kind=Kind.RATIO,
        goal=GOAL,
        parameter=LARGE_ENTERPRISE_PARAMETER,
    ),
    Indicator(
        code="organising.terms_expired",
        name=gettext_noop("届满未换届工会数"),
        definition=gettext_noop("当日本届已经届满的未撤销工会个数。自本届截止之日起计，换届后不再计入。"),
        unit=gettext_noop("个"),
        family="organising_unions",
        subject=UNION,
        goal=GOAL,
        is_less_better=True,
    ),
    Indicator(
        code="organising.posts_vacant",
        name=gettext_noop("空缺岗位数"),
        definition=gettext_noop("当日没有人任职的未撤销岗位个数。有人代理的仍算空缺；录入之前是否空缺无从知道，不计。"),
        unit=gettext_noop("个"),
        family="organising_posts",
        subject=POST,
        goal=GOAL,
        is_less_better=True,
    ),
)
declare_threshold(LARGE_ENTERPRISE, parameter_key=LARGE_ENTERPRISE_PARAMETER)


def describe_unions(ids: Sequence[int], **_list: object) -> Mapping[int, SubjectRow]:
    return {
        union.pk: SubjectRow(
            label=union.name,
            url=reverse("organising:union", args=[union.pk]),
            cells=(union.get_kind_display(), union.parent.name if union.parent else "", _day(union.term_to)),
        )
        for union in Union.objects.filter(pk__in=ids).select_related("parent").order_by("pk")
    }


def describe_enterprises(ids: Sequence[int], **_list: object) -> Mapping[int, SubjectRow]:
    return {
        enterprise.pk: SubjectRow(
            label=enterprise.name,
            url=reverse("organising:enterprise", args=[enterprise.pk]),
            cells=(
                enterprise.territory.name,
                enterprise.credit_code,
                _("未填") if enterprise.headcount is None else str(enterprise.headcount),
            ),
        )
        for enterprise in Enterprise.objects.filter(pk__in=ids).select_related("territory").order_by("pk")
    }


def describe_posts(ids: Sequence[int], **_list: object) -> Mapping[int, SubjectRow]:
    return {
        post.pk: SubjectRow(
            label=post.title,
            url=reverse("organising:union", args=[post.union_id]),
            cells=(post.union.name, post.get_role_display(), post.get_line_display()),
        )
        for post in Post.objects.filter(pk__in=ids).select_related("union").order_by("pk")
    }


def _day(day: date | None) -> str:
    return day_read(day) if day else _("未填")


show_subjects(
    SubjectList(
        UNION,
        gettext_noop("工会组织"),
        (gettext_noop("类别"), gettext_noop("上级工会"), gettext_noop("本届止")),
        describe_unions,
    )
)
show_subjects(
    SubjectList(
        ENTERPRISE,
        gettext_noop("用人单位"),
        (gettext_noop("属地工会"), gettext_noop("统一社会信用代码"), gettext_noop("职工总数")),
        describe_enterprises,
    )
)
show_subjects(
    SubjectList(
        POST, gettext_noop("岗位"), (gettext_noop("工会"), gettext_noop("角色"), gettext_noop("条线")), describe_posts
    )
)
