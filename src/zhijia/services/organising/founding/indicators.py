"""The numbers of foundings: unions founded in a year, foundings that stand still (services §K: A08)."""

from collections.abc import Mapping, Sequence

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from zhijia.engines.cases.addresses import case_url
from zhijia.engines.indicators.definitions import Indicator, publish
from zhijia.engines.indicators.subjects import SubjectList, SubjectRow, show_subjects
from zhijia.lib.sentences import gettext_noop
from zhijia.services.organising.founding.flow import FOUNDING_FLOW
from zhijia.services.organising.founding.models import Founding
from zhijia.services.organising.indicators.unions import GOAL
from zhijia.ui.wording import full_date

FOUNDING = "organising.founding"
FAMILY = "organising_foundings"

publish(
    Indicator(
        code="organising.unions_founded",
        name=gettext_noop("新建工会数"),
        definition=gettext_noop("当年经建会程序批复成立的工会，按批复成立日期计，归批复的上级工会。"),
        unit=gettext_noop("家工会"),
        family=FAMILY,
        subject=FOUNDING,
        goal=GOAL,
    ),
    Indicator(
        code="organising.foundings_stalled",
        name=gettext_noop("停滞的建会数"),
        definition=gettext_noop("当日处于停滞的建会：在规定天数内没有任何进展。"),
        unit=gettext_noop("件"),
        family=FAMILY,
        subject=FOUNDING,
        goal=GOAL,
        is_less_better=True,
    ),
)


def describe_foundings(ids: Sequence[int], **_list: object) -> Mapping[int, SubjectRow]:
    """Foundings by id, each with where it stands."""
    language = get_language() or "zh-hans"
    rows = Founding.objects.filter(pk__in=ids).select_related("case", "case__union").order_by("pk")
    return {
        row.pk: SubjectRow(
            label=row.union_name,
            url=case_url(row.case_id),
            cells=(
                row.case.number,
                row.case.union.name,
                _(FOUNDING_FLOW.state(row.case.state).label),
                full_date(row.established_on, language=language) if row.established_on else "",
            ),
        )
        for row in rows
    }


show_subjects(
    SubjectList(
        FOUNDING,
        gettext_noop("建会"),
        (gettext_noop("编号"), gettext_noop("上级工会"), gettext_noop("状态"), gettext_noop("批复成立日期")),
        describe_foundings,
    )
)
