"""Issuing: number, frozen text, hash and event in the transaction of whoever issues. Nothing is changed afterwards."""

import secrets
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils.translation import override

from zhijia.engines.cases.flow import NamedParty, Turn
from zhijia.engines.cases.flow import Paper as Ordered
from zhijia.engines.cases.models import Case
from zhijia.engines.documents.composing.merging import as_frozen
from zhijia.engines.documents.composing.paper import canonical
from zhijia.engines.documents.composing.skeleton import Skeleton
from zhijia.engines.documents.events import DOCUMENT_ANNULLED, DOCUMENT_ISSUED
from zhijia.engines.documents.issuing.numbering import Number, Register, take_numbers, word_of
from zhijia.engines.documents.issuing.prescribing import body_of, form_for
from zhijia.engines.documents.issuing.registry import DocumentTemplate, get_template
from zhijia.engines.documents.models import IssuedDocument, PrescribedForm
from zhijia.engines.documents.serving import serve_alike, serve_issued
from zhijia.lib.digests import digest_of
from zhijia.lib.sentences import Refused, Sentence
from zhijia.lib.shanghai import local_day
from zhijia.organisation.models.unions import UnionKind
from zhijia.organisation.scopes import Actor
from zhijia.trail.checkpoints import latest_checkpoint
from zhijia.trail.record import NewEvent, Subject, record_all

CASE = "cases.case"
TOKEN_BYTES = 16
ANNULMENT = "documents.annulment"

About = Case | Subject
"""What a document is about: a case, or another record (which then decides who sees the event)."""


@dataclass(frozen=True, slots=True)
class Entry:
    """What a document is about, what fills its fields, and the party in whose name it is issued where that is not the actor."""

    about: About
    data: Mapping[str, Any]
    in_name_of: NamedParty | None = None


@dataclass(frozen=True, slots=True)
class _Issuer:
    """Who issues a document: called so, registered at that union, numbered in its own register under a word."""

    name: str
    union_id: int
    party: str
    word: str

    @property
    def register(self) -> Register:
        return Register(party=self.party) if self.party else Register(self.union_id)


@dataclass(frozen=True)
class _Order:
    """What documents that are issued together have in common. `word` is that of the acting post's union."""

    template: DocumentTemplate
    word: str = ""
    annuls: IssuedDocument | None = None
    form: PrescribedForm | None = None

    @cached_property
    def skeleton(self) -> Skeleton | None:
        return body_of(self.template, self.form.source) if self.form else None

    @property
    def version(self) -> str:
        """Which wording it was: of the template, or of the prescribed form."""
        return digest_of(self.form.source)[: len(self.template.version)] if self.form else self.template.version


def issue_document(
    about: About, template: str, data: Mapping[str, Any], *, actor: Actor, now: datetime
) -> IssuedDocument:
    """Issue a document through the acting post's union. Raises `Refused` when that union may not issue its kind.

    An outside party issues on a case, which says where it is filed, and numbers in its own register; whoever acts neither
    for a union nor for a party issues only what is not numbered.
    """
    return issue_documents([Entry(about, data)], template, actor=actor, now=now)[0]


def issue_documents(entries: Sequence[Entry], template: str, *, actor: Actor, now: datetime) -> list[IssuedDocument]:
    """Issue the same kind of document about each, in order and numbered without gaps. Raises `Refused`: all or none."""
    chosen = get_template(template)
    for entry in entries:
        _check_issuer(chosen, entry.about, actor)
    word = word_of(actor.post.union_id, chosen.series) if actor.post and chosen.series else ""
    return _file(_Order(chosen, word, form=form_for(actor, chosen)), entries, actor=actor, now=now)


def issue_ordered(ordered: Ordered, turns: Sequence[Turn]) -> None:
    """Issue what a move names, where there is something to issue, and serve it: fills the port of cases.

    A document speaks Chinese, whatever language its maker reads.
    """
    with override(settings.LANGUAGE_CODE):
        asked = [(turn, ordered.data_of(turn), ordered.in_name_of(turn)) for turn in turns]
    due = [(turn, Entry(turn.case, data, party)) for turn, data, party in asked if data is not None]
    if not due:
        return
    actor, now = turns[0].actor, turns[0].now
    documents = issue_documents([entry for _, entry in due], ordered.template, actor=actor, now=now)
    served = [
        (document, party)
        for document, (turn, _) in zip(documents, due, strict=True)
        for party in ordered.served_to(turn)
    ]
    serve_issued(served, actor=actor, now=now)


def annul_document(document: IssuedDocument, *, reason: str, actor: Actor, now: datetime) -> IssuedDocument:
    """Declare a document void by another one, numbered in the same series. Raises `Refused`."""
    check_annuls(document, actor)
    about = document.case or Subject(document.subject_type, document.subject_id, document.subject_label)
    data = {"annulled": _cited(document), "issued_on": document.issued_on, "reason": reason}
    order = _Order(get_template(ANNULMENT), document.word, document)
    party = NamedParty(document.party, document.issuer) if document.party else None
    try:
        with transaction.atomic():
            (notice,) = _file(order, [Entry(about, data, party)], actor=actor, now=now)
            serve_alike(notice, document, actor=actor, now=now)
            return notice
    except IntegrityError:  # a colleague declared it void in this moment
        check_annuls(document, actor)
        raise


def check_annuls(document: IssuedDocument, actor: Actor) -> None:
    """Only the union that issued a document declares it void, once; a declaration itself stands, as does a party's own."""
    if actor.post is None or actor.post.union_id != document.union_id or document.issued_by_id is None:
        raise Refused("只有印发单位可以作废文书，请联系印发单位。")
    if document.annuls_id is not None:
        raise Refused("这是一份作废通知，不能再作废。需要恢复的，请重新印发原文书。")
    if IssuedDocument.objects.filter(annuls=document).exists():
        raise Refused("这份文书已经作废，不用重复办理。")


