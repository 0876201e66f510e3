"""The state diagram of a flow, drawn from its declaration: as SVG for the case page, as Mermaid text for documents.

States stand in columns by their distance from the first. A move to the next column is a curve; every other move runs
through a lane of its own below the states. Pure: no styles, only the classes of the `diagram` component.

What does not depend on the case is the `Plate` of a flow in a language: pages keep it and light the states on it.
"""

import unicodedata
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import escape

from zhijia.engines.cases.flow import Flow, Move
from zhijia.lib.phrases import clauses
from zhijia.lib.sentences import Sentence, gettext_noop

Translate = Callable[[str], str]

EM = 14
WORD = 13
ROW = 34
LOOP_ROW = 20
PADDING = 14
ROW_GAP = 30
LANE_GAP = 26
MARGIN = 12
LEAST_GAP = 56
HEAD = 7
BREADTHS = {0.36: "iljtfrI.,:;'|!()[] -/", 0.98: "mwMW@%"}
"""Signs that are much narrower or broader than the rest, by their breadth in parts of the size of the letters."""


@dataclass(frozen=True, slots=True)
class Box:
    """A state on the drawing: its corner and size in pixels, and the moves that keep it."""

    code: str
    label: str
    loops: tuple[str, ...]
    x: float
    y: float
    width: float
    height: float

    @property
    def middle(self) -> float:
        return self.y + self.height / 2

    @property
    def bottom(self) -> float:
        return self.y + self.height

    @property
    def right(self) -> float:
        return self.x + self.width


@dataclass(frozen=True, slots=True)
class Word:
    """The label of a move, set around its middle; `y` is its baseline."""

    text: str
    x: float
    y: float

    @property
    def half(self) -> float:
        return _wide(self.text, WORD) / 2


@dataclass(frozen=True, slots=True)
class Mooring:
    """Where a lane's upright meets a state: `side` and `y` on its border, `x` where the upright stands."""

    side: float
    y: float
    x: float

    @property
    def step(self) -> str:
        """The piece of path from the border to the upright; nothing when it stands right below."""
        return "" if self.side == self.x else f"H{self.x:g}"


@dataclass(frozen=True, slots=True)
class Lane:
    """One move below the states: down from each state it leaves, along at `y`, and up into the state it leads to."""

    word: Word
    y: float
    ends: tuple[Mooring, ...]
    goal: Mooring


@dataclass(frozen=True, slots=True)
class Drawing:
    """A placed flow: boxes by state, curves to the next column with their words, and lanes for the rest.

    `left` and `right` are the outermost of all that is drawn, words included.
    """

    boxes: Mapping[str, Box]
    curves: Mapping[tuple[str, str], tuple[Word, ...]]
    lanes: Sequence[Lane]
    height: float

    @property
    def left(self) -> float:
        return min(self._extent()) - MARGIN

    @property
    def right(self) -> float:
        return max(self._extent()) + MARGIN

    def _extent(self) -> Iterator[float]:
        for box in self.boxes.values():
            yield from (box.x, box.right)
        for lane in self.lanes:
            yield from (end.x for end in (lane.goal, *lane.ends))
        for word in (*(lane.word for lane in self.lanes), *(word for words in self.curves.values() for word in words)):
            yield from (word.x - word.half, word.x + word.half)


@dataclass(frozen=True, slots=True)
class Plate:
    """A drawing but for its states: SVG that is still open, and the boxes that go on it."""

    ground: str
    boxes: Sequence[Box]

    def lit(self, *, now: str, past: Collection[str]) -> str:
        """The whole drawing with the present state lit and passed ones shaded."""
        states = (_state(box, is_now=box.code == now, is_past=box.code in past) for box in self.boxes)
        return f"{self.ground}{''.join(states)}</svg>"


def plate_of(flow: Flow, translate: Translate = gettext_noop) -> Plate:
    """What the drawings of all cases of a flow have in common. Its words are also in `<desc>`."""
    drawing = place(flow, translate)
    width = drawing.right - drawing.left
    parts = [
        f'<svg viewBox="{drawing.left:g} 0 {width:g} {drawing.height:g}" width="{width:g}"'
        f' height="{drawing.height:g}" role="img" aria-labelledby="flow-title flow-words">',
        f'<title id="flow-title">{escape(translate(flow.label))}</title>',
        f'<desc id="flow-words">{escape(clauses(moves_in_words(flow, translate), translate))}</desc>',
        f'<defs><marker id="flow-head" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="{HEAD}" markerHeight="{HEAD}"'
        ' orient="auto"><path d="M0 0L8 4L0 8z" fill="currentColor"/></marker></defs>',
        *_curves(drawing),
        *_lanes(drawing),
    ]
    return Plate("".join(parts), tuple(drawing.boxes.values()))


