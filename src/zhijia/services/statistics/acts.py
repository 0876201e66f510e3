"""What the steps of a return change."""

from collections.abc import Sequence
from typing import cast

from zhijia.engines.cases.flow import Outcome, Turn
from zhijia.lib.sentences import Refused
from zhijia.organisation.scopes import ActingPost
from zhijia.organisation.writing import update_each
from zhijia.services.statistics.assembling import digest_of_sheet, fill_in, find_faults, needs_note, seal, stand_each
from zhijia.services.statistics.checks import refuse_if_summed
from zhijia.services.statistics.computing import compute
from zhijia.services.statistics.handing import begin_handing_out
from zhijia.services.statistics.jobs import hand_out_rest
from zhijia.services.statistics.models import Filling, FormerSheet, Return
from zhijia.services.statistics.queries import fillings_of
from zhijia.services.statistics.rules.forms import FORMS

SEALED = ["sheet", "digest", "handed_in_on", "signer_label", "note", "edited"]


def hand_out(turn: Turn) -> Outcome:
    """Open a return for each union that reports here, due on the day that was named; where there is none, that is known now."""
    record: Return = turn.record
    handing = begin_handing_out(turn, due_on=turn.data["due_on"])
    record.handed_out_on = turn.today
    record.save(update_fields=["handed_out_on"])
    if handing.finished_at is None:
        hand_out_rest.defer(handing_id=handing.pk)
    return Outcome(data={"opened": handing.total, "due_on": handing.due_on.isoformat()})


def fill(turn: Turn) -> Outcome:
    """What differs from before is written down, cell by cell."""
    record: Return = turn.record
    before = fill_in(record.form, {}, list(fillings_of(record)))
    given = {cell.code: turn.data[cell.code] for cell in FORMS.by_hand(record.form)}
    changed = {code: value for code, value in given.items() if value != before[code]}
    Filling.objects.bulk_create(_filling(turn, code, value) for code, value in changed.items())
    return Outcome(data={"cells": changed})


def override(turn: Turn) -> Outcome:
    """Another number than the system's, or with none the system's again, and why."""
    record: Return = turn.record
    code, value = turn.data["cell"], turn.data["value"]
    system = compute(record).own[code]
    row = _filling(turn, code, value)
    row.system, row.reason = system, turn.data["reason"]
    row.save()
    return Outcome(data={"cell": code, "value": value, "system": system, "reason": row.reason})


def read_sheet(turn: Turn) -> Outcome:
    """What a workbook says otherwise than the return: by hand, or beside the system's number with the reason it gives."""
    standing = turn.data["standing"]
    rows = []
    for code, (value, reason) in turn.data["cells"].items():
        row = _filling(turn, code, value)
        if code in standing.system:
            row.system, row.reason = standing.system[code], reason
        rows.append(row)
    Filling.objects.bulk_create(rows)
    return Outcome(data={"cells": {row.cell: row.value for row in rows}, "file": turn.data["file"].name[:120]})


def _filling(turn: Turn, code: str, value: int | None) -> Filling:
    """A row with who wrote it: only posts do (`check_is_filler`)."""
    post = cast("ActingPost", turn.actor.post)
    return Filling(
        stat_return=turn.record,
        cell=code,
        value=value,
        filled_at=turn.now,
        post_id=post.id,
        label=turn.actor.signature[:200],
    )


def sign(turn: Turn) -> Outcome:
    """Seal the sheet. Its digest and all of its numbers go into the log with the signature, where they can be proven.

    The city's own has nobody above it here: it is filed at once.
    """
    record, standing = turn.record, turn.ask(stand_each)
    note = turn.data["note"]
    if needs_note(find_faults(standing)) and not note:
        raise Refused("逻辑检查有需要说明的地方。请写明原因以后再签发。", field="note")
    signer = turn.actor.signature[:200]
    record.sheet = seal(standing, note=note, signer=signer, now=turn.now)
    record.digest = digest_of_sheet(record.sheet)
    record.handed_in_on, record.signer_label, record.note = turn.today, signer, note
    record.edited = len(standing.edited)
    record.accepted_on = None if record.superior_id else turn.today
    record.save(update_fields=[*SEALED, "accepted_on"])
    data = {"digest": record.digest, "sheet": record.sheet}
    return Outcome(data=data, to_state="" if record.superior_id else "accepted")


def accept(turns: Sequence[Turn]) -> Sequence[Outcome]:
    """From now on they are added up."""
    for turn in turns:
        refuse_if_summed(turn)
        turn.record.accepted_on = turn.today
    update_each([turn.record for turn in turns], ["accepted_on"])
    return [Outcome(data={"digest": turn.record.digest}) for turn in turns]


def send_back(turn: Turn) -> Outcome:
    """The seal is broken, visibly: what was signed is laid aside, what is filled in stays where it is."""
    return _unseal(turn)


def correct(turn: Turn) -> Outcome:
    """The same of one that was accepted: it is added up no more until its new sheet is signed and accepted."""
    return _unseal(turn)


def _unseal(turn: Turn) -> Outcome:
    record, reason = turn.record, turn.data["reason"]
    former = FormerSheet.objects.create(
        stat_return=record,
        version=record.formers.count() + 1,
        sheet=record.sheet,
        digest=record.digest,
        signer_label=record.signer_label,
        handed_in_on=record.handed_in_on,
        accepted_on=record.accepted_on,
        replaced_on=turn.today,
        reason=reason,
        label=turn.actor.signature[:200],
    )
    record.sheet, record.digest, record.handed_in_on, record.accepted_on = None, "", None, None
    record.signer_label, record.note, record.edited = "", "", 0
    record.save(update_fields=[*SEALED, "accepted_on"])
    return Outcome(data={"reason": reason, "digest": former.digest, "version": former.version}, note=reason)


def reopen(turn: Turn) -> Outcome:
    """Back to those who fill it in, before it is signed."""
    return Outcome(data={"reason": turn.data["reason"]}, note=turn.data["reason"])
