"""A form field for evidence: several files, of which those already received survive a form that has to be corrected.

A browser never sends a chosen file twice by itself. What was received lies in the store already, so the page carries a
signed note of it (name, type, size, hash) instead of the bytes; sent back, the note stands for the file.
"""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile, UploadedFile
from django.core.signing import BadSignature, dumps, loads
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from zhijia.engines.documents.filenames import suffix_of
from zhijia.engines.documents.filetypes import ACCEPT, JPEG, LIMIT_WORDS, MOST_BYTES, PHOTO_WORDS, PNG
from zhijia.engines.documents.inspection import PNG_SIGNATURE, Damaged
from zhijia.engines.documents.photos import bare
from zhijia.engines.documents.storing import Upload, receive
from zhijia.lib.sentences import Refused
from zhijia.ui.widgets import FileDrop

SALT = "zhijia.documents.kept"
SECONDS_KEPT = 24 * 3600
MOST_FILES = 10
MOST_PHOTOS = 6
PHOTOS = (JPEG, PNG)
PHOTO_TYPES = frozenset(kind.content_type for kind in PHOTOS)


@dataclass(frozen=True, slots=True)
class Submitted:
    """What a form brought: new files, and notes of files received before."""

    files: "Sequence[UploadedFile[Any]]" = ()
    notes: Sequence[str] = ()

    def __bool__(self) -> bool:
        return bool(self.files or self.notes)


@dataclass(frozen=True, slots=True)
class KeptFile:
    """A received file as the page shows and returns it."""

    filename: str
    note: str


class EvidenceInput(FileDrop):
    """The file drop for several files, with the files that were already received below it."""

    allow_multiple_selected = True
    template_name = "documents/evidence.html"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({"multiple": True, **(attrs or {})}, accept=ACCEPT, limit_words=_(LIMIT_WORDS))

    def value_from_datadict(self, data: Mapping[str, Any], files: MultiValueDict[str, Any], name: str) -> Submitted:
        return Submitted(_all_of(files, name), _all_of(data, f"{name}_kept"))

    def value_omitted_from_data(self, data: Mapping[str, Any], files: MultiValueDict[str, Any], name: str) -> bool:
        return name not in files and f"{name}_kept" not in data

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, None, attrs)
        uploads = _received(value)[0] if isinstance(value, Submitted) else []
        context["widget"]["kept"] = [KeptFile(upload.filename, note_of(upload)) for upload in uploads]
        if uploads:
            context["widget"]["attrs"]["required"] = False
        return context


class PhotoInput(EvidenceInput):
    """A phone opens its camera. What the phone wrote into a photo is gone before the photo is kept anywhere."""

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({"capture": "environment", **(attrs or {})})
        self.attrs["accept"] = ",".join(kind.content_type for kind in PHOTOS)
        self.limit_words = _(PHOTO_WORDS)

    def value_from_datadict(self, data: Mapping[str, Any], files: MultiValueDict[str, Any], name: str) -> Submitted:
        given = super().value_from_datadict(data, files, name)
        return Submitted([_bared(file) for file in given.files], given.notes)


class CoveringInput(PhotoInput):
    """What a photo may not show is covered on the device; what arrives has nothing below the black."""

    template_name = "documents/covering.html"


def _bared(file: "UploadedFile[Any]") -> "UploadedFile[Any]":
    """The photo without its notes. One that cannot be read is cut off, so that it is refused as damaged and not kept."""
    if (file.size or 0) > MOST_BYTES:
        return file
    file.seek(0)
    content = file.read()
    try:
        content = bare(content)
    except Damaged:
        content = content[: len(PNG_SIGNATURE)]
    return SimpleUploadedFile(file.name or "", content, file.content_type or "")


class EvidenceField(forms.Field):
    """Files as proof: cleans to a list of `Upload`, each looked at and in the store; attach them in the move's act."""

    widget = EvidenceInput
    most = MOST_FILES

    def clean(self, value: Any) -> list[Upload]:
        uploads, refusals = _received(value if isinstance(value, Submitted) else Submitted())
        if refusals:
            raise ValidationError([ValidationError(refusal.sentence.said_in(gettext)) for refusal in refusals])
        if self.required and not uploads:
            raise ValidationError(_("请上传佐证材料。"), code="required")
        if len(uploads) > self.most:
            raise ValidationError(_("一次最多上传 %(most)d 个文件。") % {"most": self.most})
        return uploads

    def has_changed(self, initial: Any, data: Any) -> bool:  # noqa: ARG002 - Django's call
        return bool(data)


class PhotoField(EvidenceField):
    """Photos as proof, without place, time and device; they get the name of what they show, not that of the phone."""

    widget = PhotoInput
    most = MOST_PHOTOS

    def __init__(self, *, shows: str, **options: Any) -> None:
        self.shows = shows
        super().__init__(**options)

    def clean(self, value: Any) -> list[Upload]:
        uploads = super().clean(value)
        others = [upload.filename for upload in uploads if upload.content_type not in PHOTO_TYPES]
        if others:
            raise ValidationError(_("“%(name)s”不是照片。这里只收照片（JPEG、PNG）。"), params={"name": others[0]})
        return [replace(upload, filename=f"{self.shows}{suffix_of(upload.filename)}") for upload in uploads]


class CoveredPhotoField(PhotoField):
    """Photos that everybody may see: a tool covers what they may not show before they are sent."""

    widget = CoveringInput


def note_of(upload: Upload) -> str:
    """The signed note that stands for a received file; it holds for a day."""
    return dumps(asdict(upload), salt=SALT, compress=True)


def _received(submitted: Submitted) -> tuple[list[Upload], list[Refused]]:
    """Every file that could be received, once, and a refusal for each of the rest."""
    uploads: dict[str, Upload] = {}
    refusals: list[Refused] = []
    for note in submitted.notes:
        try:
            upload = Upload(**loads(note, salt=SALT, max_age=SECONDS_KEPT))
        except BadSignature:
            refusals.append(Refused("之前选好的文件已经过期，请重新选择。"))
        else:
            uploads[upload.sha256] = upload
    for file in submitted.files:
        try:
            upload = receive(file)
        except Refused as refusal:
            refusals.append(refusal)
        else:
            uploads[upload.sha256] = upload
    return list(uploads.values()), refusals


def _all_of(data: Mapping[str, Any], name: str) -> list[Any]:
    if isinstance(data, MultiValueDict):
        return list(data.getlist(name))
    found = data.get(name, [])
    return list(found) if isinstance(found, list | tuple) else [found]
