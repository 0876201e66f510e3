"""The register of members, and a person's membership, in words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from zhijia.organisation.models import Membership, Person
from zhijia.organisation.models.memberships import Ending, Standing
from zhijia.organisation.protection.sealed import SealedText
from zhijia.organisation.queries.memberships import Beside, Span
from zhijia.ui.components import Action, Column, TimelineEntry
from zhijia.ui.reader import day_read


def member_columns() -> list[Column]:
    return [
        Column(_("姓名"), "name"),
        Column(_("状态"), "short"),
        Column(_("工会、分会或小组")),
        Column(_("手机号码"), "name"),
        Column(_("首次入会"), "name"),
        Column(_("自"), "name"),
    ]


def member_chips() -> dict[str, str]:
    return {"": _("在会"), "retained": _("保留会籍"), "left": _("已离开")}


@dataclass(frozen=True, slots=True)
class MemberLine:
    """One span as a row, in words. Of whoever left only the register's own are shown, and no record is opened (`url`)."""

    url: str
    name: str
    place: str
    words: str
    light: str
    phone: str
    joined: str
    lasted: str


def member_lines(rows: Sequence[Membership], *, named: Beside) -> list[MemberLine]:
    """`named` are the people and unions that the reader sees."""
    head, tail = reverse("organising:person", args=[0]).split("0")  # once, and not for each row
    return [
        _line(row, person, named.unions, url=f"{head}{row.person_id}{tail}" if person else "")
        for row in rows
        for person in [named.people.get(row.person_id)]
    ]


def _line(row: Membership, person: Person | None, unions: Mapping[int, str], *, url: str) -> MemberLine:
    phone: SealedText | None = person.phone if person else None
    words, light = standing_of(row)
    since, until = day_read(row.from_on), day_read(row.to_on)
    return MemberLine(
        url=url,
        name=person.name if person else row.name,
        place=unions.get(row.group_id or 0) or unions.get(row.union_id, ""),
        words=words,
        light=light,
        phone=phone.masked if phone is not None else "",
        joined=day_read(row.joined_on),
        lasted=f"{since} — {until}" if until else since,
    )


def standing_of(row: Membership | Span) -> tuple[str, str]:
    """How a span stands, and the light beside it."""
    if row.to_on is not None:
        return str(Ending(row.ended_as).label), "none"
    return str(Standing(row.standing).label), "ok" if row.standing == Standing.ACTIVE else "near"


def history_of(rows: Sequence[Span]) -> list[TimelineEntry]:
    """Every span of a person, the newest first."""
    return [
        TimelineEntry(
            text=f"{row.union_name} · {row.group_name}" if row.group_name else row.union_name,
            at=row.from_on,
            who=standing_of(row)[0],
            note=_ended(row),
            light="" if row.to_on else standing_of(row)[1],
        )
        for row in rows
    ]


def _ended(row: Span) -> str:
    if row.to_on is None:
        return row.basis
    words = _("到%(day)s") % {"day": day_read(row.to_on)}
    return f"{words} · {row.end_reason}" if row.end_reason else words


def acts_on(row: Span) -> list[Action]:
    """What may be done about an open span by whoever keeps its union."""
    is_retained = row.standing == Standing.RETAINED
    verbs = [
        ("transfer", _("转会")),
        ("group", _("调整分会或小组")),
        ("resume", _("恢复会籍")) if is_retained else ("retain", _("保留会籍")),
        ("withdraw", _("退会")),
        ("lapse", _("视为自动退会")),
        ("expel", _("除名")),
        ("death", _("登记去世")),
    ]
    return [Action(words, reverse("organising:change_membership", args=[row.id, verb]), "") for verb, words in verbs]
