"""Who acts for the union that keeps a case: its chair, or whoever works there where it has none."""

from collections.abc import Mapping, Sequence
from typing import Any

from zhijia.engines.cases.standing import Standing
from zhijia.organisation.models import Post
from zhijia.organisation.models.posts import Role
from zhijia.organisation.scopes import SYSTEM, scoped
from zhijia.services.bargaining.models import Bargaining
from zhijia.services.bargaining.models.bargainings import JOINT_TYPES


def who_acts(standing: Standing, usual: Role = Role.CHAIR) -> Role:
    """The chair, or another usual role of an enterprise's union; a cadre where the union has no chair, as those of an area."""
    return usual if standing.ask(_have_chairs) else Role.CADRE


def _have_chairs(standings: Sequence[Standing]) -> Mapping[int, bool]:
    """By case; an enterprise's union always has one. Asked as the system: the parties do not see its posts."""
    asked = {each.case.union_id for each in standings if not _is_of_one_firm(each.record)}
    found = set[int | None]()
    if asked:
        with scoped(SYSTEM):
            posts = Post.objects.filter(union__in=asked, role=Role.CHAIR, closed_on=None)
            found = set(posts.values_list("union", flat=True))
    return {each.case.pk: _is_of_one_firm(each.record) or each.case.union_id in found for each in standings}


def _is_of_one_firm(record: Any) -> bool:
    """Whether this is a bargaining of an enterprise's own union."""
    is_bargaining = isinstance(record, Bargaining)
    return is_bargaining and not record.guided_by_id and record.contract_type not in JOINT_TYPES
