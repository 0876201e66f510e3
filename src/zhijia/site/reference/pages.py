"""What each reference page says."""

from collections.abc import Iterable, Mapping, Sequence

from zhijia.engines.cases.flow import list_flows
from zhijia.engines.cases.reference import (
    clocks_page,
    events_page,
    moves_page,
    permissions_page,
    states_page,
    table,
)
from zhijia.engines.indicators.definitions import Indicator, list_indicators
from zhijia.law.resolver import all_parameters
from zhijia.law.versions import BOUND_WORDS, DUTY, Parameter, Source, Topic, Version, amount_of
from zhijia.trail.kinds import list_kinds

HEAD = "Written by `zhijia reference` from the declarations; do not edit."


def reference_pages() -> Mapping[str, str]:
    """File name to text of every page."""
    flows = list_flows()
    return {
        "states.md": states_page(flows),
        "moves.md": moves_page(flows),
        "permissions.md": permissions_page(flows),
        "clocks.md": clocks_page(flows),
        "events.md": events_page(list_kinds()),
        "indicators.md": indicators_page(list_indicators()),
        "parameters.md": parameters_page(all_parameters().values()),
    }


def indicators_page(indicators: Sequence[Indicator]) -> str:
    """Every indicator that the product counts, with its definition."""
    rows = [
        [
            f"`{indicator.code}`",
            indicator.name,
            indicator.definition,
            indicator.unit,
            indicator.kind.value,
            f"`{indicator.parameter}`" if indicator.parameter else "",
            str(indicator.version),
        ]
        for indicator in indicators
    ]
    heads = ["code", "名称", "定义", "单位", "算法", "法定参数", "版本"]
    return f"# 指标 · Indicators\n\n{HEAD}\n\n{table(heads, rows)}\n"


def parameters_page(parameters: Iterable[Parameter]) -> str:
    """Every law parameter with its values by place and date, topic by topic."""
    by_topic: dict[Topic, list[Parameter]] = {}
    for parameter in sorted(parameters, key=lambda parameter: (parameter.topic.order, parameter.key)):
        by_topic.setdefault(parameter.topic, []).append(parameter)
    heads = ["key", "名称", "规则", "地区", "期间", "数值", "依据", "确信度", "力度"]
    parts = [f"# 法定参数 · Law parameters\n\n{HEAD}\n"]
    for topic, members in by_topic.items():
        rows = [_row(parameter, version) for parameter in members for version in parameter.versions]
        parts.append(f"## {topic.name.zh} · {topic.name.en}\n\n{table(heads, rows)}\n")
    return "\n".join(parts)


def _row(parameter: Parameter, version: Version) -> list[str]:
    since = version.valid_from.isoformat() if version.valid_from else ""
    until = version.valid_to.isoformat() if version.valid_to else ""
    return [
        f"`{parameter.key}`",
        parameter.label["zh"],
        "、".join(parameter.rules),
        version.place,
        f"{since} – {until}" if since or until else "",
        _value(version),
        _source(version.source),
        version.confidence.word,
        version.severity.value,
    ]


def _value(version: Version) -> str:
    if version.value is None:
        return "未知"
    if version.unit == DUTY:
        return "须做到" if version.value else "不要求"
    numbers = version.value if isinstance(version.value, tuple) else (version.value,)
    bound = f"{BOUND_WORDS[version.bound]} " if version.bound else ""
    return f"{bound}{'、'.join(str(amount_of(number, version.unit)) for number in numbers)}"


def _source(source: Source) -> str:
    year = f"（{source.year}年）" if source.year else ""
    note = f"；{source.note}" if source.note else ""
    return f"《{source.title}》{source.article or ''}{year}{note}"
