"""Numbers of member cards: the division, a serial number, and two check digits (ISO 7064 MOD 97-10).

Two digits and not one: a wrong digit is always found, and so are two digits exchanged anywhere.
"""

PLACE_DIGITS = 6
SERIAL_DIGITS = 8
LENGTH = PLACE_DIGITS + SERIAL_DIGITS + 2


def card_number(place: str, serial: int) -> str:
    """The number of the card with this serial number in a division. Raises ValueError when it does not fit."""
    body = f"{place}{serial:0{SERIAL_DIGITS}d}"
    if len(body) != PLACE_DIGITS + SERIAL_DIGITS or not body.isdecimal():
        raise ValueError(f"no card has place {place} and serial number {serial}")
    return f"{body}{98 - int(body) * 100 % 97:02d}"


def is_card_number(number: str) -> bool:
    """Whether this could be the number of a card: its form and its check digits."""
    return len(number) == LENGTH and number.isascii() and number.isdecimal() and int(number) % 97 == 1
