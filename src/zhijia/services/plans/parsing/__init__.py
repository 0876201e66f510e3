"""The plan parser: `read_document` makes an upload a text, `parse_plan` makes a text a reading."""

from zhijia.services.plans.parsing.doubts import DoubtCode
from zhijia.services.plans.parsing.parse import parse_plan
from zhijia.services.plans.parsing.parsed_plan import ParsedPlan
from zhijia.services.plans.parsing.reading.unreadable import UnreadableDocument
from zhijia.services.plans.parsing.reading.uploads import read_document

__all__ = ["DoubtCode", "ParsedPlan", "UnreadableDocument", "parse_plan", "read_document"]
