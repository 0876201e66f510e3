"""Issuing: number, frozen text, hash and event in the transaction of whoever issues. Nothing is changed afterwards."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils.translation import override

from zhijia.engines.cases.flow import Paper as Ordered
from zhijia.engines.cases.flow import Turn
from zhijia.engines.cases.models import Case
from zhijia.engines.documents.composing.merging import as_frozen
from zhijia.engines.documents.composing.paper import canonical
from zhijia.engines.documents.composing.skeleton import Skeleton
from zhijia.engines.documents.events import DOCUMENT_ANNULLED, DOCUMENT_ISSUED
from zhijia.engines.documents.issuing.numbering import Number, take_number, word_of
from zhijia.engines.documents.issuing.prescribing import body_of, form_for
from zhijia.engines.documents.issuing.registry import DocumentTemplate, get_template
from zhijia.engines.documents.models import IssuedDocument, PrescribedForm
from zhijia.engines.documents.serving import serve, serve_alike
from zhijia.lib.digests import digest_of
from zhijia.lib.sentences import Refused, Sentence
from zhijia.lib.shanghai import local_day
from zhijia.organisation.models.unions import UnionKind
from zhijia.organisation.scopes import Actor
from zhijia.trail.checkpoints import latest_checkpoint
from zhijia.trail.record import NewEvent, Subject, record

CASE = "cases.case"
TOKEN_BYTES = 16
ANNULMENT = "documents.annulment"

About = Case | Subject
"""What a document is about: a case, or another record (which then decides who sees the event)."""


@dataclass(frozen=True, slots=True)
class _Draft:
    """Everything but the number."""

    about: About
    template: DocumentTemplate
    data: Mapping[str, Any]
    word: str
    annuls: IssuedDocument | None = None
    form: PrescribedForm | None = None

    @property
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

    A post-less party (an employer's contact) issues only what is not numbered, on a case, which says where it is filed.
    """
    chosen = get_template(template)
    _check_issuer(chosen, about, actor)
    word = word_of(actor.post.union_id, chosen.series) if actor.post and chosen.series else ""
    return _file(_Draft(about, chosen, data, word, form=form_for(actor, chosen)), actor=actor, now=now)


def issue_ordered(ordered: Ordered, turn: Turn) -> None:
    """Issue what a move names, unless there is nothing to issue this time, and serve it: fills the port of cases.

    A document speaks Chinese, whatever language its maker reads.
    """
    with override(settings.LANGUAGE_CODE):
        data = ordered.data_of(turn)
    if data is None:
        return
    document = issue_document(turn.case, ordered.template, data, actor=turn.actor, now=turn.now)
    for party in ordered.served_to(turn):
        serve(document, party, actor=turn.actor, now=turn.now)


def annul_document(document: IssuedDocument, *, reason: str, actor: Actor, now: datetime) -> IssuedDocument:
    """Declare a document void by another one, numbered in the same series. Raises `Refused`."""
    check_annuls(document, actor)
    about = document.case or Subject(document.subject_type, document.subject_id, document.subject_label)
    data = {"annulled": _cited(document), "issued_on": document.issued_on, "reason": reason}
    draft = _Draft(about, get_template(ANNULMENT), data, document.word, document)
    try:
        with transaction.atomic():
            notice = _file(draft, actor=actor, now=now)
            serve_alike(notice, document, actor=actor, now=now)
            return notice
    except IntegrityError:  # a colleague declared it void in this moment
        check_annuls(document, actor)
        raise


def check_annuls(document: IssuedDocument, actor: Actor) -> None:
    """Only the union that issued a document declares it void, once; a declaration itself stands."""
    if actor.post is None or actor.post.union_id != document.union_id:
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
        if template.series or not isinstance(about, Case):
            raise Refused("印发文书要通过岗位办理，请用有岗位的账号登录。")
        return
    kinds = template.issuer_kinds
    if kinds and actor.post.union_kind not in kinds:
        may = "、".join(str(kind.label) for kind in UnionKind if kind in kinds)
        raise Refused(
            Sentence("“{label}”由{may}印发，请报请上级工会办理。", {"label": Sentence(template.label), "may": may})
        )


def _file(draft: _Draft, *, actor: Actor, now: datetime) -> IssuedDocument:
    union_id, union_name = _registered_at(draft.about, actor)
    day = local_day(now)
    with transaction.atomic():
        number = take_number(union_id, draft.word, year=day.year) if draft.word else None
        text_number = number.text if number else ""
        paper = draft.template.compose(
            draft.data, issuer=union_name, number=text_number, day=day, skeleton=draft.skeleton
        )
        text = canonical(paper)
        subject = _subject_of(draft.about)
        document = IssuedDocument.objects.create(
            case=draft.about if isinstance(draft.about, Case) else None,
            subject_type=subject.type,
            subject_id=subject.id,
            subject_label=subject.label,
            union_id=union_id,
            issuer=paper.signature or union_name,
            template=draft.template.code,
            template_version=draft.version,
            label=draft.template.label,
            title=paper.title,
            issued_on=day,
            issued_at=now,
            issued_by_id=actor.post.id if actor.post else None,
            issued_by_label=actor.signature,
            party=actor.mandate.party if actor.mandate else "",
            data=as_frozen(draft.data),
            model=text,
            sha256=digest_of(text),
            token=secrets.token_urlsafe(TOKEN_BYTES),
            annuls=draft.annuls,
            **_columns(number),
            **_anchor(),
        )
        record(_event(document, draft, subject, actor=actor, now=now))
    return document


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


def _event(document: IssuedDocument, draft: _Draft, subject: Subject, *, actor: Actor, now: datetime) -> NewEvent:
    state = draft.about.state if isinstance(draft.about, Case) else ""
    kind = DOCUMENT_ANNULLED if draft.annuls else DOCUMENT_ISSUED
    annulled = {"annuls": draft.annuls.pk} if draft.annuls else {}
    return NewEvent(
        kind=kind.code,
        at=now,
        doer=actor.doer,
        subject=subject,
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
