"""Asking a page as somebody, and counting what it asks the database."""

from typing import Any

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from zhijia.organisation.tests.factories import Figure

NOT_QUESTIONS = ("SAVEPOINT", "RELEASE", "ROLLBACK")


def client_of(figure: Figure) -> Client:
    """A browser in Chinese that is logged in as this person."""
    client = Client(headers={"accept-language": "zh-CN"})
    client.force_login(figure.user)
    return client


def ask(figure: Figure, address: str, **headers: str) -> Any:
    return client_of(figure).get(address, headers=headers)


def ask_counted(figure: Figure, address: str) -> tuple[Any, int]:
    """The answer, and how many statements it took; a test's savepoints are not counted."""
    client = client_of(figure)
    client.get("/permissions/")  # what is asked once a session is asked here
    with CaptureQueriesContext(connection) as captured:
        response = client.get(address)
    questions = [query["sql"] for query in captured.captured_queries if not query["sql"].startswith(NOT_QUESTIONS)]
    return response, len(questions)


def send(figure: Figure, address: str, data: dict[str, Any], **headers: str) -> Any:
    return client_of(figure).post(address, data, headers=headers)
