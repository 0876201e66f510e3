"""What a service shows of its kind of case on the case page: a template and the context for it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from zhijia.engines.cases.models import Case
from zhijia.organisation.scopes import Actor

ContextOf = Callable[[Actor, Case, date], Mapping[str, Any]]
"""From reader, case and today."""


@dataclass(frozen=True, slots=True)
class FactsPanel:
    """The facts of one kind of case. `template` is a partial; `context_of` asks the service's own queries."""

    template: str
    context_of: ContextOf


@dataclass(frozen=True, slots=True)
class BesidePanel:
    """What a service shows beside cases of other kinds. `read` gives what `template` shows, None where it has nothing to say.

    It may make one query.
    """

    template: str
    read: Callable[[Actor, Case], Mapping[str, Any] | None]


_panels: dict[str, FactsPanel] = {}
_party_panels: dict[str, FactsPanel] = {}
_beside: dict[str, BesidePanel] = {}


def register_facts(flow_code: str, template: str, context_of: ContextOf) -> None:
    """Let the case page show this partial for cases of a flow; called once, from the service's AppConfig."""
    if flow_code in _panels:
        raise ValueError(f"flow {flow_code} has a facts panel already")
    _panels[flow_code] = FactsPanel(template, context_of)


def register_beside(code: str, template: str, read: Callable[[Actor, Case], Mapping[str, Any] | None]) -> None:
    """Let case pages of every kind show this partial where it has something to say. The same code twice is a ValueError."""
    if code in _beside:
        raise ValueError(f"panel {code} is registered twice beside cases")
    _beside[code] = BesidePanel(template, read)


def read_beside(actor: Actor, case: Case) -> list[Mapping[str, Any]]:
    """What services show beside this case, each with its template."""
    shown = [(panel, panel.read(actor, case)) for _code, panel in sorted(_beside.items())]
    return [{"template": panel.template, **found} for panel, found in shown if found is not None]


def facts_panel(flow_code: str) -> FactsPanel | None:
    return _panels.get(flow_code)


def register_party_facts(flow_code: str, template: str, context_of: ContextOf) -> None:
    """Let an outside party's page of a case show this partial: what concerns the party, and nothing else."""
    if flow_code in _party_panels:
        raise ValueError(f"flow {flow_code} has a panel for parties already")
    _party_panels[flow_code] = FactsPanel(template, context_of)


def party_panel(flow_code: str) -> FactsPanel | None:
    return _party_panels.get(flow_code)


@dataclass(frozen=True, slots=True)
class PartyStart:
    """Something that a kind of outside party may begin by itself. `label` is a Chinese message id."""

    kind: str
    label: str
    url_name: str


_starts: list[PartyStart] = []


def register_party_start(kind: str, label: str, url_name: str) -> None:
    """Offer it on the home of that party's face; called once, when the service is loaded."""
    _starts.append(PartyStart(kind, label, url_name))


def starts_of(kind: str) -> list[PartyStart]:
    return [start for start in _starts if start.kind == kind]


def is_start(url_name: str) -> bool:
    """Whether an address begins something for outside parties: their gate lets it through."""
    return any(start.url_name == url_name for start in _starts)
