"""What moves with a union, before anybody confirms it."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from zhijia.engines.cases.models import Case
from zhijia.organisation.models import Enterprise, Person, Post, Union
from zhijia.organisation.queries import ancestors_of
from zhijia.ui.components import Fact


@dataclass(frozen=True)
class MovePreview:
    """From where to where, and how many records of each kind."""

    union: Union
    above_before: Sequence[Union]
    above_after: Sequence[Union]
    counts: Sequence[Fact]
    losing: Sequence[Union]
    gaining: Sequence[Union]


def preview_move(union: Union, parent: Union) -> MovePreview:
    """Read the page: seven queries. `losing` and `gaining` are the unions that stop and begin to see the subtree."""
    before, after = ancestors_of(union), [*ancestors_of(parent), parent]
    kept = {above.pk for above in before} & {above.pk for above in after}
    below = {"path__gte": union.path, "path__lt": union.upper_bound}
    counts = [
        (_("工会组织（含本级）"), Union.objects.filter(**below).count()),
        (_("属地用人单位"), Enterprise.objects.filter(**below).count()),
        (_("人员"), Person.objects.filter(**below).count()),
        (_("岗位"), Post.objects.filter(**below).count()),
        (_("未办结事项"), Case.objects.filter(**below, closed_at=None).count()),
    ]
    return MovePreview(
        union=union,
        above_before=before,
        above_after=after,
        counts=[Fact(label, str(n)) for label, n in counts],
        losing=[above for above in before if above.pk not in kept],
        gaining=[above for above in after if above.pk not in kept],
    )
