"""The list behind a declared number: which union reported what, by whom, with which evidence."""

from collections.abc import Mapping, Sequence
from datetime import date

from django.utils.translation import gettext

from zhijia.engines.indicators.definitions import DECLARED, OF_ENTRIES
from zhijia.engines.indicators.models import Entry
from zhijia.engines.indicators.subjects import SubjectList, SubjectRow, show_subjects
from zhijia.lib.sentences import gettext_noop
from zhijia.organisation.queries.hands import said_hand, with_hands
from zhijia.ui.reader import day_read


def describe_entries(ids: Sequence[int], *, code: str, on: date) -> Mapping[int, SubjectRow]:
    """By union the report that holds on the day: the newest one, the last correction of it. One query."""
    declared = int(code.removeprefix(f"{DECLARED}."))
    entries = (
        with_hands(Entry.objects.filter(declared_id=declared, union_id__in=ids, as_of_on__lte=on), "entered")
        .select_related("union")
        .order_by("union_id", "-as_of_on", "-pk")
        .distinct("union_id")
    )
    return {
        entry.union_id: SubjectRow(
            label=entry.union.name,
            cells=(
                day_read(entry.as_of_on),
                said_hand(entry, "entered", gettext),
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
