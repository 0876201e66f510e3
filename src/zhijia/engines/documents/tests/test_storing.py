"""Attachments: stored once, seen by whoever sees the case, never half written."""

from io import BytesIO
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.db.utils import ProgrammingError
from django.http import Http404

from zhijia.engines.cases.flow import Flow
from zhijia.engines.cases.models import Case
from zhijia.engines.cases.queries import timeline_of
from zhijia.engines.cases.tests.supply import open_supply
from zhijia.engines.documents.models import Attachment
from zhijia.engines.documents.queries import attachments_of, open_attachment
from zhijia.engines.documents.store import keep, path_of
from zhijia.engines.documents.storing import Upload, attach, receive
from zhijia.engines.documents.tests import samples
from zhijia.engines.documents.tests.roles import ActingAs, run_as
from zhijia.lib.sentences import Refused
from zhijia.organisation.scopes import Actor, scoped
from zhijia.organisation.tests.factories import BUILDER, NOW, SmallCity


def uploaded(name: str = "签到表.pdf", content: bytes = samples.PDF) -> Upload:
    return receive(SimpleUploadedFile(name, content))


def attach_as(actor: Actor, case: Case, upload: Upload) -> Attachment:
    with scoped(actor):
        return attach(case, upload, actor=actor, now=NOW)


def files_in(store: Path) -> list[Path]:
    return [path for path in store.rglob("*") if path.is_file()]


def test_an_attachment_can_be_read_back_by_whoever_sees_the_case(city: SmallCity, case: Case) -> None:
    attachment = attach_as(city.town_cadre.actor, case, uploaded())

    with scoped(city.county_cadre.actor):
        found, content = open_attachment(city.county_cadre.actor, attachment.pk)
    with content:
        assert content.read() == samples.PDF
    assert found.filename == "签到表.pdf"
    assert found.added_by_label == "柳干事 · 柳湾镇总工会 · 工会干部·柳干事"


def test_a_stranger_does_not_find_an_attachment(city: SmallCity, case: Case) -> None:
    attachment = attach_as(city.town_cadre.actor, case, uploaded())

    with scoped(city.stranger.actor):
        with pytest.raises(Http404):
            open_attachment(city.stranger.actor, attachment.pk)
        assert not Attachment.objects.exists()


def test_attaching_leaves_one_event_without_changing_the_state(city: SmallCity, case: Case) -> None:
    attach_as(city.town_cadre.actor, case, uploaded())

    with scoped(BUILDER):
        newest = timeline_of(case)[0]
    assert newest.kind == "cases.attachment_added"
    assert (newest.from_state, newest.to_state) == ("draft", "draft")
    assert newest.data["filename"] == "签到表.pdf"


def test_the_same_bytes_twice_on_a_case_are_one_row_one_file_one_event(
    city: SmallCity, case: Case, file_store: Path
) -> None:
    first = attach_as(city.town_cadre.actor, case, uploaded("一.pdf"))
    second = attach_as(city.county_cadre.actor, case, uploaded("二.pdf"))

    assert first.pk == second.pk
    assert len(files_in(file_store)) == 1
    with scoped(BUILDER):
        assert [event.kind for event in timeline_of(case)].count("cases.attachment_added") == 1


def test_the_same_bytes_on_two_cases_are_two_rows_and_one_file(
    city: SmallCity, flow: Flow, case: Case, file_store: Path
) -> None:
    other = open_supply(city, flow)
    for target in (case, other):
        attach_as(city.town_cadre.actor, target, uploaded())

    with scoped(BUILDER):
        assert [attachments_of(target).count() for target in (case, other)] == [1, 1]
    assert len(files_in(file_store)) == 1


def test_a_rolled_back_transaction_leaves_a_file_that_no_row_leads_to(
    city: SmallCity, case: Case, file_store: Path
) -> None:
    with transaction.atomic():
        attach_as(city.town_cadre.actor, case, uploaded())
        transaction.set_rollback(True)

    assert len(files_in(file_store)) == 1
    with scoped(BUILDER):
        assert not attachments_of(case).exists()
    attach_as(city.town_cadre.actor, case, uploaded())
    assert len(files_in(file_store)) == 1


def test_a_write_that_breaks_off_leaves_nothing_behind(file_store: Path) -> None:
    class Broken(BytesIO):
        def read(self, size: int | None = -1) -> bytes:
            if size == 1024 * 1024:
                raise OSError("disk")
            return super().read(size)

    with pytest.raises(OSError, match="disk"):
        keep(Broken(samples.PDF))

    assert files_in(file_store) == []


def test_a_lost_file_is_said_to_be_lost(city: SmallCity, case: Case) -> None:
    attachment = attach_as(city.town_cadre.actor, case, uploaded())
    path_of(attachment.sha256).unlink()

    with scoped(city.town_cadre.actor), pytest.raises(Refused, match="从备份恢复"):
        open_attachment(city.town_cadre.actor, attachment.pk)


@pytest.mark.parametrize("sha256", ["", "../" * 21 + "x", "A" * 64, "g" * 64])
def test_only_a_hash_names_a_place_in_the_store(sha256: str) -> None:
    with pytest.raises(ValueError, match="not a SHA-256"):
        path_of(sha256)


@pytest.mark.parametrize(
    "statement", ["UPDATE documents_attachment SET filename = 'x'", "DELETE FROM documents_attachment"]
)
def test_an_attachment_is_never_changed_or_removed(
    city: SmallCity, case: Case, statement: str, acting_as: ActingAs
) -> None:
    attach_as(city.town_cadre.actor, case, uploaded())

    for role in ("default", "batch"):
        with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
            run_as(role, statement, acting_as)
