"""The YAML files that ship, read by libyaml where there is one: an eighth of the time, at every start of every process."""

from typing import Any

import yaml

LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def read_yaml(text: str) -> Any:
    """What a file says: nothing but texts, numbers, days, lists and mappings."""
    return yaml.load(text, LOADER)  # noqa: S506 - both loaders are safe ones
