"""Filters of the desk that a person keeps under names of her own."""

from collections.abc import Sequence

from zhijia.engines.cases.models import SavedFilter
from zhijia.lib.normalise import tidy_text
from zhijia.lib.sentences import Refused, Sentence
from zhijia.organisation.scopes import Actor

MOST = 12


def saved_filters_of(actor: Actor) -> Sequence[SavedFilter]:
    """What this person kept, by name."""
    return list(SavedFilter.objects.filter(user_id=actor.user_id or 0).order_by("name"))


def save_filter(actor: Actor, *, name: str, query: str) -> SavedFilter:
    """Keep a filter; under a name that is taken it takes that one's place. Raises `Refused`."""
    tidy = tidy_text(name)
    if not tidy or len(tidy) > 40:
        raise Refused("给这个筛选起个名字，最多四十个字。")
    if not query:
        raise Refused("现在没有筛选条件，先筛选再保存。")
    others = SavedFilter.objects.filter(user_id=actor.user_id or 0).exclude(name=tidy)
    if others.count() >= MOST:
        raise Refused(Sentence("常用筛选最多保存 {most} 个，请先删去不用的。", {"most": MOST}))
    kept, _is_new = SavedFilter.objects.update_or_create(
        user_id=actor.user_id or 0, name=tidy, defaults={"query": query[:400]}
    )
    return kept


def forget_filter(actor: Actor, pk: int) -> bool:
    """Forget one of one's own; says whether there was such a one."""
    deleted, _by_model = SavedFilter.objects.filter(pk=pk, user_id=actor.user_id or 0).delete()
    return bool(deleted)
