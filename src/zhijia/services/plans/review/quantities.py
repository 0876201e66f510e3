"""A number and its unit in a few words, to fill a form that a person then corrects."""

from zhijia.lib.numerals import read_number

LONGEST_UNIT = 4


def quantity_in(words: str) -> dict[str, str]:
    """`value`, `unit` and the comparator = of 两个 or 155家; empty where the words do not begin with a number."""
    for end in range(len(words), 0, -1):
        value = read_number(words[:end])
        if value is not None:
            return {"value": str(value), "unit": words[end:].strip()[:LONGEST_UNIT], "comparator": "="}
    return {}
