"""Opening a congress: its first or its next term."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from zhijia.engines.cases.flow import get_flow
from zhijia.engines.cases.opening import NewCase, begin, open_cases
from zhijia.lib.sentences import Refused
from zhijia.organisation.models import Enterprise, Union
from zhijia.organisation.models.posts import FunctionLine
from zhijia.organisation.permissions import check_administer
from zhijia.organisation.scopes import Actor
from zhijia.services.congress.terms.models import CongressTerm, Form, Scope

FLOW = "congress.term"


@dataclass(frozen=True, kw_only=True)
class NewTerm:
    """A term of the congress of an employer, or (without one) of a region or an industry."""

    union: Union
    scope: str
    form: str
    ordinal: int
    enterprise: Enterprise | None = None


def open_term(entry: NewTerm, *, actor: Actor, now: datetime) -> CongressTerm:
    """Open its case. Raises `Refused`: role, the same term twice, a general meeting of a region."""
    union, enterprise = entry.union, entry.enterprise
    check_administer(actor, union.path)
    _check(entry)
    title = f"{enterprise.name if enterprise else union.name}第{entry.ordinal}届{_named(entry)}"
    new = NewCase(
        title=title[:300],
        union_id=union.pk,
        place=(enterprise or union).place,
        enterprise_id=enterprise.pk if enterprise else None,
        line=FunctionLine.RIGHTS,
        data={"form": entry.form, "scope": entry.scope, "ordinal": entry.ordinal},
    )
    flow = get_flow(FLOW)
    with transaction.atomic():
        (case,) = open_cases(flow, [new], actor=actor, now=now)
        term = CongressTerm.objects.create(
            case=case,
            union=union,
            enterprise=enterprise,
            scope=entry.scope,
            form=entry.form,
            ordinal=entry.ordinal,
        )
        begin(flow, [(case, term)], now=now)
    return term


def _check(entry: NewTerm) -> None:
    if (entry.enterprise is None) == (entry.scope == Scope.ENTERPRISE):
        raise Refused("本单位的职代会须选择用人单位，区域性、行业性的不选。", field="enterprise")
    if entry.scope != Scope.ENTERPRISE and entry.form != Form.CONGRESS:
        raise Refused("区域性、行业性的只有职工代表大会。", field="form")
    same = CongressTerm.objects.filter(
        union=entry.union, enterprise=entry.enterprise, scope=entry.scope, ordinal=entry.ordinal, dropped_on=None
    )
    if same.exists():
        raise Refused("这一届已经登记，请核对届次。", field="ordinal")


def _named(entry: NewTerm) -> str:
    scope = "" if entry.scope == Scope.ENTERPRISE else Scope(entry.scope).label
    return f"{scope}{Form(entry.form).label}"
