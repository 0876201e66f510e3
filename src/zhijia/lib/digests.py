"""What stands for a text so that two can be compared and one proven."""

from hashlib import sha256


def digest_of(text: str) -> str:
    """SHA-256 of a text, in hex; `sha256sum` of the text saved as UTF-8 gives the same."""
    return sha256(text.encode()).hexdigest()
