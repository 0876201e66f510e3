"""The list behind a declared number: which union reported what, by whom, with which evidence."""

from collections.abc import Mapping, Sequence
from datetime import date

from django.utils.translation import gettext

from zhijia.engines.indicators.definitions import DECLARED, OF_ENTRIES
from zhijia.engines.indicators.models import Entry
from zhijia.engines.indicators.subjects import SubjectList, SubjectRow, show_subjects
from zhijia.lib.sentences import gettext_noop
from zhijia.organisation.queries.hands import hands_of
from zhijia.ui.reader import day_read


def describe_entries(ids: Sequence[int], *, code: str, on: date) -> Mapping[int, SubjectRow]:
    """By union the report that holds on the day: the newest one, the last correction of it. Three queries."""
    entries = list(
        Entry.objects.filter(declared_id=int(code.removeprefix(f"{DECLARED}.")), union_id__in=ids, as_of_on__lte=on)
        .select_related("union")
        .order_by("union_id", "-as_of_on", "-pk")
        .distinct("union_id")
    )
    hands = hands_of((entry.entered_by_id, entry.entered_by_post_id) for entry in entries)
    return {
        entry.union_id: SubjectRow(
            label=entry.union.name,
            cells=(
                day_read(entry.as_of_on),
                hands.said(entry.entered_by_id, entry.entered_by_post_id, gettext),
                entry.evidence_name,
            ),
            entry_id=entry.pk,
        )
        for entry in entries
    }


show_subjects(
    SubjectList(
        OF_ENTRIES,
        gettext_noop("填报单位"),
        (gettext_noop("数据截至"), gettext_noop("填报人"), gettext_noop("佐证")),
        describe_entries,
    )
)
