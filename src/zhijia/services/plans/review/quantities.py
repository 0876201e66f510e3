"""Numbers in a node: as its attributes hold them, and in a few words that fill a form which a person then corrects."""

from decimal import Decimal, InvalidOperation

from zhijia.lib.numerals import read_number

LONGEST_UNIT = 4


def quantity_in(words: str) -> dict[str, str]:
    """`value`, `unit` and the comparator = of 两个 or 155家; empty where the words do not begin with a number."""
    for end in range(len(words), 0, -1):
        value = read_number(words[:end])
        if value is not None:
            return {"value": str(value), "unit": words[end:].strip()[:LONGEST_UNIT], "comparator": "="}
    return {}


def decimal_of(value: object) -> Decimal | None:
    """The number that an attribute holds, None for an empty or a wrong one."""
    try:
        return Decimal(str(value)) if value not in (None, "") else None
    except InvalidOperation:
        return None
