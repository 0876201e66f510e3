"""Personal data as others may see it (services §H4: 张*, 3205********1234, 138****5678). How much is hidden is not shown."""

HIDDEN = "****"
LONG_ID = 15


def mask_name(name: str) -> str:
    """The first character of a name."""
    return f"{name[:1]}*"


def mask_id_number(number: str) -> str:
    """The first and last four of a long number; of a short one, such as a passport's, the first and the last two."""
    if len(number) >= LONG_ID:
        return f"{number[:4]}{HIDDEN * 2}{number[-4:]}"
    return f"{number[:1]}{HIDDEN}{number[-2:]}" if len(number) > len(HIDDEN) else HIDDEN


def mask_phone(number: str) -> str:
    """The first three and the last four digits; of a short number the last two."""
    if len(number) >= 11:
        return f"{number[:3]}{HIDDEN}{number[-4:]}"
    return f"{HIDDEN}{number[-2:]}" if len(number) > len(HIDDEN) else HIDDEN


def mask_address(address: str) -> str:
    """City and county, as far as six characters tell them."""
    return f"{address[:6]}{HIDDEN}" if len(address) > 10 else HIDDEN
