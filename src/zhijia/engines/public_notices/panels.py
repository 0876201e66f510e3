"""What the page of a notice shows."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from zhijia.engines.cases.addresses import case_url
from zhijia.engines.cases.models import Case
from zhijia.engines.cases.panels import register_facts
from zhijia.engines.public_notices.flow import NOTICE_FLOW
from zhijia.engines.public_notices.kinds import get_kind
from zhijia.engines.public_notices.models import NoticeObjection, PublicNotice
from zhijia.organisation.scopes import Actor
from zhijia.ui.components import Fact
from zhijia.ui.reader import day_read


def show_notice(_actor: Actor, case: Case, _today: date) -> Mapping[str, Any]:
    """The text as it hangs, where and since when; what was objected and answered, to unions only (by row security)."""
    notice = PublicNotice.objects.select_related("about").get(case=case)
    objections = notice.objections.select_related("about").order_by("pk")
    return {
        "notice": notice,
        "facts": _facts(notice),
        "objections": [_objection(row) for row in objections],
    }


def _facts(notice: PublicNotice) -> list[Fact]:
    facts = [
        Fact(_("公示类别"), _(get_kind(notice.kind).label)),
        Fact(_("所属事项"), notice.about.number, note=notice.about.title, url=case_url(notice.about_id)),
    ]
    if notice.posted_on:
        facts += [Fact(_("张贴日期"), day_read(notice.posted_on)), Fact(_("公示地点"), notice.places)]
    if notice.closed_on:
        facts += [Fact(_("结束日期"), day_read(notice.closed_on)), Fact(_("公示结果"), notice.result)]
    return facts


def _objection(row: NoticeObjection) -> Mapping[str, Any]:
    """One objection with what became of it in a word."""
    verdict = {None: _("待答复"), True: _("异议成立"), False: _("异议不成立")}[row.is_upheld]
    about = row.about.name if row.about else _("公示全部内容")
    return {"row": row, "about": about, "by": row.by_label or _("不具名"), "verdict": verdict}


register_facts(NOTICE_FLOW.code, "public_notices/_facts.html", show_notice)
