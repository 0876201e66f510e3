"""Uploads that mean harm: too large, malformed, names with tricks, formulas, bombs."""

import zipfile
from collections.abc import Callable
from contextlib import AbstractContextManager
from io import BytesIO
from urllib.parse import quote
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from tests.surfaces.digest import digest_of_all
from tests.surfaces.saying import listed
from tests.surfaces.table import SURFACES
from tests.surfaces.visits import Visits, answer_of, text_of
from zhijia.engines.documents.models import Attachment
from zhijia.organisation.scopes import scoped
from zhijia.organisation.tests.factories import BUILDER

Undone = Callable[[], AbstractContextManager[None]]
MEGA = 1024 * 1024
FORMULAS = ('=HYPERLINK("http://evil.example","x")', "+1+1", "-1+1", "@SUM(A1)", "\t=1+1", "=cmd|' /C calc'!A0")
WORDS = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "{{ 7|add:1 }}",
    "{% now 'Y' %}",
    "' OR '1'='1",
    "%_%",
)
NAMES = (
    "../../etc/passwd.txt",
    "..\\..\\boot.txt",
    "/etc/passwd.txt",
    "C:\\x.txt",
    "a\x00b.txt",
    "a\r\nSet-Cookie: x=1.txt",
    "CON.txt",
    ".htaccess",
    "\u202etxt.exe",
    "名" * 300 + ".txt",
)


def bomb(name: str) -> bytes:
    """An Office file of a few kilobytes that would unpack to a gigabyte."""
    held = BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as parts:
        parts.writestr("[Content_Types].xml", "<Types/>")
        for number in range(8):
            parts.writestr(f"{name}{number or ''}.xml", b"\0" * (128 * MEGA if number == 0 else MEGA))
    return held.getvalue()


@pytest.fixture(scope="module")
def document_bomb() -> bytes:
    return bomb("word/document")


@pytest.fixture(scope="module")
def sheet_bomb() -> bytes:
    return bomb("xl/worksheets/sheet1")


def test_a_document_that_unpacks_to_too_much_is_refused(visits: Visits, undone: Undone, document_bomb: bytes) -> None:
    upload = SimpleUploadedFile("计划.docx", document_bomb)
    with undone():
        before = digest_of_all()
        answer = visits.client("research").post(reverse("plans:upload"), {"file": upload, "text": ""})

        assert answer.status_code == 422
        assert digest_of_all() == before


def test_a_sheet_that_unpacks_to_too_much_is_refused(visits: Visits, undone: Undone, sheet_bomb: bytes) -> None:
    upload = SimpleUploadedFile("名册.xlsx", sheet_bomb)
    with undone():
        before = digest_of_all()
        answer = visits.client("administrator").post(reverse("organising:imports"), {"kind": "unions", "sheet": upload})

        assert answer.status_code == 422
        assert digest_of_all() == before


@pytest.mark.parametrize("name", NAMES)
def test_a_file_name_reaches_nothing_but_its_row(visits: Visits, undone: Undone, name: str) -> None:
    """What is stored lies under its hash; the name that is shown and sent back holds no path and no line end."""
    north = visits.world.north
    with undone():
        client = visits.client("town_cadre")
        client.post(reverse("cases:move", args=[north.own_case, "accept"]), {"key": str(uuid4())})
        answer = client.post(
            reverse("cases:move", args=[north.own_case, "report"]),
            {"key": str(uuid4()), "text": "见附件", "evidence": SimpleUploadedFile(name, b"hello " + name.encode())},
        )
        assert answer.status_code in (302, 422)
        with scoped(BUILDER):
            kept = list(Attachment.objects.filter(case=north.own_case))
        for attachment in kept:
            assert not set("/\\\x00\r\n\u202e") & set(attachment.filename)
            assert len(attachment.filename) <= 200
            url = reverse("cases:attachment", args=[attachment.pk])
            sent = answer_of(url, client.get(url))
            assert sent.headers["Content-Disposition"].startswith("attachment")
            assert "Set-Cookie" not in sent.headers


