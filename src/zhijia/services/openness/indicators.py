"""The numbers of open affairs (B10): established, in time, late, read, satisfied, answered, and a rating of transparency."""

from collections.abc import Mapping, Sequence

from django.utils.translation import gettext as _

from zhijia.engines.cases.addresses import case_url
from zhijia.engines.indicators.definitions import PERCENT, Indicator, Kind, publish
from zhijia.engines.indicators.subjects import SubjectList, SubjectRow, show_subjects
from zhijia.engines.indicators.thresholds import declare_threshold
from zhijia.lib.sentences import gettext_noop
from zhijia.services.openness.models import Disclosure, DisclosureQuestion
from zhijia.services.openness.presenting.words import title_read
from zhijia.ui.reader import day_read

DISCLOSURE, QUESTION, ENTERPRISE = "openness.disclosure", "openness.question", "organisation.enterprise"
LEAST_ANSWERS = "statistics.least_answers"
declare_threshold("openness.least_answers", parameter_key=LEAST_ANSWERS)

publish(
    Indicator(
        code="openness.established",
        name=gettext_noop("厂务公开建制率"),
        definition=gettext_noop(
            "分母：当日被工会覆盖的用人单位，一家只计一次。"
            "分子：其中本年度厂务公开计划已经施行、确定了第一责任人、没有逾期未公开事项的。"
        ),
        unit=PERCENT,
        family="openness_employers",
        subject=ENTERPRISE,
        kind=Kind.RATIO,
    ),
    Indicator(
        code="openness.in_time",
        name=gettext_noop("公开及时率"),
        definition=gettext_noop(
            "分母：最近一年内公开的，和公开期限已过的事项；上级工会同意本期不公开的不计。"
            "分子：其中在期限内首次公开、没有撤回的。"
        ),
        unit=PERCENT,
        family="openness_disclosures",
        subject=DISCLOSURE,
        kind=Kind.RATIO,
    ),
    Indicator(
        code="openness.late",
        name=gettext_noop("逾期未公开事项"),
        definition=gettext_noop("当日公开期限已过、还没有公开的事项；上级工会同意本期不公开的不计。"),
        unit=gettext_noop("项"),
        family="openness_disclosures",
        subject=DISCLOSURE,
        is_less_better=True,
    ),
    Indicator(
        code="openness.read",
        name=gettext_noop("公开内容阅读率"),
        definition=gettext_noop(
            "分母：最近一年内公开、没有撤回的每一项的应读人数，即公开时登记的职工人数；人数没有登记的不计。"
            "分子：其中在手机上标记已读的人数。"
        ),
        unit=PERCENT,
        family="openness_disclosures",
        subject=DISCLOSURE,
        kind=Kind.RATIO,
        is_weighted=True,
    ),
    Indicator(
        code="openness.satisfied",
        name=gettext_noop("公开内容满意率"),
        definition=gettext_noop(
            "分母：最近一年内公开、没有撤回的每一项的评价人数；一项的评价人数不足规定的，不计。"
            "分子：其中满意和基本满意的人数。"
        ),
        unit=PERCENT,
        family="openness_disclosures",
        subject=DISCLOSURE,
        kind=Kind.RATIO,
        parameter=LEAST_ANSWERS,
        is_weighted=True,
    ),
    Indicator(
        code="openness.answered",
        name=gettext_noop("公开提问按期答复率"),
        definition=gettext_noop(
            "分母：最近一年内答复的，和答复期限已过的职工提问；本地没有规定期限的不计。分子：其中在期限内答复的。"
        ),
        unit=PERCENT,
        family="openness_questions",
        subject=QUESTION,
        kind=Kind.RATIO,
    ),
    Indicator(
        code="openness.transparency",
        name=gettext_noop("厂务公开透明度"),
        definition=gettext_noop(
            "本系统建议的口径，没有上级规定。分母：最近一年内公开的，和公开期限已过的每一项60分；知道应读人数的加20分；"
            "评价人数达到规定的加20分；每个到期或者已答复的提问加10分。"
            "分子：按期公开得60分，阅读率和满意率按比例各得最多20分，按期答复的提问每个得10分。撤回的不得分。"
        ),
        unit=PERCENT,
        family="openness_disclosures",
        subject=DISCLOSURE,
        kind=Kind.RATIO,
        parameter=LEAST_ANSWERS,
        is_weighted=True,
    ),
)


def describe_disclosures(ids: Sequence[int], **_list: object) -> Mapping[int, SubjectRow]:
    """Disclosures by id; one that this reader may not see keeps its number in the count and is left out here."""
    rows = Disclosure.objects.filter(pk__in=ids).select_related("case", "item__plan__enterprise").order_by("pk")
    return {
        row.pk: SubjectRow(
            label=title_read(row),
            url=case_url(row.case_id),
            cells=(
                row.item.plan.enterprise.name,
                day_read(row.due_on) if row.due_on else "",
                day_read(row.published_on) if row.published_on else _("未公开"),
            ),
        )
        for row in rows
    }


def describe_questions(ids: Sequence[int], **_list: object) -> Mapping[int, SubjectRow]:
    """Questions by id, never who asked."""
    rows = DisclosureQuestion.objects.filter(pk__in=ids).select_related("disclosure__item").order_by("pk")
    return {
        row.pk: SubjectRow(
            label=title_read(row.disclosure),
            url=case_url(row.case_id),
            cells=(
                day_read(row.asked_on),
                day_read(row.due_on) if row.due_on else "",
                day_read(row.answered_on) if row.answered_on else _("未答复"),
            ),
        )
        for row in rows
    }


show_subjects(
    SubjectList(
        DISCLOSURE,
        gettext_noop("公开事项"),
        (gettext_noop("用人单位"), gettext_noop("公开期限"), gettext_noop("公开日期")),
        describe_disclosures,
    )
)
show_subjects(
    SubjectList(
        QUESTION,
        gettext_noop("职工提问"),
        (gettext_noop("提问日期"), gettext_noop("答复期限"), gettext_noop("答复日期")),
        describe_questions,
    )
)
