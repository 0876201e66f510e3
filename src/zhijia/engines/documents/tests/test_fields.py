"""The evidence field: several files, and none lost to a mistake elsewhere in the form."""

import re
from typing import Any

from django import forms
from django.core.files.uploadedfile import SimpleUploadedFile, UploadedFile
from django.http import QueryDict
from django.test import override_settings
from django.utils.datastructures import MultiValueDict

from zhijia.engines.documents.fields import EvidenceField
from zhijia.engines.documents.tests import samples


class ReportForm(forms.Form):
    text = forms.CharField()
    evidence = EvidenceField()


def filled(text: str, *files: tuple[str, bytes], kept: tuple[str, ...] = ()) -> ReportForm:
    data = QueryDict(mutable=True)
    data["text"] = text
    data.setlist("evidence_kept", list(kept))
    uploads: list[UploadedFile[Any]] = [SimpleUploadedFile(name, content) for name, content in files]
    return ReportForm(data, MultiValueDict({"evidence": uploads}))


def notes_in(form: ReportForm) -> tuple[str, ...]:
    return tuple(re.findall(r'name="evidence_kept" value="([^"]+)"', str(form["evidence"])))


def test_several_files_become_uploads() -> None:
    form = filled("已完成", ("一.pdf", samples.PDF), ("二.png", samples.png()))

    assert form.is_valid()
    assert [upload.filename for upload in form.cleaned_data["evidence"]] == ["一.pdf", "二.png"]


def test_files_survive_an_error_in_another_field() -> None:
    faulty = filled("", ("一.pdf", samples.PDF))
    assert not faulty.is_valid()

    corrected = filled("已完成", kept=notes_in(faulty))

    assert corrected.is_valid()
    assert [upload.filename for upload in corrected.cleaned_data["evidence"]] == ["一.pdf"]


def test_a_good_file_survives_a_bad_one_beside_it() -> None:
    faulty = filled("已完成", ("一.pdf", samples.PDF), ("二.exe", b"MZ" + b"\x00" * 20))

    assert not faulty.is_valid()
    assert "“二.exe”是程序" in str(faulty.errors["evidence"])
    assert len(notes_in(faulty)) == 1


def test_the_page_says_which_files_are_there_already() -> None:
    faulty = filled("", ("一.pdf", samples.PDF))

    html = str(faulty["evidence"])

    assert "一.pdf" in html
    assert " required" not in html
    assert " multiple" in html


def test_a_forged_note_is_refused() -> None:
    (note,) = notes_in(filled("", ("一.pdf", samples.PDF)))
    tampered = ("A" if note[0] != "A" else "B") + note[1:]

    form = filled("已完成", kept=(tampered,))

    assert "已经过期" in str(form.errors["evidence"])


def test_a_note_of_another_installation_is_refused() -> None:
    with override_settings(SECRET_KEY="another"):
        (note,) = notes_in(filled("", ("一.pdf", samples.PDF)))

    assert "已经过期" in str(filled("已完成", kept=(note,)).errors["evidence"])


def test_the_same_file_chosen_twice_is_taken_once() -> None:
    (note,) = notes_in(filled("", ("一.pdf", samples.PDF)))

    form = filled("已完成", ("一.pdf", samples.PDF), kept=(note,))

    assert form.is_valid()
    assert len(form.cleaned_data["evidence"]) == 1


def test_evidence_that_is_asked_for_must_come() -> None:
    assert "请上传佐证材料" in str(filled("已完成").errors["evidence"])


def test_too_many_files_at_once_are_refused() -> None:
    crowd = [(f"{n}.txt", f"第{n}份".encode()) for n in range(11)]

    assert "最多上传 10 个" in str(filled("已完成", *crowd).errors["evidence"])
