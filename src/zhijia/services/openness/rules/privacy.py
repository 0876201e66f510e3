"""Numbers of people that never stand in what is published: identity cards, phones, bank cards. Pure."""

import re
from collections.abc import Sequence

from zhijia.lib.resident_ids import read_resident_id
from zhijia.lib.sentences import gettext_noop

ID_NUMBER, PHONE, BANK_CARD = gettext_noop("身份证号码"), gettext_noop("手机号码"), gettext_noop("银行卡号")
RESIDENT = re.compile(r"(?<![0-9])[0-9]{17}[0-9Xx](?![0-9])")
MOBILE = re.compile(r"(?<![0-9])1[3-9][0-9]{9}(?![0-9])")
CARD = re.compile(r"(?<![0-9])[0-9]{16,19}(?![0-9])")
SPACED = re.compile(r"(?<=[0-9])[ -](?=[0-9])")


def personal_numbers_in(text: str) -> Sequence[str]:
    """The kinds of numbers found, each once; groups of digits that blanks or hyphens part are read as one number."""
    found = []
    for written in (text, SPACED.sub("", text)):
        found += [ID_NUMBER for number in RESIDENT.findall(written) if read_resident_id(number.upper())]
        found += [PHONE for _number in MOBILE.findall(written)]
        found += [BANK_CARD for number in CARD.findall(written) if _passes_luhn(number)]
    return list(dict.fromkeys(found))


def _passes_luhn(number: str) -> bool:
    digits = [int(digit) for digit in reversed(number)]
    return sum(digits[::2] + [sum(divmod(2 * digit, 10)) for digit in digits[1::2]]) % 10 == 0
