"""A federation offers the text of a draft as the standard text of its type to the unions below."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import Max

from zhijia.lib.sentences import Refused
from zhijia.lib.shanghai import local_day
from zhijia.organisation.models.posts import Role
from zhijia.organisation.models.unions import TERRITORIAL_KINDS
from zhijia.organisation.recording import event_about
from zhijia.organisation.scopes import Actor
from zhijia.services.bargaining.drafting.operations import load_sheet
from zhijia.services.bargaining.drafting.sheet import places_of
from zhijia.services.bargaining.events import STANDARD_ISSUED
from zhijia.services.bargaining.models import Draft, StandardClause, StandardText
from zhijia.services.bargaining.queries import own_union
from zhijia.trail.record import record

ISSUERS = frozenset({Role.LEADER, Role.DEPT_HEAD, Role.CADRE})


def can_issue(actor: Actor) -> bool:
    """Whether the acting post may issue standard texts: leaders, heads and cadres of a territorial union."""
    return actor.has_role(*ISSUERS) and actor.post is not None and actor.post.union_kind in TERRITORIAL_KINDS


@dataclass(frozen=True, slots=True)
class NewStandard:
    """What a standard text is called, which clauses no contract may lack, and whether the draft's values are recommended."""

    title: str
    mandatory: frozenset[str] = frozenset()
    with_values: bool = False


def issue_standard(draft: Draft, new: NewStandard, *, actor: Actor, now: datetime) -> StandardText:
    """Issue a draft's text as the next version; the version before is withdrawn. Raises `Refused` for other posts."""
    union = own_union(actor)
    if union is None or not can_issue(actor):
        raise Refused("规范文本由地方工会的领导、部门负责人或者干部发布。")
    sheet, today = load_sheet(draft), local_day(now)
    if not sheet:
        raise Refused("草案还没有条款，不能作为规范文本。")
    places, kind = places_of(sheet), draft.bargaining.contract_type
    with transaction.atomic():
        issued = StandardText.objects.select_for_update().filter(union=union, contract_type=kind)
        issued.filter(withdrawn_on=None).update(withdrawn_on=today)
        last = StandardText.objects.filter(union=union, contract_type=kind).aggregate(last=Max("version"))["last"]
        text = StandardText.objects.create(union=union, contract_type=kind, title=new.title, version=(last or 0) + 1)
        StandardClause.objects.bulk_create(
            StandardClause(
                text=text,
                code=clause.code,
                chapter=places[clause.code][0],
                chapter_title=clause.chapter,
                position=places[clause.code][1],
                title=clause.title,
                body=clause.body,
                terms=dict(clause.values) if new.with_values else {},
                is_mandatory=clause.code in new.mandatory,
            )
            for clause in sheet
        )
        text.published_on = today  # from now on the database refuses any change of its clauses
        text.save(update_fields=["published_on"])
        data = {"standard": text.pk, "type": kind, "version": text.version, "draft": draft.pk}
        record(event_about(union, STANDARD_ISSUED, actor=actor, now=now, data=data))
    return text
