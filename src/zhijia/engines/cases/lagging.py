"""Which of the cases that await somebody lag behind their time: the yellow light, by the rule of their service.

A clock knows a date and no progress. What progress is, only the service knows whose case it is; it registers its rule
once, from its AppConfig, and the desk shines yellow where the rule says so.
"""

from collections.abc import Callable, Mapping
from datetime import date

from zhijia.engines.cases.clocks import LocalLaw
from zhijia.lib.sentences import Sentence
from zhijia.organisation.scopes import Actor

Lagging = Callable[[Actor, date, LocalLaw], Mapping[int, Sentence]]

_rules: dict[str, Lagging] = {}


def register_lagging(flow_code: str, rule: Lagging) -> None:
    """Let cases of a flow turn yellow: `rule` gives the ids of those that lag among the actor's to-dos, and why."""
    if flow_code in _rules:
        raise ValueError(f"flow {flow_code} has a rule of lagging already")
    _rules[flow_code] = rule


def lagging_cases(actor: Actor, *, today: date, law: LocalLaw) -> Mapping[int, Sentence]:
    """The cases among the actor's to-dos that lag, each with the sentence that says why."""
    found: dict[int, Sentence] = {}
    for rule in _rules.values():
        found |= rule(actor, today, law)
    return found
