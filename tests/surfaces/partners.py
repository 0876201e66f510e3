"""What an employer's contact of one county was given: a case, a document it signed for, a scan of its own."""

import hashlib
from dataclasses import dataclass
from datetime import timedelta
from io import BytesIO

from django.core.files.uploadedfile import SimpleUploadedFile

from tests.surfaces.county import County
from zhijia.engines.cases.models import Case
from zhijia.engines.cases.sharing import share_with_party
from zhijia.engines.documents.models import IssuedDocument
from zhijia.engines.documents.serving import acknowledge, serve
from zhijia.engines.documents.store import keep
from zhijia.engines.documents.storing import attach, receive
from zhijia.engines.documents.tests.samples import PDF
from zhijia.lib.shanghai import local_day
from zhijia.organisation.actions.law import NewOverride, override_parameter
from zhijia.organisation.models import LabourBureau, Mandate
from zhijia.organisation.scans import Scan
from zhijia.organisation.scopes import scoped
from zhijia.organisation.tests.factories import BUILDER, NOW, SmallCity

LAW_SCAN = hashlib.sha256(PDF).hexdigest()
"""The address of the scan of a local text, which is for everybody of the unions."""


def keep_law_scan(city: SmallCity) -> None:
    """A local text with its scan, as the city entered it."""
    scan = Scan("办法.pdf", "application/pdf", keep(BytesIO(PDF)))
    new = NewOverride(
        key="contract.question",
        value=30,
        from_on=local_day(NOW) + timedelta(days=1),
        to_on=None,
        reason="已读原文",
        source="厂务公开办法",
        scan=scan,
    )
    with scoped(city.leader.actor):
        override_parameter(city.leader.actor, new, now=NOW)


@dataclass(frozen=True)
class Partnered:
    """Ids of what the contact was given and brought, of her mandate, and of the county's labour bureau."""

    mandate: int
    bureau: int
    serving: int
    own_attachment: int


def let_in(county: County, *, case: int, document: int) -> Partnered:
    """Share the bargaining with the contact, serve a document on her, and let her sign for it and bring a scan."""
    mark, contact, cadre, keeper = county.mark, county.contact, county.cadre, county.union
    party = contact.actor.parties[0]
    with scoped(BUILDER):
        mandate = Mandate.objects.get(person=contact.person)
        mandate.scan_name, mandate.scan_type = f"{mark}授权书.pdf", "application/pdf"
        mandate.scan_sha256 = keep(BytesIO(PDF + mark.encode()))
        mandate.save()
        bureau = LabourBureau.objects.create(name=f"{mark}区人社局", place=keeper.place, keeper=keeper)
        shared = Case.objects.get(pk=case)
        share_with_party(shared, party)
    with scoped(cadre.actor):
        serving = serve(IssuedDocument.objects.get(pk=document), party, actor=cadre.actor, now=NOW)
    with scoped(contact.actor):
        acknowledge(serving, actor=contact.actor, now=NOW)
        scan = receive(SimpleUploadedFile(f"{mark}工资总额.pdf", PDF + mark.encode()))
        own = attach(shared, scan, actor=contact.actor, now=NOW)
    return Partnered(mandate.pk, bureau.pk, serving.pk, own.pk)
