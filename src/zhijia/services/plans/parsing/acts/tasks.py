"""Leaf tasks: the clauses of the body that begin with an action, and the rows of a table."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Final

from zhijia.services.plans.parsing.acts.regions import announcements, leads, masked, stretches
from zhijia.services.plans.parsing.acts.verbs import (
    RESULT_VERBS,
    assigned_verb,
    has_preposition,
    is_adverbial,
    is_date_only,
    leading_verb,
    preposed_verb,
    rate_verb,
    verb_after_modal,
    verb_after_subject,
    verb_anywhere,
)
from zhijia.services.plans.parsing.doubts import DoubtCode
from zhijia.services.plans.parsing.model import Owner, Target, Task
from zhijia.services.plans.parsing.outline.tables import TableRow
from zhijia.services.plans.parsing.skeleton import Skeleton
from zhijia.services.plans.parsing.source import Source, Span, Spans, melted

_TRIM: Final = " ，,、；;：:\t。"
_LONGEST_OBJECT: Final = 80
_CALL = re.compile(r"要求(?:各|全|我|你)")
_CONTACT = re.compile("[ ，。；]*(?:联系人|联系方式|(?:联系|咨询|举报)?电话|传真|邮箱)：")
_SENDS = re.compile(
    "将[^，。；]{2,40}?(?P<verb>报送|上报|反馈|提交|报|送|交)(?!告|名|到|达|考|流|通|往|办)[^，。；]{2,}$"
)
_STATEMENT = re.compile(r"是(?:一|新|历史|重要|为)|意义|现(?:就|将|印发|提出)|特制定|如下")


@dataclass(frozen=True, slots=True)
class _Clause:
    start: int
    end: int
    verb: str
    is_task: bool
    sets_scene: bool


def build_tasks(skeleton: Skeleton, *, targets: Iterable[Target], actors: Iterable[Owner]) -> list[Task]:
    """Tasks in order of the text; what belongs to them is filled in when all is known."""
    source, headings, body = skeleton.source, skeleton.headings, skeleton.body
    said = [Span(owner.start, owner.end) for owner in actors if owner.form == "sentence"]
    words = masked(source, dates=skeleton.date_spans, actors=said)
    measured = Spans([Span(target.start, target.end) for target in targets])
    announced = announcements(source, headings=headings, items=skeleton.items, measured=measured, end=body.end)
    rows = [Span(row.start, row.end) for row in skeleton.rows]
    no_prose = melted([*skeleton.apart, *announced, *rows])
    introduced = melted(leads(source, headings))
    tasks = [_row_task(source, row) for row in skeleton.rows]
    for stretch in stretches(source, body=body, apart=no_prose):
        if measured.over(stretch.start, stretch.end) or not introduced.over(stretch.start, stretch.end):
            tasks += _sentence_tasks(source, stretch, words=words, measured=measured)
    tasks.sort(key=lambda task: task.start)
    return [replace(task, id=f"t{number}") for number, task in enumerate(tasks, 1)]


def _row_task(source: Source, row: TableRow) -> Task:
    """One row is one task: from its title to the last cell that describes it."""
    described = [cell for cell in row.cells if cell.column == "title"] or list(row.cells)
    start, end = _trimmed(source, described[0].start, described[-1].end)
    leading = (leading_verb(source.face[cell.start : cell.end]) for cell in described)
    verb = next((found[1] for found in leading if found), None) or verb_anywhere(source.face[start:end])
    return _task(source, Span(start, end), verb=verb or "", words=source.text[row.title.start : row.title.end])


def _sentence_tasks(source: Source, sentence: Span, *, words: str, measured: Spans) -> list[Task]:
    """One task a clause that opens one; clauses that set the scene go with the task after them, results with the one before."""
    is_call = _CALL.search(source.face, sentence.start, min(sentence.end, sentence.start + 40))
    if is_call or _CONTACT.match(source.face, sentence.start):
        return []
    clauses = _clauses(source, sentence, words=words, measured=measured)
    openings = [index for index, clause in enumerate(clauses) if clause.is_task]
    tasks, free = [], 0
    for index, following in zip(openings, [*openings[1:], len(clauses)][: len(openings)], strict=True):
        last = following
        while following < len(clauses) and last > index + 1 and clauses[last - 1].sets_scene:
            last -= 1
        tasks.append(_clause_task(source, clauses[free:last], opening=clauses[index]))
        free = last
    return tasks


def _clause_task(source: Source, clauses: list[_Clause], *, opening: _Clause) -> Task:
    start, end = _trimmed(source, clauses[0].start, clauses[-1].end)
    verb_at = source.face.find(opening.verb, opening.start, opening.end) + len(opening.verb)
    words = source.text[verb_at : opening.end].strip(_TRIM)
    return _task(source, Span(start, end), verb=opening.verb, words=words)


def _task(source: Source, span: Span, *, verb: str, words: str) -> Task:
    return Task(
        id="",
        parent=None,
        text=source.text[span.start : span.end],
        start=span.start,
        end=span.end,
        doubts=() if verb else (DoubtCode.NO_VERB,),
        verb=verb,
        object=words[:_LONGEST_OBJECT],
        targets=(),
        deadlines=(),
        owners=(),
    )


def _trimmed(source: Source, start: int, end: int) -> tuple[int, int]:
    """Without the stops around it; what is nothing but stops stays as it is."""
    words = source.face[start:end]
    first = start + len(words) - len(words.lstrip(_TRIM))
    last = end - len(words) + len(words.rstrip(_TRIM))
    return (first, last) if first < last else (start, end)


def _clauses(source: Source, sentence: Span, *, words: str, measured: Spans) -> list[_Clause]:
    clauses: list[_Clause] = []
    start, has_task = sentence.start, False
    while start < sentence.end:
        end = min(source.clause(start).end, sentence.end)
        if end > start and words[start:end].strip(_TRIM):
            is_measured = measured.over(start, end) is not None
            clause = _clause(words[start:end], Span(start, end), is_measured=is_measured, is_first=not has_task)
            if clause.is_task and not clause.verb and end < sentence.end and has_preposition(words[start:end]):
                clause = replace(clause, is_task=False, sets_scene=True)  # 围绕23个重点项目，开展…
            clauses.append(clause)
            has_task = has_task or clauses[-1].is_task
        start = max(end, start) + 1
    return clauses


def _clause(words: str, span: Span, *, is_measured: bool, is_first: bool) -> _Clause:
    if _STATEMENT.search(words) and not is_measured:
        return _Clause(span.start, span.end, "", is_task=False, sets_scene=False)
    verb, is_task = _verb_of(words, is_first=is_first)
    sets_scene = not is_task and (is_adverbial(words) or is_date_only(words))
    if is_measured and not is_task and not sets_scene:
        verb = verb or rate_verb(words) or verb_anywhere(words) or ""
        is_task = bool(verb) or is_first
    return _Clause(span.start, span.end, verb, is_task=is_task, sets_scene=sets_scene)


def _verb_of(words: str, *, is_first: bool) -> tuple[str, bool]:
    """The verb of a clause, and whether the clause opens a task rather than continuing one."""
    assigned = assigned_verb(words)
    if assigned is not None:
        return assigned, bool(assigned)
    leading = leading_verb(words)
    if leading:
        return leading[1], is_first or leading[1] not in RESULT_VERBS
    acting = verb_after_modal(words) or (None if has_preposition(words) else verb_after_subject(words))
    if acting:
        return acting, True
    preposed = None if is_adverbial(words) else preposed_verb(words)
    if preposed is None:
        sends = _SENDS.search(words)
        return (sends["verb"], True) if sends else ("", False)
    verb, preposition = rate_verb(words) or preposed[0], preposed[1]
    return verb, is_first or (verb not in RESULT_VERBS and preposition not in ("为", "以"))
