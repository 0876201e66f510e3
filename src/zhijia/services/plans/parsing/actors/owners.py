"""Owners written as such: （牵头单位：…，配合单位：…）, （…负责）, 责任人：…, and cells of a table."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from zhijia.services.plans.parsing.actors.unit_names import split_units
from zhijia.services.plans.parsing.doubts import DoubtCode
from zhijia.services.plans.parsing.model import Owner
from zhijia.services.plans.parsing.outline.tables import TableRow
from zhijia.services.plans.parsing.source import Source, Span, melted

_KIND: Final = r"(?:单位|部门|部室|处室|科室|领导|人|岗位|主体|机构|地区|股室|工会|责任人)"
LABEL: Final = re.compile(
    rf"(?P<label>(?P<lead>(?:第一)?责任|牵头|负责|主办|承办|主责|实施|落实|组织|主管|分管)(?:及责任|责任|负责)?{_KIND}|"
    rf"(?P<support>配合|协办|协助|参与|协同|支持|参加){_KIND}|(?<=[（；，\n])(?:牵头|(?P<helps>配合|协办))) ?： ?"
)
_OTHER_LABEL: Final = re.compile(r"[；，。 ][^；，。：、（）]{2,8}： ?")
_VALUE_END: Final = re.compile(r"[。；\n\t|]")
_MAX_VALUE: Final = 200
_BETWEEN_LABELS: Final = " ；，。\n\t|"
_VERB: Final = re.compile(
    r"(?P<lead>(?:分别|按职责|按职责分工|共同|具体)?(?:牵头负责|牵头|负责落实|负责|主办|承办|组织实施|落实))|(?P<support>配合|协助|参与|协办|支持|参加)|(?P<guide>指导)"
)
_FIRST_LEADS: Final = re.compile(r"[列排](?:在|名)?第一位?的?(?:者|单位|部门)?[的]?(?:为|是)牵头")
_GROUP: Final = re.compile(".{2,220}?(?:负责|牵头|落实|配合|承办|主办|参与|协助)(?:[，；。][^（）]{0,60})?[。，]?")
_SENTENCE_LIKE: Final = re.compile(r"[要应将把对使让]|负责人|不|的")


@dataclass(frozen=True, slots=True)
class OwnerGroup:
    """The owners of one bracket, label or row; they answer for what stands since `covers_from` up to `start`."""

    start: int
    end: int
    owners: tuple[Owner, ...]


def find_owner_groups(source: Source, rows: tuple[TableRow, ...]) -> list[OwnerGroup]:
    """All explicit groups in order of the text; what a bracket names is not named again by its cell or label."""
    found: list[OwnerGroup] = []
    for groups in (_bracket_groups(source), _cell_groups(source, rows), _label_groups(source)):
        taken = melted(Span(group.start, group.end) for group in found)
        found += [group for group in groups if not taken.over(group.start, group.end)]
    return _merged(source, sorted(found, key=lambda group: group.start))


def _merged(source: Source, groups: list[OwnerGroup]) -> list[OwnerGroup]:
    """牵头单位：… and 配合单位：… on the next line are one group."""
    merged: list[OwnerGroup] = []
    for group in groups:
        before = merged[-1] if merged else None
        if before and not source.face[before.end : group.start].strip(_BETWEEN_LABELS):
            merged[-1] = OwnerGroup(before.start, group.end, before.owners + group.owners)
        else:
            merged.append(group)
    return merged


def _bracket_groups(source: Source) -> Iterator[OwnerGroup]:
    declared_from = _declared_from(source)
    for bracket in source.brackets:
        inner = Span(bracket.start + 1, bracket.end - 1)
        ranked = bracket.start >= declared_from
        owners = _labelled(source, inner, form="bracket") or _responsible(source, inner, ranked=ranked)
        if owners:
            yield OwnerGroup(start=bracket.start, end=bracket.end, owners=tuple(owners))


def _declared_from(source: Source) -> int:
    """From where on the first listed leads (…，下同): the bracket that says so and everything after it."""
    declared = _FIRST_LEADS.search(source.face)
    if not declared:
        return len(source.face)
    bracket = source.bracket_spans.over(*declared.span())
    return bracket.start if bracket else declared.start()


def _label_groups(source: Source) -> Iterator[OwnerGroup]:
    """责任单位：… in running text or alone on a line; a second label directly after the first is the same group."""
    for match in LABEL.finditer(source.face):
        if source.bracket_spans.over(*match.span()):
            continue
        limit = min(match.end() + _MAX_VALUE, len(source.face))
        stop = _VALUE_END.search(source.face, match.end(), limit)
        end = stop.start() if stop else limit
        nearer = LABEL.search(source.face, match.end(), end) or _OTHER_LABEL.search(source.face, match.end(), end)
        span = Span(match.end(), nearer.start() if nearer else end)
        owners = _units(source, span, role=_role(match), form="label", label=match["label"])
        if owners:
            yield OwnerGroup(start=match.start(), end=span.end, owners=tuple(owners))


def _role(label: re.Match[str]) -> str:
    return "support" if label["support"] or label["helps"] else "lead"


def _cell_groups(source: Source, rows: tuple[TableRow, ...]) -> Iterator[OwnerGroup]:
    for row in rows:
        for cell in row.cells:
            if cell.column in ("lead", "support"):
                labelled = _labelled(source, Span(cell.start, cell.end), form="label")
                owners = labelled or _units(
                    source, Span(cell.start, cell.end), role=cell.column, form="label", label=None
                )
                if owners:
                    yield OwnerGroup(start=cell.start, end=cell.end, owners=tuple(owners))


def _labelled(source: Source, span: Span, *, form: str) -> list[Owner]:
    """Units behind each label; a field with another label (适用范围：) ends the one before it."""
    labels = list(LABEL.finditer(source.face, span.start, span.end))
    owners = []
    for index, match in enumerate(labels):
        end = labels[index + 1].start() if index + 1 < len(labels) else span.end
        other = _OTHER_LABEL.search(source.face, match.end(), end)
        role = _role(match)
        value = Span(match.end(), other.start() if other else end)
        owners += _units(source, value, role=role, form=form, label=match["label"])
    return owners


def _responsible(source: Source, span: Span, *, ranked: bool) -> list[Owner]:
    """（A、B负责）, （A牵头，B、C配合）; guidance (…指导) is not ownership."""
    face = source.face[span.start : span.end]
    if len(face) > 240 or not _GROUP.fullmatch(face):
        return []
    body = face.split("。")[0]
    parts = _parts(body)
    has_lead = any(verb == "lead" and "牵头" in word for _, _, verb, word in parts)
    owners: list[Owner] = []
    for start, end, verb, word in parts:
        units = Span(span.start + start, span.start + end)
        if verb == "guide" or _SENTENCE_LIKE.search(body[start:end]):
            continue
        role = "support" if verb == "support" or (has_lead and "牵头" not in word) else "lead"
        joined = face.find("会同", start, end)
        if joined > 0:
            owners += _units(source, Span(span.start + joined, units.end), role="support", form="bracket", label=None)
            units = Span(units.start, span.start + joined)
        owners += _ranked(_units(source, units, role=role, form="bracket", label=None), ranked=ranked and not has_lead)
    return owners


def _parts(body: str) -> list[tuple[int, int, str, str]]:
    """The stretches of units, each with the verb that ends it."""
    parts, start = [], 0
    for match in _VERB.finditer(body):
        if match.start() > start:
            parts.append((start, match.start(), str(match.lastgroup), match[0]))
        start = match.end()
    return parts


def _ranked(owners: list[Owner], *, ranked: bool) -> list[Owner]:
    """列第一位者为牵头单位: the first leads, the others support."""
    if not ranked:
        return owners
    return [_with_role(owner, "lead" if index == 0 else "support") for index, owner in enumerate(owners)]


def _with_role(owner: Owner, role: str) -> Owner:
    return Owner(
        id=owner.id,
        parent=owner.parent,
        text=owner.text,
        start=owner.start,
        end=owner.end,
        doubts=owner.doubts,
        role=role,
        form=owner.form,
        label=owner.label,
        is_open_list=owner.is_open_list,
    )


def _units(source: Source, span: Span, *, role: str, form: str, label: str | None) -> list[Owner]:
    return [
        Owner(
            id="",
            parent=None,
            text=source.text[span.start + unit.start : span.start + unit.end],
            start=span.start + unit.start,
            end=span.start + unit.end,
            doubts=(DoubtCode.OPEN_LIST,) if unit.is_open_list else (),
            role=role,
            form=form,
            label=label,
            is_open_list=unit.is_open_list,
        )
        for unit in split_units(source.face[span.start : span.end])
    ]
