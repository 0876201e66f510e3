"""Where the page of a case is, for engines whose records are cases: the faces own the page."""

from django.urls import reverse


def case_url(case_id: int) -> str:
    """The address of the page of a case."""
    return reverse("cases:case", args=[case_id])
