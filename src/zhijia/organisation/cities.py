"""The city that this installation serves."""

from zhijia.organisation.models import City


def this_city() -> City | None:
    """The city, or None before it is founded."""
    return City.objects.select_related(None).order_by("pk").first()


def is_demo_city() -> bool:
    """Whether synthetic identifiers may be entered."""
    return City.objects.filter(is_demo=True).exists()
