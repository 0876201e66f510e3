"""The guards bite: each is shown the fault that it is there for."""

import warnings
from datetime import datetime

import pytest
from django.core.paginator import Paginator, UnorderedObjectListWarning
from django.template import Context, Template

from tests.guards.pages import faults_of, links_of, unordered
from zhijia.organisation.models import Union, User
from zhijia.organisation.scopes import scoped
from zhijia.organisation.tests.factories import BUILDER


def test_a_template_variable_that_nobody_gives_fails_the_test() -> None:
    with pytest.raises(pytest.fail.Exception, match="forgotten"):
        Template("<p>{{ forgotten }}</p>").render(Context())


def test_a_variable_that_may_be_missing_is_asked_for_with_if() -> None:
    assert Template("{% if forgotten %}x{% endif %}").render(Context()) == ""


def test_a_moment_without_time_zone_fails_the_test() -> None:
    with pytest.raises(RuntimeWarning, match="naive datetime"):
        User._meta.get_field("created_at").get_prep_value(datetime(2026, 11, 20, 9, 0))  # noqa: DTZ001  that is the fault


def test_pages_of_an_unordered_list_fail_the_test(db: None) -> None:
    with scoped(BUILDER), pytest.raises(UnorderedObjectListWarning):
        Paginator(Union.objects.all(), 10).page(1)


def test_warnings_are_errors() -> None:
    with pytest.raises(DeprecationWarning):
        warnings.warn("old", DeprecationWarning, stacklevel=1)


@pytest.mark.parametrize(
    ("page", "fault"),
    [
        ('<p style="color:red">x</p>', "p style="),
        ("<style>p{}</style>", "a style element"),
        ("<script>alert(1)</script>", "an inline script"),
        ('<button onclick="x()">x</button>', "button onclick="),
        ('<a href="JavaScript:x()">x</a>', "a href="),
        ('<div hx-on:click="x()">x</div>', "div hx-on:click="),
        ('<form method="post" action="/x/"></form>', "form to /x/ has no csrf token"),
    ],
)
def test_what_the_policy_forbids_is_found(page: str, fault: str) -> None:
    assert any(fault in found for found in faults_of(f"<html><body>{page}</body></html>"))


def test_a_clean_page_has_no_fault() -> None:
    page = '<form method="post"><input name="csrfmiddlewaretoken" value="t"></form><script src="/static/a.js"></script>'

    assert list(faults_of(f"<html><body>{page}</body></html>")) == []


@pytest.mark.parametrize(
    ("sql", "is_loose"),
    [
        ("SELECT id FROM t LIMIT 50", True),
        ("SELECT id FROM t ORDER BY id LIMIT 50", False),
        ("SELECT 1 FROM t LIMIT 1", False),
        ("SELECT id FROM t WHERE id = 1 LIMIT 21", False),
    ],
)
def test_a_page_of_rows_without_order_is_found(sql: str, is_loose: bool) -> None:
    assert unordered(sql) == is_loose


def test_links_are_those_of_the_product() -> None:
    page = (
        '<a href="/plans/#n1">a</a><a href="https://example.org/">b</a><a href="//example.org">c</a><a href="#x">d</a>'
    )

    assert list(links_of(page)) == ["/plans/"]
