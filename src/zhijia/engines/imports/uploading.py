"""Taking a sheet in, and judging its rows."""

import hashlib
from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db.models import Exists, OuterRef

from zhijia.engines.imports.desk import Desk, Judgement, refuse
from zhijia.engines.imports.handling import Handling, get_handling, sheet_kinds
from zhijia.engines.imports.sheets import read_table, read_values
from zhijia.lib.sentences import Refused, Sentence, gettext_noop
from zhijia.lib.stored_sentences import as_stored
from zhijia.organisation import events
from zhijia.organisation.charge import check_in_charge
from zhijia.organisation.models import ImportBatch, ImportRow
from zhijia.organisation.models.imports import ImportState, ImportVerdict
from zhijia.organisation.permissions import check_administer
from zhijia.organisation.recording import event_about
from zhijia.organisation.scopes import Actor
from zhijia.organisation.writing import chunks
from zhijia.trail.record import record

MOST_ROWS_A_DAY = 200_000
"""How many rows one post may have matched against the register in a day: enough for a city, too few to walk all codes."""
TWICE = gettext_noop("和第 {row} 行重复，请只留一行。")


def upload_sheet(actor: Actor, *, kind: str, filename: str, content: bytes, now: datetime) -> ImportBatch:
    """Keep a sheet and its rows, or return the batch that these very bytes are already.

    Raises `Refused`: role, a file that cannot be read, no columns, too many rows a day.
    """
    if actor.post is None or kind not in sheet_kinds():
        raise Refused("请先选择有权导入的岗位和表格种类。")
    check_administer(actor, actor.path)
    sha256 = hashlib.sha256(content).hexdigest()
    if known := _same_file(actor, kind, sha256):
        return known
    table = read_table(content, get_handling(kind).kind)
    _check_allowance(actor, len(table.rows), now=now)
    batch = ImportBatch.objects.create(
        kind=kind,
        filename=filename[-200:],
        sha256=sha256,
        state=ImportState.UPLOADED,
        uploaded_at=now,
        uploaded_by_id=actor.post.id,
        header=table.header,
        path=actor.path,
    )
    rows = [
        ImportRow(batch=batch, row_no=number, cells=cells, verdict=ImportVerdict.REFUSED, path=actor.path)
        for number, cells in table.rows
    ]
    for piece in chunks(rows):
        ImportRow.objects.bulk_create(piece)
    data = {"kind": kind, "rows": len(rows), "sha256": sha256}
    record(event_about(batch, events.IMPORT_UPLOADED, actor=actor, now=now, data=data))
    return batch


def check_sheet(batch: ImportBatch, actor: Actor, *, now: datetime) -> None:
    """Give every row its verdict with all its reasons. Nothing else is written; done twice it says the same.

    Raises `Refused`: who is in charge.
    """
    kept = ImportBatch.objects.select_for_update().get(pk=batch.pk)
    check_in_charge(actor, kept)
    if kept.state not in (ImportState.UPLOADED, ImportState.CHECKED):
        return
    desk, seen = Desk.of(actor, now=now), dict[tuple[str, ...], int]()
    handling = get_handling(kept.kind)
    for piece in chunks(list(kept.rows.order_by("row_no"))):
        judge_rows(piece, kept.header, desk, handling=handling, seen=seen)
        ImportRow.objects.bulk_update(piece, ["verdict", "reasons", "record_id"])
    kept.state = ImportState.CHECKED
    kept.save(update_fields=["state"])


def judge_rows(
    rows: Sequence[ImportRow],
    header: Sequence[str],
    desk: Desk,
    *,
    handling: Handling,
    seen: dict[tuple[str, ...], int],
) -> list[tuple[ImportRow, dict[str, object], Judgement]]:
    """Set verdict, reasons and record of these rows and return them with their values. `seen` grows by their identities."""
    readable: list[tuple[ImportRow, dict[str, object]]] = []
    for row in rows:
        values, wrong = read_values(handling.kind, header, row.cells)
        if not wrong and (first := _first_with(values, row.row_no, handling, seen)):
            wrong = [Sentence(TWICE, {"row": first})]
        if wrong:
            _set(row, refuse(*wrong))
        else:
            readable.append((row, values))
    judgements = handling.judge([values for _, values in readable], desk)
    judged = [(row, values, judgement) for (row, values), judgement in zip(readable, judgements, strict=True)]
    for row, _, judgement in judged:
        _set(row, judgement)
    return judged


def _set(row: ImportRow, judgement: Judgement) -> None:
    row.verdict, row.record_id = judgement.verdict, judgement.record_id
    row.reasons = as_stored(judgement.reasons)


def _first_with(
    values: dict[str, object], number: int, handling: Handling, seen: dict[tuple[str, ...], int]
) -> int | None:
    firsts = [seen.setdefault(identity, number) for identity in handling.identities(values)]
    return next((first for first in firsts if first != number), None)


def _same_file(actor: Actor, kind: str, sha256: str) -> ImportBatch | None:
    """The batch that these very bytes are already, while it holds them."""
    gone, erased = (ImportState.UNDONE, ImportState.FAILED), ImportRow.objects.filter(batch=OuterRef("pk"), cells=[])
    same = ImportBatch.objects.filter(~Exists(erased), kind=kind, sha256=sha256, path=actor.path)
    return same.exclude(state__in=gone).order_by("-pk").first()


def _check_allowance(actor: Actor, count: int, *, now: datetime) -> None:
    post_id = actor.post.id if actor.post else 0
    recent = ImportRow.objects.filter(
        batch__uploaded_by_id=post_id, batch__uploaded_at__gt=now - timedelta(days=1)
    ).count()
    if recent + count > MOST_ROWS_A_DAY:
        raise Refused(Sentence("一个岗位一天最多导入 {n} 行，请明天再来，或由另一岗位导入。", {"n": MOST_ROWS_A_DAY}))
