"""Addresses of the pages that services offer, for faces that know only their names."""

from django.urls import NoReverseMatch, reverse


def page_of(name: str, pk: int) -> str:
    """The page of a record; empty where this installation has none."""
    try:
        return reverse(name, args=[pk])
    except NoReverseMatch:
        return ""
