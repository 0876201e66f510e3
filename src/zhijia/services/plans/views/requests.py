"""Reading what stands in a URL or a form."""


def whole_number(words: str | None) -> int | None:
    """A non-negative number that fits a key, None for anything else."""
    if not words or not words.isascii() or not words.isdigit() or len(words) > 18:
        return None
    return int(words)
