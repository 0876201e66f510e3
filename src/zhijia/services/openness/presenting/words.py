"""Codes and numbers of this service in words."""

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from zhijia.lib.phrases import listed
from zhijia.services.openness.models import Disclosure
from zhijia.services.openness.rules.catalogue import Channel
from zhijia.ui.reader import day_read


def channels_read(codes: str) -> str:
    """Channels as a reader sees them."""
    return listed((str(Channel(code).label) for code in codes.split(",") if code), _)


def title_read(row: Disclosure) -> str:
    """What is disclosed: in Chinese as it was entered, else put together anew where it was not typed by somebody."""
    if row.happened_on or not (row.first_on and row.last_on) or (get_language() or "zh").startswith("zh"):
        return row.title
    words = {"matter": row.item.get_matter_display(), "first": day_read(row.first_on), "last": day_read(row.last_on)}
    return _("%(matter)s（%(first)s—%(last)s）") % words


def share_read(row: Disclosure) -> str:
    """How many read it, of how many; the share only where the headcount is known."""
    if not row.audience:
        return _("已读 %(n)d 人") % {"n": row.readers}
    words = {"n": row.readers, "all": row.audience, "share": min(100, round(100 * row.readers / row.audience))}
    return _("已读 %(n)d/%(all)d 人（%(share)d%%）") % words


def satisfaction_read(row: Disclosure, *, least: int) -> str:
    """How many are satisfied; nothing where so few rated it that one could be told from the others."""
    if row.raters < least:
        return _("评价 %(n)d 人，人数不足，不公布") % {"n": row.raters}
    return _("评价 %(n)d 人，满意 %(yes)d 人") % {"n": row.raters, "yes": row.satisfied}
