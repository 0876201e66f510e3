"""The way back from the polling place: to the case for whoever acts through a post, else to the page that brought her here."""

from django.urls import reverse

from zhijia.engines.ballots.models import Poll
from zhijia.engines.cases.addresses import case_url
from zhijia.organisation.scopes import Actor

_pages: dict[str, str] = {}


def lead_back(subjects: str, page: str) -> None:
    """Polls whose subject begins with this word (`item-7`) are shown to their people on a page of a service, by its case."""
    if subjects in _pages:
        raise ValueError(f"polls about {subjects} lead back to {_pages[subjects]} already")
    _pages[subjects] = page


def way_back(actor: Actor, poll: Poll) -> str:
    """The address; empty where nobody said."""
    if actor.post:
        return case_url(poll.about_id)
    page = _pages.get(poll.subject.partition("-")[0])
    return reverse(page, args=[poll.about_id]) if page else ""
