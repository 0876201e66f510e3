"""What tellers see of hands and papers."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from zhijia.engines.ballots.kinds import LABELS
from zhijia.engines.ballots.models import CountSheet
from zhijia.faces.polling.forms import CountForm
from zhijia.organisation.scopes import Actor


@dataclass(frozen=True, slots=True)
class ShownSheet:
    """What tellers see of one question. `form` is None once it is confirmed; `seen` says which entry would be confirmed."""

    number: int
    title: str
    form: CountForm | None
    lines: Sequence[tuple[str, str]]
    entered: str
    confirmed: str
    seen: str
    may_confirm: bool


def present_sheet(one: Mapping[str, Any], kept: CountSheet | None, form: CountForm, *, actor: Actor) -> ShownSheet:
    """A form to enter it, what was entered, and who may confirm that."""
    if kept is None:
        return ShownSheet(one["number"], one["title"], form, (), "", "", "", may_confirm=False)
    lines = [
        (option["label"], " · ".join(f"{_(LABELS[mark])} {kept.marks[option['code']][mark]}" for mark in one["marks"]))
        for option in one["options"]
    ]
    lines += [(name, f"{_('另选他人')} {votes}") for name, votes in kept.write_ins.items()]
    if kept.issued:
        papers = {"issued": kept.issued, "returned": kept.returned, "spoiled": kept.spoiled}
        lines.append((_("选票"), _("发出 %(issued)d，收回 %(returned)d，废票 %(spoiled)d") % papers))
    is_open = kept.confirmed_at is None
    return ShownSheet(
        one["number"],
        one["title"],
        form if is_open or form.errors else None,
        lines,
        kept.entered_name,  # type: ignore[attr-defined]  # annotated by `sheets_of`
        kept.confirmed_name or "",  # type: ignore[attr-defined]
        kept.entered_at.isoformat(),
        may_confirm=is_open and kept.entered_by_id != actor.person_id,
    )