def flow_mermaid(flow: Flow, translate: Translate = gettext_noop) -> str:
    """The same as a Mermaid state diagram, for the pages of documents."""
    names = {state.code: translate(state.label) for state in flow.states}
    lines = ["stateDiagram-v2", *(f"    {code}: {label}" for code, label in names.items())]
    lines.append(f"    [*] --> {flow.initial}")
    for move, source, target in _steps(flow):
        lines.append(f"    {source} --> {target}: {translate(move.label)}")
    lines += [f"    {state.code} --> [*]" for state in flow.states if state.is_final]
    return "\n".join(lines)


def moves_in_words(flow: Flow, translate: Translate = gettext_noop) -> list[str]:
    """Each move as a sentence: for those who do not see the drawing."""
    sentence = Sentence("{before}：{move}，成为{after}")
    keeps = Sentence("{before}：{move}，状态不变")
    words = []
    for move, source, target in _steps(flow):
        values = {
            "before": translate(flow.state(source).label),
            "move": translate(move.label),
            "after": translate(flow.state(target).label),
        }
        words.append(Sentence((keeps if target == source else sentence).msgid, values).said_in(translate))
    return words


def place(flow: Flow, translate: Translate = gettext_noop) -> Drawing:
    """Where everything stands."""
    column_of = _columns(flow)
    curves: dict[tuple[str, str], tuple[str, ...]] = {}
    loops: dict[str, tuple[str, ...]] = {}
    lanes: dict[tuple[str, str], tuple[str, ...]] = {}
    for move, source, target in _steps(flow):
        word = translate(move.label)
        if target == source:
            loops[source] = (*loops.get(source, ()), word)
        elif column_of[target] == column_of[source] + 1:
            curves[source, target] = (*curves.get((source, target), ()), word)
        else:
            lanes[word, target] = (*lanes.get((word, target), ()), source)
    boxes = _place_boxes(flow, column_of, curves, loops, translate)
    floor = max(box.bottom for box in boxes.values())
    words = {ends: _words_of_curve(boxes[ends[0]], boxes[ends[1]], labels) for ends, labels in curves.items()}
    height = floor + (len(lanes) + 1) * LANE_GAP if lanes else floor + MARGIN
    return Drawing(boxes, words, _place_lanes(boxes, lanes, floor), height)


def _steps(flow: Flow) -> Iterator[tuple[Move, str, str]]:
    """Every move from every state it leaves to every state it can lead to, in the order of the declaration."""
    order = {state.code: n for n, state in enumerate(flow.states)}
    for move in flow.moves:
        for source in sorted(move.from_states, key=order.__getitem__):
            yield from ((move, source, target) for target in move.targets(source))


def _columns(flow: Flow) -> dict[str, int]:
    """The least number of moves from the first state to each."""
    found, front = {flow.initial: 0}, [flow.initial]
    while front:
        ahead = [t for s in front for m in flow.moves if s in m.from_states for t in m.targets(s)]
        depth = found[front[0]] + 1
        front = [state for state in dict.fromkeys(ahead) if state not in found]
        found |= dict.fromkeys(front, depth)
    last = max(found.values()) + 1
    return {state.code: found.get(state.code, last) for state in flow.states}


def _place_boxes(
    flow: Flow,
    column_of: Mapping[str, int],
    curves: Mapping[tuple[str, str], tuple[str, ...]],
    loops: Mapping[str, tuple[str, ...]],
    translate: Translate,
) -> dict[str, Box]:
    sizes = {state.code: _size(translate(state.label), loops.get(state.code, ())) for state in flow.states}
    columns = [[s for s in flow.states if column_of[s.code] == n] for n in range(max(column_of.values()) + 1)]
    tall = max(sum(sizes[s.code][1] for s in column) + ROW_GAP * (len(column) - 1) for column in columns if column)
    boxes: dict[str, Box] = {}
    x = float(MARGIN)
    for column in filter(None, columns):
        codes = [state.code for state in column]
        y = MARGIN + (tall - sum(sizes[code][1] for code in codes) - ROW_GAP * (len(codes) - 1)) / 2
        wide = max(sizes[code][0] for code in codes)
        for state in column:
            width, height = sizes[state.code]
            label = translate(state.label)
            boxes[state.code] = Box(state.code, label, loops.get(state.code, ()), x, y, width, height)
            y += height + ROW_GAP
        words = [word for (source, _target), labels in curves.items() if source in codes for word in labels]
        x += wide + max([LEAST_GAP, *(_wide(word, WORD) + 3 * PADDING for word in words)])
    return boxes


