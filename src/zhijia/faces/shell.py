"""What the page shell shows of the person who looks: filled once for every page of every face."""

from django.http import HttpRequest


def shell(request: HttpRequest) -> dict[str, object]:
    return {}
