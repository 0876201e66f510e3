"""The door of the plan parser: a text in, a frozen reading out. Pure: no clock, no network, no database."""

from dataclasses import replace
from datetime import date

from zhijia.services.plans.parsing.actors.sentence_owners import find_sentence_owners
from zhijia.services.plans.parsing.acts.tasks import build_tasks
from zhijia.services.plans.parsing.amounts.targets import read_targets
from zhijia.services.plans.parsing.assembly.belonging import (
    all_owners,
    dated_targets,
    numbered,
    parented,
    tasks_with_belongings,
)
from zhijia.services.plans.parsing.assembly.outline import Outline
from zhijia.services.plans.parsing.assembly.parts import Parts, Placed
from zhijia.services.plans.parsing.dates.deadlines import build_deadlines, stale_sentences
from zhijia.services.plans.parsing.metadata import Given
from zhijia.services.plans.parsing.model import SetAside
from zhijia.services.plans.parsing.parsed_plan import ParsedPlan
from zhijia.services.plans.parsing.skeleton import read_skeleton
from zhijia.services.plans.parsing.source import Source


def parse_plan(text: str, *, year: int | None = None, issued_on: date | None = None) -> ParsedPlan:
    """Read a work plan of any layout; never raises on odd text.

    `year` and `issued_on` are what the uploader knows and override what the text seems to say. Dates without a year are
    resolved against the plan year, terms "after issue" against the issue date.
    """
    skeleton = read_skeleton(Source(text), Given(year=year, issued_on=issued_on))
    source, dates, context = skeleton.source, skeleton.dates, skeleton.date_context
    reading = read_targets(source, skeleton.no_quantities, stale_sentences(source, dates, context))
    actors = find_sentence_owners(source, skeleton.apart)
    tasks = build_tasks(skeleton, targets=reading.targets, actors=actors)
    outline = Outline(skeleton.headings, skeleton.items)
    parts = Parts(
        skeleton=skeleton,
        outline=outline,
        tasks=[replace(task, parent=outline.parent_at(task.start)) for task in tasks],
        targets=reading.targets,
        deadlines=Placed(build_deadlines(source, dates, context)),
        groups=skeleton.groups,
        sentence_owners=actors,
    )
    return _assembled(parts, set_aside=reading.set_aside)


def _assembled(found: Parts, *, set_aside: list[SetAside]) -> ParsedPlan:
    parts = numbered(found)
    tasks = tasks_with_belongings(parts)
    placed, outline = Placed(tasks), parts.outline
    return ParsedPlan(
        document=parts.skeleton.document,
        headings=parts.skeleton.headings,
        items=parts.skeleton.items,
        targets=parented(dated_targets(parts), tasks=placed, outline=outline),
        deadlines=parented(parts.deadlines, tasks=placed, outline=outline),
        owners=parented(all_owners(parts), tasks=placed, outline=outline),
        tasks=tuple(tasks),
        set_aside=parented(set_aside, tasks=placed, outline=outline),
    )
