"""Taking a roster in, reading it, and settling what its columns are."""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db import connection
from django.db.models import Exists, OuterRef

from zhijia.lib.sentences import Refused, Sentence
from zhijia.lib.shanghai import local_day
from zhijia.organisation import events
from zhijia.organisation.charge import check_in_charge
from zhijia.organisation.membership_checks import check_takes_members
from zhijia.organisation.models import Roster, RosterLayout, RosterPiece, RosterRow, Union
from zhijia.organisation.models.rosters import PieceState, RosterState
from zhijia.organisation.permissions import check_administer
from zhijia.organisation.recording import event_about
from zhijia.organisation.scopes import Actor
from zhijia.services.organising.intake.columns import BY_KEY, REQUIRED, guess_mapping, heads_confirmed
from zhijia.services.organising.intake.pieces import keep_frames, keep_upload, upload_of
from zhijia.services.organising.intake.reading import LIMITS, MEBIBYTE, open_sheet
from zhijia.trail.record import record

GONE = (RosterState.UNDONE, RosterState.FAILED)
OPEN = (RosterState.READ, RosterState.CHECKED)


@dataclass(frozen=True, slots=True)
class Confirmed:
    """What the importer confirms: which column (from 0) holds what, and what stands in where a row says nothing."""

    mapping: Mapping[str, int]
    union: Union | None = None
    approved_on: date | None = None


def upload_roster(actor: Actor, *, filename: str, parts: Iterable[bytes], now: datetime) -> Roster:
    """Keep a sheet as it came, or answer the roster that these very bytes are already, while it holds them.

    Raises `Refused`: role, size.
    """
    if actor.post is None:
        raise Refused("请先选择有权导入的岗位。")
    check_administer(actor, actor.path)
    content = list(parts)
    if sum(map(len, content)) > LIMITS.file_bytes:
        most = LIMITS.file_bytes // MEBIBYTE
        raise Refused(Sentence("文件超过{most}MB，请拆成几份再上传", {"most": most}), field="sheet")
    sha256 = hashlib.sha256(b"".join(content)).hexdigest()
    _one_at_a_time(f"{actor.path} {sha256}")
    held = RosterPiece.objects.filter(roster=OuterRef("pk")).exclude(content=None)
    known = Roster.objects.filter(Exists(held), sha256=sha256, path=actor.path).exclude(state__in=GONE)
    same = known.order_by("-pk").first()
    if same is not None:
        return same
    roster = Roster.objects.create(
        filename=filename[-200:],
        sha256=sha256,
        state=RosterState.UPLOADED,
        uploaded_at=now,
        uploaded_by_id=actor.post.id,
        path=actor.path,
    )
    keep_upload(roster, content)
    record(event_about(roster, events.ROSTER_UPLOADED, actor=actor, now=now, data={"sha256": sha256}))
    return roster


def _one_at_a_time(upload: str) -> None:
    """Whoever uploads the same bytes at the same moment waits, and then finds the roster."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [upload])


def read_roster(roster_id: int, actor: Actor) -> None:
    """Read the upload into pieces and guess what its columns are. Raises `Refused`: what is wrong with the file."""
    roster = Roster.objects.select_for_update().get(pk=roster_id)
    if roster.state != RosterState.UPLOADED:
        return
    known = layout_of(actor)
    sheet = open_sheet(upload_of(roster), known)
    roster.header, roster.header_row = sheet.header, sheet.header_row
    roster.total = keep_frames(roster, sheet.pieces)
    roster.mapping = guess_mapping(sheet.header, known)
    roster.state = RosterState.READ
    roster.save()


def layout_of(actor: Actor) -> dict[str, str]:
    """How the sheets of the acting post's union are laid out, as was confirmed before."""
    if actor.post is None:
        return {}
    layout = RosterLayout.objects.filter(union=actor.post.union_id).first()
    return dict(layout.heads) if layout else {}


def confirm_mapping(roster: Roster, actor: Actor, given: Confirmed, *, now: datetime) -> None:
    """Settle the columns, remember them for the union, and make the rows ready to be checked (anew).

    Raises `Refused`: role, state, a required column missing, one column for two things, a day ahead, a union that takes nobody.
    """
    kept = Roster.objects.select_for_update().get(pk=roster.pk)
    check_in_charge(actor, kept)
    if kept.state not in OPEN:
        raise Refused("这份名册已经开始办理，各列不能再改。")
    _check(given, len(kept.header), actor, today=local_day(now))
    kept.mapping, kept.union, kept.approved_on = dict(given.mapping), given.union, given.approved_on
    kept.state, kept.rules, kept.problem = RosterState.CHECKING, {}, ""
    kept.save()
    RosterRow.objects.filter(roster=kept).delete()
    RosterPiece.objects.filter(roster=kept).update(state=PieceState.READ, examined=None)
    heads = layout_of(actor) | heads_confirmed(kept.header, given.mapping)
    RosterLayout.objects.update_or_create(
        union_id=actor.post.union_id if actor.post else 0, defaults={"heads": heads, "path": actor.path}
    )
    data = {"columns": {key: kept.header[at] for key, at in given.mapping.items()}}
    record(event_about(kept, events.ROSTER_MAPPED, actor=actor, now=now, data=data))


def _check(given: Confirmed, width: int, actor: Actor, *, today: date) -> None:
    for key in REQUIRED:
        if key not in given.mapping:
            raise Refused(Sentence("请指明哪一列是“{column}”。", {"column": BY_KEY[key].label}), field=key)
    used = list(given.mapping.values())
    if len(set(used)) != len(used) or not set(used) <= set(range(width)) or not set(given.mapping) <= set(BY_KEY):
        raise Refused("一列只能对应一项内容，请核对。")
    if given.approved_on is not None and given.approved_on > today:
        raise Refused("批准日期还没有到，请核对。", field="approved_on")
    if given.union is not None:
        check_administer(actor, given.union.path)
        check_takes_members(given.union, None, on=today)
