"""The numbers of the programme (services §K, E01, E05). Visits and issues are counted by their engines."""

from collections.abc import Mapping, Sequence

from django.urls import reverse
from django.utils.translation import get_language

from zhijia.engines.indicators.definitions import Indicator, Kind, publish
from zhijia.engines.indicators.subjects import SubjectList, SubjectRow, show_subjects
from zhijia.engines.indicators.thresholds import declare_threshold
from zhijia.lib.sentences import gettext_noop
from zhijia.services.contacts.models import Pair
from zhijia.ui.wording import full_date

PAIR = "contacts.pair"
LEAST_OPINIONS = "contacts.opinions"
declare_threshold(LEAST_OPINIONS, parameter_key=LEAST_OPINIONS)


def _counted(code: str, name: str, definition: str) -> Indicator:
    return Indicator(
        code=code, name=name, definition=definition, unit=gettext_noop("家工会"), family="contacts_pairs", subject=PAIR
    )


publish(
    _counted(
        "contacts.pairs",
        gettext_noop("挂钩企业工会数"),
        gettext_noop("经领导确认、还没有结束的挂钩，市级和县级合计。"),
    ),
    _counted(
        "contacts.city_pairs",
        gettext_noop("市级挂钩企业工会数"),
        gettext_noop("其中由市总工会干部挂钩的。"),
    ),
    _counted(
        "contacts.county_pairs",
        gettext_noop("县级挂钩企业工会数"),
        gettext_noop("其中由县（市、区）总工会干部挂钩的。"),
    ),
    Indicator(
        code="contacts.opinion",
        name=gettext_noop("基层评价满意度"),
        definition=gettext_noop(
            "分母：当年企业工会对挂钩干部的评价，每次计5分。分子：所得的分数。满规定家数的干部才计入；评价不记日期，按全年计。"
        ),
        unit="%",
        family="contacts_opinions",
        subject="organisation.post",
        kind=Kind.RATIO,
        parameter=LEAST_OPINIONS,
        is_weighted=True,
    ),
)


def describe_pairs(ids: Sequence[int], **_list: object) -> Mapping[int, SubjectRow]:
    """Pairs by id; one that this reader may not see keeps its number in the count and is left out here."""
    language = get_language() or "zh-hans"
    rows = Pair.objects.filter(pk__in=ids).select_related("case", "union").order_by("pk")
    return {
        pair.pk: SubjectRow(
            label=pair.union.name,
            url=reverse("cases:case", args=[pair.case_id]),
            cells=(
                pair.case.number,
                pair.get_level_display(),
                pair.cadre_label,
                full_date(pair.from_on, language=language) if pair.from_on else "",
            ),
        )
        for pair in rows
    }


show_subjects(
    SubjectList(
        PAIR,
        gettext_noop("挂钩"),
        (gettext_noop("编号"), gettext_noop("层级"), gettext_noop("挂钩干部"), gettext_noop("自")),
        describe_pairs,
    )
)
