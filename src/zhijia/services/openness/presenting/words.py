"""Codes of this service in words."""

from zhijia.services.openness.rules.catalogue import Channel


def channels_read(codes: str) -> str:
    """Channels as a reader sees them."""
    return "、".join(str(Channel(code).label) for code in codes.split(",") if code)
