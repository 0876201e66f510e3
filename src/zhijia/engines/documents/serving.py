"""Serving documents and attachments on outside parties, and their receipt.

A party sees nothing of a case's papers but what it brought itself and what was served on it; the database says so.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.db import transaction
from django.http import Http404

from zhijia.engines.cases.models import Case
from zhijia.engines.cases.sharing import share_each, share_with_party
from zhijia.engines.documents.events import DOCUMENT_RECEIVED, DOCUMENT_SERVED
from zhijia.engines.documents.models import Attachment, IssuedDocument, Serving
from zhijia.engines.messages.sending import Line, send
from zhijia.lib.sentences import Refused
from zhijia.lib.shanghai import local_day
from zhijia.organisation.scopes import SYSTEM, Actor, scoped
from zhijia.trail.kinds import EventKind
from zhijia.trail.record import NewEvent, Subject, record, record_all

Item = IssuedDocument | Attachment


def serve(item: Item, party: str, *, actor: Actor, now: datetime) -> Serving:
    """Let a party see a document or an attachment of a case, and tell it. A second time changes nothing.

    Raises `Refused`: the case is not the actor's to share, and the item is not what the actor's own party brought.
    """
    case = check_serves(item, actor)
    with scoped(SYSTEM if actor.mandate else actor):
        return _serve(item, case, party, actor=actor, now=now)


def serve_issued(served: Sequence[tuple[IssuedDocument, str]], *, actor: Actor, now: datetime) -> None:
    """Serve documents that this transaction has issued, each on a party: nobody else can have served them before."""
    if not served:
        return
    cases = [check_serves(document, actor) for document, _ in served]
    with scoped(SYSTEM if actor.mandate else actor):
        share_each([(case, party) for case, (_, party) in zip(cases, served, strict=True)])
        servings = Serving.objects.bulk_create(
            Serving(case=case, party=party, **_named(document), served_at=now, served_by_label=actor.signature)
            for case, (document, party) in zip(cases, served, strict=True)
        )
        _tell(servings, actor=actor, now=now)


def serve_alike(later: IssuedDocument, earlier: IssuedDocument, *, actor: Actor, now: datetime) -> None:
    """Serve a document on every party on which an earlier one was served: a declaration that it is void."""
    if earlier.case is None:
        return
    with scoped(SYSTEM):
        for party in list(earlier.servings.values_list("party", flat=True)):
            _serve(later, earlier.case, party, actor=actor, now=now)


def _serve(item: Item, case: Case, party: str, *, actor: Actor, now: datetime) -> Serving:
    share_with_party(case, party)
    serving, is_new = Serving.objects.get_or_create(
        case=case, party=party, **_named(item), defaults={"served_at": now, "served_by_label": actor.signature}
    )
    if is_new:
        _tell([serving], actor=actor, now=now)
    return serving


def _tell(servings: Sequence[Serving], *, actor: Actor, now: datetime) -> None:
    """In the log, and to the parties."""
    record_all(_event(DOCUMENT_SERVED, serving, actor=actor, now=now) for serving in servings)
    lines = [
        Line(None, serving.case_id, DOCUMENT_SERVED.code, _words(serving.item), party=serving.party)
        for serving in servings
    ]
    send(lines, now=now, today=local_day(now))


def check_serves(item: Item, actor: Actor) -> Case:
    """The post of the case's union or one above serves; a party passes on its own papers where a move says so."""
    case = item.case
    if case is None:
        raise Refused("这份文书不属于任何事项，请纸质送达。")
    is_own = actor.mandate is not None and item.party == actor.mandate.party
    if not (is_own or actor.covers(case.path) or actor.is_system):
        raise Refused("文书由承办单位或其上级送达，请联系他们。")
    return case


def acknowledge(serving: Serving, *, actor: Actor, now: datetime) -> Serving:
    """The party signs for what was served. A second time changes nothing. Raises `Refused` for anybody else."""
    if actor.mandate is None or serving.party not in actor.parties or actor.person_id is None:
        raise Refused("由受送达方的联系人签收。")
    with transaction.atomic():
        held = Serving.objects.select_for_update(of=("self",)).select_related("case").get(pk=serving.pk)
        if held.received_at is None:
            signer = actor.acting_for(held.party)
            held.received_at, held.received_by_id, held.received_by_label = now, actor.person_id, signer.signature
            held.save(update_fields=["received_at", "received_by", "received_by_label"])
            record(_event(DOCUMENT_RECEIVED, held, actor=signer, now=now))
    return held


def served_on(
    actor: Actor, servings: Sequence[Serving], documents: Sequence[IssuedDocument], attachments: Sequence[Attachment]
) -> list[Serving]:
    """Of the servings in a case those on the actor's parties, newest first, each with what was served."""
    issued = {document.pk: document for document in documents}
    filed = {attachment.pk: attachment for attachment in attachments}
    mine = [serving for serving in servings if serving.party in actor.parties]
    for serving in mine:
        serving.document = issued.get(serving.document_id or 0)
        serving.attachment = filed.get(serving.attachment_id or 0)
    return mine[::-1]


def get_serving(actor: Actor, pk: int) -> Serving:
    """Something served on the actor's parties, or not found."""
    rows = Serving.objects.filter(party__in=actor.parties).select_related("case", "document", "attachment")
    serving = rows.filter(pk=pk).first()
    if serving is None:
        raise Http404
    return serving


def is_unread(actor: Actor, attachment: Attachment) -> bool:
    """Whether an attachment was served on the actor's parties and nobody of them signed for it yet."""
    rows = Serving.objects.filter(attachment=attachment, party__in=actor.parties)
    return rows.exists() and not rows.filter(received_at__isnull=False).exists()


def _named(item: Item) -> Mapping[str, Item | None]:
    is_document = isinstance(item, IssuedDocument)
    return {"document": item if is_document else None, "attachment": None if is_document else item}


def _words(item: Item) -> str:
    return str(item) if isinstance(item, IssuedDocument) else item.filename


def _event(kind: EventKind, serving: Serving, *, actor: Actor, now: datetime) -> NewEvent:
    case, item = serving.case, serving.item
    named = {"document": item.pk} if isinstance(item, IssuedDocument) else {"attachment": item.pk}
    return NewEvent(
        kind=kind.code,
        at=now,
        doer=actor.doer,
        subject=Subject("cases.case", case.pk, str(case)),
        from_state=case.state,
        to_state=case.state,
        data={**named, "filename": _words(item), "to": serving.party},
    )
