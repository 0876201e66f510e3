"""The long table of facts, its roll-up, and the numbers kept by hand."""

from zhijia.engines.indicators.models.declared import Declared, Entry
from zhijia.engines.indicators.models.facts import Delta, Fact, Family, Part, Rollup, RollupStart, Threshold
from zhijia.engines.indicators.models.frozen import Snapshot

__all__ = ["Declared", "Delta", "Entry", "Fact", "Family", "Part", "Rollup", "RollupStart", "Snapshot", "Threshold"]
