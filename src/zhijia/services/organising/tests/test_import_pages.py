"""A sheet on its way through the pages: uploaded, checked, entered, its refused rows handed back; other people's are not found."""

import csv
import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from zhijia.engines.imports.handling import sheet_kinds
from zhijia.engines.imports.sheets import REASON_HEAD, template_of
from zhijia.lib.identifiers import synthetic_credit_code
from zhijia.lib.spreadsheets import read_spreadsheet
from zhijia.organisation.models import Enterprise, ImportBatch
from zhijia.organisation.scopes import scoped
from zhijia.organisation.tests.factories import BUILDER, SmallCity
from zhijia.services.organising.tests.sheets import ENTERPRISE_HEAD, enterprise_row, workbook


def upload(client: Client, content: bytes, *, kind: str = "enterprises", name: str = "单位.xlsx") -> str:
    page = client.post(reverse("organising:imports"), {"kind": kind, "sheet": SimpleUploadedFile(name, content)})
    return page["Location"] if page.status_code == 302 else page.content.decode()


def test_a_sheet_goes_through_its_pages(city: SmallCity) -> None:
    client = city.town_cadre.client()
    where = upload(client, workbook(ENTERPRISE_HEAD, [enterprise_row(5001), enterprise_row(5002, 行业门类="Z")]))

    preview = client.get(where).content.decode()
    client.post(where + "apply/")
    applied = client.get(where).content.decode()
    client.post(where + "undo/")

    assert "这一批已经撤销" in client.get(where).content.decode()
    assert "把 1 行入库" in preview
    assert "不在可填的范围" in preview
    assert "撤销这一批" in applied
    with scoped(BUILDER):
        assert not Enterprise.objects.filter(credit_code=synthetic_credit_code(5001)).exists()


def test_refused_rows_come_back_in_the_layout_of_the_upload_and_can_be_sent_again(city: SmallCity) -> None:
    client = city.town_cadre.client()
    head = ["序号", *ENTERPRISE_HEAD]
    where = upload(client, workbook(head, [["7", *enterprise_row(5001, 行业门类="Z")], ["8", *enterprise_row(5002)]]))

    sheet = read_spreadsheet(client.get(where + "errors/").content)[0]
    corrected = [sheet.rows[0], ["C" if cell == "Z" else cell for cell in sheet.rows[1]]]
    again = client.get(upload(client, workbook(corrected[0], corrected[1:]))).content.decode()

    assert sheet.rows[0] == [*head, REASON_HEAD]
    assert sheet.rows[1][0] == "7"
    assert "不在可填的范围" in sheet.rows[1][-1]
    assert "把 1 行入库" in again


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "表"),
        (b"\x00\x01\x02\x03", "表"),
        (b"PK\x03\x04 not a workbook", "表"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600, "表"),
        ("名称,人数\n甲,1\n".encode(), "没有找到表头"),
        (",".join(ENTERPRISE_HEAD).encode() + b"\n", "没有数据"),
    ],
)
def test_a_malformed_file_is_refused_with_a_sentence(city: SmallCity, content: bytes, words: str) -> None:
    answer = upload(city.town_cadre.client(), content)

    assert words in answer
    with scoped(BUILDER):
        assert not ImportBatch.objects.exists()


def test_a_csv_of_an_old_office_program_is_read(city: SmallCity) -> None:
    target = io.StringIO()
    csv.writer(target).writerows([["江海市用人单位登记表"], ENTERPRISE_HEAD, enterprise_row(5001)])

    where = upload(city.town_cadre.client(), target.getvalue().encode("gb18030"), name="单位.csv")

    assert "把 1 行入库" in city.town_cadre.client().get(where).content.decode()


def test_a_template_is_filled_in_as_it_comes(city: SmallCity) -> None:
    for kind in sheet_kinds().values():
        page = city.administrator.client().get(reverse("organising:import_template", args=[kind.code]))
        assert read_spreadsheet(page.content)[0].rows[0] == [column.label for column in kind.columns]
        assert page.content == template_of(kind)


@pytest.mark.parametrize("name", ["stranger", "chair", "bureau_officer", "worker"])
def test_a_batch_of_somebody_else_is_not_found(city: SmallCity, name: str) -> None:
    where = upload(city.town_cadre.client(), workbook(ENTERPRISE_HEAD, [enterprise_row(5001)]))
    client = getattr(city, name).client()

    answers = [client.get(where).status_code, client.get(where + "errors/").status_code]
    answers += [client.post(where + act).status_code for act in ("check/", "apply/", "undo/")]

    assert answers == [404] * 5


@pytest.mark.parametrize("name", ["research", "supervisor", "bureau_officer", "worker"])
def test_those_who_administer_nothing_bring_nothing_in(city: SmallCity, name: str) -> None:
    assert getattr(city, name).client().get(reverse("organising:imports")).status_code == 403


def test_a_large_sheet_is_handed_to_a_job(city: SmallCity, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("zhijia.engines.imports.batches.INLINE_ROWS", 1)
    client = city.town_cadre.client()

    where = upload(client, workbook(ENTERPRISE_HEAD, [enterprise_row(5001), enterprise_row(5002)]))

    assert "正在校验" in client.get(where).content.decode()
    assert "正在校验" in client.get(where, headers={"HX-Request": "true"}).content.decode()
