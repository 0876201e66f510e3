"""Applications for membership in words: on the page of the case, and for the applicant herself."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from zhijia.engines.cases.models import Case
from zhijia.organisation.protection.sealed import SealedText
from zhijia.organisation.scopes import Actor
from zhijia.services.organising.flow import APPLICATION_FLOW
from zhijia.services.organising.models import Application, Channel
from zhijia.ui.components import Fact
from zhijia.ui.reader import day_read


def show_application(_actor: Actor, case: Case, _today: date) -> Mapping[str, Any]:
    """What the applicant said of herself, numbers masked."""
    (application,) = APPLICATION_FLOW.records_of([case])
    return {"facts": _facts(application)}


def _facts(application: Application) -> Sequence[Fact]:
    facts = [
        Fact(_("申请人"), application.name, note=str(application.get_channel_display())),
        Fact(_("工作单位"), application.employer),
        Fact(_("申请日期"), day_read(application.applied_on)),
    ]
    if application.decided_on is None and application.channel != Channel.ACCOUNT:
        facts += [Fact(_("证件"), _masked(application.id_number)), Fact(_("手机号码"), _masked(application.phone))]
    return [*facts, *_answer(application)]


def status_facts(application: Application) -> list[Fact]:
    """What became of it, for whoever applied."""
    return [
        Fact(_("受理工会"), application.union_name),
        Fact(_("申请日期"), day_read(application.applied_on)),
        Fact(_("办理情况"), status_of(application)),
        *_answer(application),
    ]


def status_of(application: Application) -> str:
    if application.decided_on is not None:
        if application.is_withdrawn:
            return _("本人撤回")
        return _("已同意") if application.is_approved else _("未同意")
    return _("已联系，待决定") if application.contacted_on else _("待联系")


def _answer(application: Application) -> list[Fact]:
    facts = [Fact(_("联系日期"), day_read(application.contacted_on))] if application.contacted_on else []
    facts += [Fact(_("决定日期"), day_read(application.decided_on))] if application.decided_on else []
    return [*facts, Fact(_("答复"), application.words)] if application.words else facts


def _masked(value: SealedText | None) -> str:
    return value.masked if value is not None else ""