def _cited(document: IssuedDocument) -> str:
    number = f"（{document.number}）" if document.number else ""
    return f"《{document.title}》{number}"


def _check_issuer(template: DocumentTemplate, about: About, actor: Actor) -> None:
    if actor.post is None:
        is_unnumbered = actor.mandate is None and template.series is not None
        if is_unnumbered or not isinstance(about, Case):
            raise Refused("印发文书要通过岗位办理，请用有岗位的账号登录。")
        return
    kinds = template.issuer_kinds
    if kinds and actor.post.union_kind not in kinds:
        may = "、".join(str(kind.label) for kind in UnionKind if kind in kinds)
        raise Refused(
            Sentence("“{label}”由{may}印发，请报请上级工会办理。", {"label": Sentence(template.label), "may": may})
        )


def _file(order: _Order, entries: Sequence[Entry], *, actor: Actor, now: datetime) -> list[IssuedDocument]:
    with transaction.atomic():
        issuers = [_issuer_of(order, entry, actor) for entry in entries]
        numbers = _numbers_for(issuers, now=now)
        anchor = _anchor()
        documents = [
            _written(order, entry, issuer, number, anchor, actor=actor, now=now)
            for entry, issuer, number in zip(entries, issuers, numbers, strict=True)
        ]
        IssuedDocument.objects.bulk_create(documents)
        record_all(_event(document, order, actor=actor, now=now) for document in documents)
    return documents


def _issuer_of(order: _Order, entry: Entry, actor: Actor) -> _Issuer:
    union_id, name = _registered_at(entry.about, actor)
    own = NamedParty(actor.mandate.party, actor.mandate.name) if actor.mandate else None
    party = entry.in_name_of or own
    if party is None:
        return _Issuer(name, union_id, "", order.word)
    return _Issuer(party.name, union_id, party.key, _word_of_party(party, order))


def _word_of_party(party: NamedParty, order: _Order) -> str:
    """Its whole name before the word of the series; a declaration is numbered as what it declares void."""
    if order.annuls:
        return order.word
    series = order.template.series
    return f"{party.name}{series.word}" if series else ""


def _numbers_for(issuers: Sequence[_Issuer], *, now: datetime) -> Sequence[Number | None]:
    """One for each, where this kind is numbered; registers are asked in one order, so that nobody waits for each other."""
    wanted = Counter((issuer.register, issuer.word) for issuer in issuers if issuer.word)
    year = local_day(now).year
    taken = {
        (register, word): iter(take_numbers(register, word, year=year, count=count))
        for (register, word), count in sorted(wanted.items())
    }
    return [next(taken[issuer.register, issuer.word]) if issuer.word else None for issuer in issuers]


def _written(
    order: _Order,
    entry: Entry,
    issuer: _Issuer,
    number: Number | None,
    anchor: Mapping[str, Any],
    *,
    actor: Actor,
    now: datetime,
) -> IssuedDocument:
    """The document with its frozen text. Not saved."""
    about, data = entry.about, entry.data
    day, subject = local_day(now), _subject_of(about)
    text_number = number.text if number else ""
    paper = order.template.compose(data, issuer=issuer.name, number=text_number, day=day, skeleton=order.skeleton)
    text = canonical(paper)
    return IssuedDocument(
        case=about if isinstance(about, Case) else None,
        subject_type=subject.type,
        subject_id=subject.id,
        subject_label=subject.label,
        union_id=issuer.union_id,
        issuer=paper.signature or issuer.name,
        template=order.template.code,
        template_version=order.version,
        label=order.template.label,
        title=paper.title,
        issued_on=day,
        issued_at=now,
        issued_by_id=actor.post.id if actor.post else None,
        issued_by_label=actor.signature,
        party=issuer.party,
        data=as_frozen(data),
        model=text,
        sha256=digest_of(text),
        token=secrets.token_urlsafe(TOKEN_BYTES),
        annuls=order.annuls,
        **_columns(number),
        **anchor,
    )


def _registered_at(about: About, actor: Actor) -> tuple[int, str]:
    if actor.post is not None:
        return actor.post.union_id, actor.post.union_name
    assert isinstance(about, Case)
    return about.union_id, actor.mandate.name if actor.mandate else actor.name


def _columns(number: Number | None) -> Mapping[str, Any]:
    if number is None:
        return {}
    return {"word": number.word, "year": number.year, "serial": number.serial, "number": number.text}


def _anchor() -> Mapping[str, Any]:
    """The sealed state of the log; nothing before the first sealing."""
    newest = latest_checkpoint()
    return {"checkpoint_size": newest.size, "checkpoint_root": newest.root.hex()} if newest else {}


def _subject_of(about: About) -> Subject:
    return Subject(CASE, about.pk, str(about)) if isinstance(about, Case) else about


def _event(document: IssuedDocument, order: _Order, *, actor: Actor, now: datetime) -> NewEvent:
    state = document.case.state if document.case else ""
    kind = DOCUMENT_ANNULLED if order.annuls else DOCUMENT_ISSUED
    annulled = {"annuls": order.annuls.pk} if order.annuls else {}
    return NewEvent(
        kind=kind.code,
        at=now,
        doer=actor.doer,
        subject=Subject(document.subject_type, document.subject_id, document.subject_label),
        from_state=state,
        to_state=state,
        data={
            "document": document.pk,
            "number": document.number,
            "label": document.label,
            "sha256": document.sha256,
            **annulled,
        },
    )
