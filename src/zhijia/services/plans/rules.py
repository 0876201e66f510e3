"""What publishing asks of a tree: what stands in the way, and what is only pointed out (TA-01, TA-02, TA-04, DO-02);
and what must not be brought in at all (DO-06)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from zhijia.lib.classification import find_classified_mark
from zhijia.lib.sentences import Refused, Sentence, gettext_noop
from zhijia.services.plans.parsing.outline.markers import read_marker
from zhijia.services.plans.review.facts import committed_targets, goal_of, period_of, targets_of
from zhijia.services.plans.review.quantities import decimal_of
from zhijia.services.plans.review.tree import Node, Tree

DOUBT_OPEN = gettext_noop("有存疑尚未处理。")
NOT_CONFIRMED = gettext_noop("任务尚未确认。")
NO_GOAL = gettext_noop("下面的任务和目标值没有归到三大目标中的一个。")
NO_INDICATOR = gettext_noop("目标值没有对应的指标。")
NO_NUMBER = gettext_noop("目标值没有数值或单位。")
WRONG_RANGE = gettext_noop("区间的上限小于下限。")
WRONG_DATES = gettext_noop("完成时限早于启动日期。")
TARGET_FAULTS = (NO_INDICATOR, NO_NUMBER, WRONG_RANGE)
NO_TASKS = gettext_noop("没有一项任务，不能发布。")
NO_STANDARD = gettext_noop("没有数量，也没有写明完成标志（TA-02）。")
NO_DATE = gettext_noop("没有完成时限，交办时必须写明（TA-01）。")
BEFORE_PERIOD = gettext_noop("完成时限在计划期间之前，改过年度的请核对时限。")
AFTER_PERIOD = gettext_noop("完成时限在计划期间之后，请核对年份。")
PART_OVER_WHOLE = gettext_noop("“其中”的部分大于总数（TA-04）。")
SUM_UNDER_WHOLE = gettext_noop("下级各项目标值之和小于这个目标值（TA-04）。")
NUMBER_SKIPPED = gettext_noop("编号和前一项不衔接（DO-02）。")
CLASSIFIED = gettext_noop("这份文件标有“{mark}”。涉密文件不能上传到本系统，请按保密规定办理。")


def refuse_classified(text: str) -> None:
    """DO-06: a text that bears the mark of a state secret is not kept. Raises `Refused`."""
    if mark := find_classified_mark(text):
        raise Refused(Sentence(CLASSIFIED, {"mark": mark}))


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that stands against publishing, or (in warnings) that one should know before. `node` None: the plan."""

    sentence: str
    node: Node | None = None


@dataclass(frozen=True, slots=True)
class Check:
    """What stands in the way, and what is only pointed out."""

    missing: tuple[Finding, ...]
    warnings: tuple[Finding, ...]


def check_tree(tree: Tree) -> Check:
    """Everything that publishing asks of a tree, in the order of the document."""
    tasks, targets = tree.of_kind("task"), committed_targets(tree)
    missing = [Finding(DOUBT_OPEN, node) for _depth, node in tree.walk() if node.question]
    missing += [Finding(NOT_CONFIRMED, task) for task in tasks if not (task.is_accepted or task.question)]
    missing += [Finding(NO_GOAL, node) for node in _without_goal(tree, [*tasks, *targets])]
    missing += [Finding(WRONG_DATES, task) for task in tasks if _has_wrong_dates(tree, task)]
    missing += [Finding(sentence, target) for sentence in TARGET_FAULTS for target in targets if _has(target, sentence)]
    if not tasks:
        missing.append(Finding(NO_TASKS))
    warnings = [Finding(NO_STANDARD, task) for task in tasks if not _is_measured(tree, task)]
    warnings += [Finding(NO_DATE, task) for task in tasks if period_of(tree, task).to_on is None]
    warnings += [Finding(PART_OVER_WHOLE, target) for target in targets if _exceeds_whole(tree, target)]
    warnings += [Finding(SUM_UNDER_WHOLE, target) for target in targets if _falls_short(tree, target, targets)]
    warnings += [Finding(NUMBER_SKIPPED, heading) for heading in _out_of_sequence(tree)]
    return Check(tuple(missing), tuple(warnings))


def dates_outside(tree: Tree, period: tuple[date, date]) -> list[Finding]:
    """Tasks whose date lies outside the plan's period, as when its year was corrected after it had been read."""
    first, last = period
    due = [(task, period_of(tree, task).to_on) for task in tree.of_kind("task")]
    early = [Finding(BEFORE_PERIOD, task) for task, day in due if day and day < first]
    return early + [Finding(AFTER_PERIOD, task) for task, day in due if day and day > last]


def _out_of_sequence(tree: Tree) -> list[Node]:
    """Numbered headings that follow no number before them: neither among sisters of one style, counted from one on, nor
    in a count that runs on from section to section.
    """
    counted: dict[tuple[int | None, str], int] = {}
    running: dict[str, int] = {}
    skipped = []
    for heading in tree.of_kind("heading"):
        marker = read_marker(str(heading.attributes.get("marker", "")))
        if marker is None:
            continue
        style, number = marker
        if number - 1 not in (counted.get((heading.parent, style), 0), running.get(style)):
            skipped.append(heading)
        counted[heading.parent, style] = running[style] = number
    return skipped


def _without_goal(tree: Tree, nodes: Iterable[Node]) -> list[Node]:
    """Where goals have to be set: for each node without one the nearest heading above it, else the node itself; once."""
    places: dict[int, Node] = {}
    for node in nodes:
        if not goal_of(tree, node):
            place = next((above for above in tree.ancestors(node) if above.kind == "heading"), node)
            places.setdefault(place.id, place)
    return list(places.values())


def _has_wrong_dates(tree: Tree, task: Node) -> bool:
    period = period_of(tree, task)
    return period.from_on is not None and period.to_on is not None and period.from_on > period.to_on


def _has(target: Node, fault: str) -> bool:
    data = target.attributes
    value, value_max = decimal_of(data.get("value")), decimal_of(data.get("value_max"))
    faults = {
        NO_INDICATOR: not data.get("indicator"),
        NO_NUMBER: value is None or not data.get("unit"),
        WRONG_RANGE: value is not None and value_max is not None and value_max < value,
    }
    return faults[fault]


def _is_measured(tree: Tree, task: Node) -> bool:
    return bool(targets_of(tree, task) or task.attributes.get("standard"))


def _exceeds_whole(tree: Tree, target: Node) -> bool:
    whole = tree.live(target.attributes.get("part_of"))
    part_value = decimal_of(target.attributes.get("value"))
    whole_value = decimal_of(whole.attributes.get("value")) if whole else None
    return part_value is not None and whole_value is not None and part_value > whole_value


def _falls_short(tree: Tree, target: Node, targets: Sequence[Node]) -> bool:
    """Whether targets below, measured by the same number, add up to less than this one. Shares are not added up."""
    own, wanted = target.attributes, decimal_of(target.attributes.get("value"))
    if own.get("unit") == "%" or wanted is None or not own.get("indicator") or own.get("comparator") == "<=":
        return False
    below = [
        decimal_of(other.attributes.get("value"))
        for other in targets
        if other.attributes.get("indicator") == own["indicator"]
        and not other.attributes.get("part_of")
        and _is_below(tree, other, target)
    ]
    return bool(below) and sum(filter(None, below)) < wanted


def _is_below(tree: Tree, other: Node, target: Node) -> bool:
    """Whether another target stands further down the branch that this one hangs on."""
    return other.parent != target.parent and target.parent in {above.id for above in tree.ancestors(other)}
