"""The numbers of supervision (bargaining-congress §A9, harmony-disputes §E.4). Their facts are in migrations/0003_facts.py."""

from collections.abc import Mapping, Sequence

from django.urls import reverse
from django.utils.translation import get_language

from zhijia.engines.indicators.definitions import Indicator, Kind, publish
from zhijia.engines.indicators.subjects import SubjectList, SubjectRow, show_subjects
from zhijia.lib.sentences import gettext_noop
from zhijia.services.supervision.models import Letter
from zhijia.ui.wording import full_date

LETTER = "supervision.letter"
FAMILY = "supervision_letters"

publish(
    Indicator(
        code="supervision.prompts",
        name=gettext_noop("监督提示函份数"),
        definition=gettext_noop("当年发出的提示函份数，按发出日期计。"),
        unit=gettext_noop("份"),
        family=FAMILY,
        subject=LETTER,
    ),
    Indicator(
        code="supervision.opinions",
        name=gettext_noop("监督意见书份数"),
        definition=gettext_noop("当年发出的监督意见书份数，按发出日期计。"),
        unit=gettext_noop("份"),
        family=FAMILY,
        subject=LETTER,
    ),
    Indicator(
        code="supervision.recommendations",
        name=gettext_noop("监督建议书份数"),
        definition=gettext_noop("当年发出的监督建议书份数，按发出日期计。"),
        unit=gettext_noop("份"),
        family=FAMILY,
        subject=LETTER,
    ),
    Indicator(
        code="supervision.answering",
        name=gettext_noop("意见书答复率"),
        definition=gettext_noop("分母：当年发出的监督意见书。分子：其中在规定期限内书面答复的。"),
        unit="%",
        family=FAMILY,
        subject=LETTER,
        kind=Kind.RATIO,
    ),
    Indicator(
        code="supervision.rectification",
        name=gettext_noop("整改率"),
        definition=gettext_noop("分母：当年发出的监督意见书。分子：其中经复查在意见书写明的期限内整改到位的。"),
        unit="%",
        family=FAMILY,
        subject=LETTER,
        kind=Kind.RATIO,
    ),
    Indicator(
        code="supervision.taking_up",
        name=gettext_noop("建议书立案率"),
        definition=gettext_noop("分母：当年发出的监督建议书。分子：其中行政部门立案的。"),
        unit="%",
        family=FAMILY,
        subject=LETTER,
        kind=Kind.RATIO,
    ),
)


def describe_letters(ids: Sequence[int], **_list: object) -> Mapping[int, SubjectRow]:
    """Letters by id; one whose case this reader may not see keeps its number in the count and is left out here."""
    language = get_language() or "zh-hans"
    rows = Letter.objects.filter(pk__in=ids).select_related("supervision__case", "union").order_by("pk")
    return {
        letter.pk: SubjectRow(
            label=letter.supervision.case.title,
            url=reverse("cases:case", args=[letter.supervision.case_id]),
            cells=(
                letter.supervision.case.number,
                letter.get_kind_display(),
                letter.union.name,
                full_date(letter.sent_on, language=language),
            ),
        )
        for letter in rows
    }


show_subjects(
    SubjectList(
        LETTER,
        gettext_noop("监督文书"),
        (gettext_noop("编号"), gettext_noop("文书"), gettext_noop("发出工会"), gettext_noop("发出日期")),
        describe_letters,
    )
)
