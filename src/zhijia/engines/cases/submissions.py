"""The number of a submitted form, from its hidden field: so that sent twice it is done once."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from zhijia.lib.sentences import Refused


def read_key(data: Mapping[str, Any]) -> UUID:
    """The submission's own number. Refused when it is missing: twice could not be told from once."""
    try:
        return UUID(data.get("key", ""))
    except ValueError as error:
        raise Refused("页面已经失效，请刷新后重新提交。") from error
