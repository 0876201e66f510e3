"""Reference pages of the flows, written from their declarations: states, moves, permissions, clocks, events. Pure."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import cast

from django import forms

from zhijia.engines.cases.diagram import flow_mermaid
from zhijia.engines.cases.flow import BY_EVENTS, BY_SYSTEM, ClockStart, Flow, Move
from zhijia.lib.phrases import listed, noted
from zhijia.lib.sentences import gettext_noop
from zhijia.organisation.models.posts import Role
from zhijia.trail.kinds import EventKind

Translate = Callable[[str], str]
ANY_POST = gettext_noop("参与该事项的岗位")
OPENING = "立案时"


def who_may(move: Move, translate: Translate = gettext_noop) -> str:
    """In words who may make a move: what the flow says, and the roles it is limited to."""
    if move.by_system:
        return translate(BY_EVENTS if move.hears else BY_SYSTEM)
    who = translate(move.who or ANY_POST)
    roles = listed((translate(str(role.label)) for role in Role if role in move.roles), translate)
    return noted(who, roles, translate)


def states_page(flows: Sequence[Flow]) -> str:
    """Every flow with its diagram and its states."""
    return _page("状态 · States", (_states_of(flow) for flow in flows))


def moves_page(flows: Sequence[Flow]) -> str:
    """Every move: from where to where, what is asked, what it records."""
    return _page("办理 · Moves", (_moves_of(flow) for flow in flows))


def permissions_page(flows: Sequence[Flow]) -> str:
    """Every move and who may make it."""
    return _page("权限 · Permissions", (_permissions_of(flow) for flow in flows))


def clocks_page(flows: Sequence[Flow]) -> str:
    """Every clock: what starts it, what meets it, its rule."""
    return _page("时限 · Clocks", (_clocks_of(flow) for flow in flows))


def events_page(kinds: Iterable[EventKind]) -> str:
    """Every kind of event that may stand in the log."""
    return _page("留痕 · Events", [table(["code", "名称"], [[f"`{kind.code}`", kind.label] for kind in kinds])])


def diagram_block(flow: Flow) -> str:
    """The state diagram as a service's README carries it."""
    return f"```mermaid\n{flow_mermaid(flow)}\n```"


def table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A Markdown table; bars inside cells are escaped."""
    lines = [heads, ["---"] * len(heads), *rows]
    return "\n".join("| " + " | ".join(cell.replace("|", "\\|") for cell in line) + " |" for line in lines)


def _page(title: str, parts: Iterable[str]) -> str:
    head = f"# {title}\n\nWritten by `zhijia reference` from the declarations; do not edit.\n"
    return "\n".join([head, *(f"{part}\n" for part in parts)])


def _states_of(flow: Flow) -> str:
    rows = [[f"`{s.code}`", s.label, "是" if s.is_final else ""] for s in flow.states]
    return f"## {flow.label} `{flow.code}`\n\n{diagram_block(flow)}\n\n{table(['code', '状态', '办结'], rows)}"


def _moves_of(flow: Flow) -> str:
    rows = [
        [
            f"`{move.verb}`",
            move.label,
            _labels(flow, move),
            _targets(flow, move),
            "、".join(str(field.label or name) for name, field in asked_by(move).items()),
            f"`{move.event.code}`",
            f"`{move.document.template}`" if move.document else "",
        ]
        for move in flow.moves
    ]
    return f"## {flow.label}\n\n" + table(["verb", "办理", "从", "到", "填写", "留痕", "文书"], rows)


def asked_by(move: Move) -> Mapping[str, forms.Field]:
    """The fields that a move's form declares."""
    return cast(type[forms.Form], move.form).base_fields


def _targets(flow: Flow, move: Move) -> str:
    usual = flow.state(move.to_state).label if move.to_state else "不变"
    return "、".join([usual, *(flow.state(code).label for code in sorted(move.may_lead_to))])


def _permissions_of(flow: Flow) -> str:
    rows = [[move.label, _labels(flow, move), who_may(move)] for move in flow.moves]
    return f"## {flow.label}\n\n" + table(["办理", "在什么状态下", "谁可以"], rows)


def _clocks_of(flow: Flow) -> str:
    rows = [
        [
            start.label,
            begun_by,
            _met_by(flow, start),
            _rule_of(start),
            flow.move(start.on_expiry).label if start.on_expiry else "提示逾期",
            _adjustable(start),
        ]
        for begun_by, start in _starts(flow)
    ]
    return f"## {flow.label}\n\n" + table(["时限", "由谁起算", "由谁完成", "规则", "届满", "可调整"], rows)


def _rule_of(start: ClockStart) -> str:
    if start.parameter_of:
        return "按类别"
    return f"`{start.parameter}`" if start.parameter else "约定日期"


def _adjustable(start: ClockStart) -> str:
    """Whether a term may be paused or extended, and the parameter that says how far."""
    found = (("暂停", start.pausing), ("延长", start.extending))
    return "、".join(f"{word}（`{how.most}`）" if how.most else word for word, how in found if how)


def _starts(flow: Flow) -> Iterator[tuple[str, ClockStart]]:
    """What begins each clock: the opening of the case, or a move."""
    for start in flow.opening:
        yield OPENING, start
    for move in flow.moves:
        for start in move.starts:
            yield move.label, start


def _met_by(flow: Flow, start: ClockStart) -> str:
    return "、".join(move.label for move in flow.moves if start.name in (*move.stops, *move.may_stop)) or "办结"


def _labels(flow: Flow, move: Move) -> str:
    return "、".join(state.label for state in flow.states if state.code in move.from_states)