@pytest.mark.parametrize("content_type", ["image/svg+xml", "text/html", "application/x-php"])
def test_a_page_or_program_is_not_taken_as_evidence(visits: Visits, undone: Undone, content_type: str) -> None:
    north = visits.world.north
    upload = SimpleUploadedFile("证据.png", b"<svg onload=alert(1)></svg>", content_type=content_type)
    with undone():
        client = visits.client("town_cadre")
        client.post(reverse("cases:move", args=[north.own_case, "accept"]), {"key": str(uuid4())})
        answer = client.post(
            reverse("cases:move", args=[north.own_case, "report"]),
            {"key": str(uuid4()), "text": "x", "evidence": upload},
        )

    assert answer.status_code == 422


@pytest.mark.parametrize("formula", FORMULAS)
def test_a_formula_that_was_typed_stays_text_in_every_sheet(visits: Visits, undone: Undone, formula: str) -> None:
    north = visits.world.north
    with undone():
        client = visits.client("county_cadre")
        move = reverse("cases:move", args=[north.own_case, "reassign"])
        client.post(move, {"key": str(uuid4()), "lead": north.county_post, "due_on": "2026-12-31", "standard": formula})
        sheets = [
            text_of(client.get(reverse(name, args=[north.plan])))
            for name in ("plans:decomposition", "plans:task_sheet")
        ]

    for sheet in sheets:
        assert "<f>" not in sheet
        assert "<hyperlink " not in sheet


def test_a_body_larger_than_the_form_may_be_is_refused(visits: Visits, undone: Undone) -> None:
    with undone():
        answer = visits.client("research").post(reverse("plans:upload"), {"text": "长" * (9 * MEGA)})

    assert answer.status_code in (400, 413)


def test_more_fields_than_a_form_has_are_refused(visits: Visits, undone: Undone) -> None:
    with undone():
        answer = visits.client("research").post(reverse("workbench:bulk"), {f"row{n}": "1" for n in range(6000)})

    assert answer.status_code == 400


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"--x",
        b'--x\r\nContent-Disposition: form-data; name="file"; filename="a.txt"\r\n\r\nhalf a file',
        b"--x\r\nContent-Disposition: form-data\r\n\r\nno name\r\n--x--\r\n",
        b"--x\r\n" + b"X-Header: y\r\n" * 2000 + b"\r\n\r\n--x--\r\n",
        b"\xff\xfe\x00--x--",
        b'--x\r\nContent-Disposition: form-data; name="file"; filename="\xff\xfe"\r\n\r\n\xff\r\n--x--\r\n',
    ],
    ids=["empty", "cut short", "half a file", "no name", "many headers", "noise", "bytes as name"],
)
def test_a_malformed_multipart_body_is_answered_not_crashed(visits: Visits, undone: Undone, body: bytes) -> None:
    client: Client = visits.client("research")
    with undone():
        before = digest_of_all()
        answer = client.generic("POST", reverse("plans:upload"), body, content_type="multipart/form-data; boundary=x")

        assert answer.status_code in (200, 400, 422)
        assert digest_of_all() == before


@pytest.mark.parametrize("words", WORDS)
@pytest.mark.parametrize("page", ["/search/?q=", "/unions/?q=", "/desk/?q=", "/people/?value=", "/plans/?state="])
def test_what_is_typed_is_shown_as_typed(visits: Visits, page: str, words: str) -> None:
    answer = visits.get("county_cadre", page + quote(words))

    assert answer.status == 200
    assert "<script>alert(1)</script>" not in answer.text
    assert "<img src=x" not in answer.text


def test_a_nul_in_an_address_is_refused(visits: Visits) -> None:
    """The database cannot hold it, so it must not get there."""
    query = "?q=%00&value=a%00&at=%00&x_text=%00"
    taken = []
    for surface in SURFACES.values():
        answer = visits.get("county_cadre", surface.address(visits.world.north) + query)
        if answer.status != 400:
            taken.append(f"{surface.name} {answer.url}: {answer.status}")

    assert not taken, listed(taken)
