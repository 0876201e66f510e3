"""Offers sent in bulk and offers sent singly: the same rows, down to the text of each letter."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db.models import Model, QuerySet

from zhijia.engines.cases.advance import advance
from zhijia.engines.cases.models import Awaits, Case, CaseFinding, CaseShare, Clock, PaperEntry, Request
from zhijia.engines.documents.models import IssuedDocument, Serving
from zhijia.engines.messages.models import Message
from zhijia.lib.digests import digest_of
from zhijia.organisation.models import Enterprise, Union
from zhijia.organisation.models.unions import UnionKind
from zhijia.organisation.scopes import load_actor, scoped
from zhijia.organisation.tests.factories import (
    BUILDER,
    NOW,
    TODAY,
    Figure,
    SmallCity,
    make_contact,
    make_enterprise,
    make_union,
)
from zhijia.services.bargaining.actions.campaigning import known_of, offer_of
from zhijia.services.bargaining.actions.opening import NewBargaining, open_bargaining
from zhijia.services.bargaining.models import Bargaining, Offer, OfferCampaign
from zhijia.services.bargaining.models.bargainings import ContractType
from zhijia.services.bargaining.models.offers import Channel
from zhijia.services.bargaining.tests.story import OFFER
from zhijia.services.bargaining.tests.test_campaigns import run_all, started
from zhijia.trail.models import Event

pytestmark = pytest.mark.database

TABLES: tuple[type[Model], ...] = (
    Awaits,
    Bargaining,
    CaseFinding,
    CaseShare,
    Clock,
    IssuedDocument,
    PaperEntry,
    Request,
    Serving,
)
DIFFERENT = {"id", "last_event_id", "event_id", "subject_id", "union_id", "enterprise_id", "person_id", "bargaining_id"}
DIFFERENT |= {"case_id", "document_id", "serial", "key", "token", "hash", "sha256", "offer", "document", "path"}
"""Ids, keys and hashes: what no two rows share."""
EARLIER = NOW - timedelta(days=450)
Firm = tuple[Enterprise, Union]


def make_firms(city: SmallCity, letters: str) -> tuple[list[Firm], Figure]:
    """Three alike: the second has a contact here, the third last talked about wages more than a year ago (CB-062)."""
    with scoped(BUILDER):
        firms = [make_enterprise(f"江海{letter}厂", territory=city.north_town, headcount=40) for letter in letters]
        town, kind = city.north_town, UnionKind.ENTERPRISE
        unions = [make_union(f"{firm.name}工会", parent=town, kind=kind, covers=firm) for firm in firms]
        contact = make_contact("某代表", of=firms[1], home=town)
    case_id = open_talks(city, (firms[2], unions[2]), now=EARLIER).case_id
    move(city, case_id, "send_offer", {**OFFER, "proposed_on": "2026-12-20"}, now=EARLIER)
    move(city, case_id, "abandon", {"reason": "改期"}, now=EARLIER)
    return list(zip(firms, unions, strict=True)), contact


def move(city: SmallCity, case_id: int, verb: str, data: Mapping[str, object], *, now: datetime = NOW) -> None:
    with scoped(city.county_cadre.actor):
        advance(case_id, verb, actor=city.county_cadre.actor, key=uuid4(), now=now, data=data)


def open_talks(city: SmallCity, firm: Firm, *, now: datetime = NOW) -> Bargaining:
    actor, (enterprise, union) = city.county_cadre.actor, firm
    entry = NewBargaining(union=union, enterprise=enterprise, contract_type=ContractType.WAGE)
    with scoped(actor):
        return open_bargaining(entry, actor=actor, now=now)


def send_singly(city: SmallCity, firm: Firm, template: OfferCampaign, channel: Channel) -> None:
    data = offer_of(template, known_of(*firm, None, year=NOW.year)) | {"channel": channel}
    move(city, open_talks(city, firm).case_id, "send_offer", data)


def portrait_of(enterprise: Enterprise) -> dict[str, Any]:
    """Every row that the offer left, without ids and with the names of the enterprise and the numbers left open."""
    with scoped(BUILDER):
        case = Case.objects.filter(enterprise=enterprise).order_by("pk").last()
        assert case is not None
        document = case.documents.get()
        assert document.sha256 == digest_of(document.model)
        events = Event.objects.filter(subject_type="cases.case", subject_id=case.pk)
        tables: list[QuerySet[Any]] = [model._default_manager.filter(case=case) for model in TABLES]
        tables += [Case.objects.filter(pk=case.pk), Offer.objects.filter(bargaining__case=case), events]
        rows = {table.model.__name__: list(table.order_by("pk").values()) for table in tables}
    open_names = (enterprise.name, case.number, document.number, f"employer:{enterprise.pk}")
    return {name: [_open(row, open_names) for row in found] for name, found in rows.items()}


def messages_to(contact: Figure) -> list[str]:
    with scoped(load_actor(contact.user, today=TODAY)):
        return sorted(Message.objects.values_list("kind", flat=True))


def _open(value: Any, names: tuple[str, ...]) -> Any:
    if isinstance(value, dict):
        return {key: _open(part, names) for key, part in value.items() if key not in DIFFERENT}
    if isinstance(value, list):
        return [_open(part, names) for part in value]
    for place, name in enumerate(names if isinstance(value, str) else ()):
        value = value.replace(name, f"<{place}>")
    return value


def test_what_is_made_in_bulk_is_what_is_made_singly(city: SmallCity) -> None:
    bulk, contact = make_firms(city, "甲乙丙")
    campaign = started(city.county_cadre.actor, union_kinds=("enterprise",))
    run_all(campaign, city.county_cadre.actor)
    single, other_contact = make_firms(city, "丁戊己")
    with scoped(BUILDER):
        template = OfferCampaign.objects.get(campaign=campaign)
    for firm, channel in zip(single, (Channel.PAPER, Channel.ONLINE, Channel.PAPER), strict=True):
        send_singly(city, firm, template, channel)

    portraits = [portrait_of(enterprise) for enterprise, _ in bulk]

    for portrait, (enterprise, _) in zip(portraits, single, strict=True):
        alike = portrait_of(enterprise)
        for table, rows in portrait.items():
            assert rows == alike[table], table
    assert [len(portrait["Event"]) for portrait in portraits] == [
        3,
        4,
        3,
    ]  # opened, sent, issued; served on the contact
    assert [len(portrait["Serving"]) for portrait in portraits] == [0, 1, 0]
    assert messages_to(contact) == messages_to(other_contact) == ["bargaining.case.record_service", "documents.served"]
    assert [{row["rule"] for row in portrait["CaseFinding"]} for portrait in portraits] == [set(), set(), {"CB-062"}]
    with scoped(BUILDER):
        serials = list(IssuedDocument.objects.filter(year=NOW.year).order_by("serial").values_list("serial", flat=True))
        numbers = sorted(Case.objects.filter(opened_at=NOW).values_list("number", flat=True))
    assert serials == list(range(1, len(serials) + 1))
    assert numbers == [f"XS-2026-{n:06d}" for n in range(1, len(numbers) + 1)]
