"""Sheets as an office fills them in, brought in as the pages do it."""

from collections.abc import Sequence

from zhijia.engines.imports.applying import apply_piece
from zhijia.engines.imports.batches import check_batch
from zhijia.engines.imports.handling import sheet_kinds
from zhijia.engines.imports.uploading import upload_sheet
from zhijia.lib.identifiers import synthetic_credit_code
from zhijia.lib.shanghai import local_day
from zhijia.lib.spreadsheets import SheetToWrite, write_workbook
from zhijia.lib.stored_sentences import as_sentences
from zhijia.organisation.models import ImportBatch
from zhijia.organisation.scopes import scoped
from zhijia.organisation.tests.factories import BUILDER, NOW, Figure
from zhijia.trail.models import Event

ENTERPRISE_HEAD = [column.label for column in sheet_kinds()["enterprises"].columns]
UNION_HEAD = [column.label for column in sheet_kinds()["unions"].columns]
TODAY = local_day(NOW)
STAFF_HEAD = [column.label for column in sheet_kinds()["staff"].columns]


def enterprise_row(seed: int, name: str = "", **other: str) -> list[str]:
    values = {
        "统一社会信用代码": synthetic_credit_code(seed),
        "名称": name or f"江海{seed}号作坊",
        "属地工会": "柳湾镇总工会",
        "行政区划": "320505",
        "行业门类": "C",
        "登记注册类型": "170",
        "职工总数": "30",
        **other,
    }
    return [values.get(label, "") for label in ENTERPRISE_HEAD]


def union_row(name: str, *, parent: str = "北塘区总工会", kind: str = "乡镇（街道）工会", **other: str) -> list[str]:
    values = {"上级工会": parent, "类别": kind, "名称": name, "行政区划": "320505", **other}
    return [values.get(label, "") for label in UNION_HEAD]


def staff_row(name: str, title: str, *, union: str = "柳湾镇总工会", **other: str) -> list[str]:
    values = {"工会": union, "姓名": name, "角色": "工会干部", "岗位名称": title, "任职日期": "2024-03-01", **other}
    return [values.get(label, "") for label in STAFF_HEAD]


def workbook(head: Sequence[str], rows: Sequence[Sequence[str]]) -> bytes:
    return write_workbook([SheetToWrite("表", head, rows)])


def bring(figure: Figure, kind: str, content: bytes, *, applies: bool = True) -> ImportBatch:
    """Upload, check and apply, each in its own step as the pages do."""
    actor = figure.actor
    with scoped(actor):
        batch = upload_sheet(actor, kind=kind, filename="表.xlsx", content=content, now=NOW)
    check_batch(batch.pk, actor, now=NOW)
    while applies and apply_piece(batch.pk, actor, now=NOW):
        continue
    with scoped(actor):
        batch.refresh_from_db()
    return batch


def verdicts(batch: ImportBatch) -> list[str]:
    with scoped(BUILDER):
        return list(batch.rows.order_by("row_no").values_list("verdict", flat=True))


def reasons(batch: ImportBatch) -> str:
    with scoped(BUILDER):
        return str([(row.row_no, row.reasons) for row in batch.rows.order_by("row_no")])


def said(batch: ImportBatch) -> str:
    with scoped(BUILDER):
        return "".join(str(sentence) for row in batch.rows.all() for sentence in as_sentences(row.reasons))


def count_events(kind: str) -> int:
    with scoped(BUILDER):
        return Event.objects.filter(kind=f"organisation.{kind}").count()