def _size(label: str, loops: Sequence[str]) -> tuple[float, float]:
    widest = max(_wide(label, EM), *(_wide(f"↻ {word}", WORD) for word in loops), 0)
    return widest + 2 * PADDING, ROW + LOOP_ROW * len(loops)


def _words_of_curve(start: Box, end: Box, labels: Sequence[str]) -> tuple[Word, ...]:
    """Above the middle of the curve, one below the other."""
    line = WORD + 4
    x, y = (start.right + end.x) / 2, (start.middle + end.middle) / 2 - 6 - (len(labels) - 1) * line
    return tuple(Word(label, x, y + n * line) for n, label in enumerate(labels))


def _place_lanes(
    boxes: Mapping[str, Box], lanes: Mapping[tuple[str, str], Sequence[str]], floor: float
) -> tuple[Lane, ...]:
    return tuple(
        _lane(boxes, word, sources, target, y=floor + n * LANE_GAP, share=n / (len(lanes) + 1))
        for n, ((word, target), sources) in enumerate(lanes.items(), 1)
    )


def _lane(boxes: Mapping[str, Box], word: str, sources: Sequence[str], target: str, *, y: float, share: float) -> Lane:
    ends = tuple(_way_down(boxes, boxes[source], share) for source in sources)
    goal = _way_down(boxes, boxes[target], share)
    xs = [goal.x, *(end.x for end in ends)]
    return Lane(Word(word, (min(xs) + max(xs)) / 2, y - 4), y, ends, goal)


def _wide(text: str, size: int) -> float:
    """How wide a text stands: Chinese signs are square, of the others each has a breadth of its own."""
    return size * sum(1 if unicodedata.east_asian_width(sign) in "WF" else _breadth(sign) for sign in text)


def _breadth(sign: str) -> float:
    """In parts of the size, at the widest of the sans-serif faces that screens have."""
    return next((breadth for breadth, signs in BREADTHS.items() if sign in signs), 0.75 if sign.isupper() else 0.64)


def _state(box: Box, *, is_now: bool, is_past: bool) -> str:
    kind = " state-now" if is_now else " state-past" if is_past else ""
    centre = box.x + box.width / 2
    texts = [f'<text x="{centre:g}" y="{box.y + 22:g}" text-anchor="middle">{escape(box.label)}</text>']
    texts += [
        f'<text class="move-word state-word" x="{centre:g}" y="{box.y + 22 + LOOP_ROW * (n + 1):g}" text-anchor="middle">'
        f"↻ {escape(word)}</text>"
        for n, word in enumerate(box.loops)
    ]
    shape = (
        f'<rect class="state{kind}" x="{box.x:g}" y="{box.y:g}" width="{box.width:g}" height="{box.height:g}" rx="6"/>'
    )
    return shape + "".join(texts)


def _curves(drawing: Drawing) -> Iterator[str]:
    for (source, target), words in drawing.curves.items():
        start, end = drawing.boxes[source], drawing.boxes[target]
        bend = (end.x - start.right) / 2
        yield (
            f'<path class="move" marker-end="url(#flow-head)" d="M{start.right:g} {start.middle:g}'
            f'C{start.right + bend:g} {start.middle:g} {end.x - bend:g} {end.middle:g} {end.x:g} {end.middle:g}"/>'
        )
        yield from map(_label, words)


def _lanes(drawing: Drawing) -> Iterator[str]:
    for lane in drawing.lanes:
        goal = lane.goal
        for end in lane.ends:
            yield f'<path class="move" d="M{end.side:g} {end.y:g}{end.step}V{lane.y:g}H{goal.x:g}"/>'
        back = f"H{goal.side:g}" if goal.step else ""
        yield f'<path class="move" marker-end="url(#flow-head)" d="M{goal.x:g} {lane.y:g}V{goal.y:g}{back}"/>'
        yield _label(lane.word)


def _label(word: Word) -> str:
    return f'<text class="move-word" x="{word.x:g}" y="{word.y:g}" text-anchor="middle">{escape(word.text)}</text>'


def _way_down(boxes: Mapping[str, Box], box: Box, share: float) -> Mooring:
    """Under the state, or, with another state in the way, beside the column."""
    column = [other for other in boxes.values() if other.x == box.x]
    if all(other.y <= box.y for other in column):
        x = box.x + box.width * share
        return Mooring(x, box.bottom, x)
    widest = max(other.right for other in column)
    return Mooring(box.right, box.bottom - 8, widest + 6 + 10 * share)
