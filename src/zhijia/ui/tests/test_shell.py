from http import HTTPStatus

import pytest
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.template.loader import render_to_string
from django.test import RequestFactory

from zhijia.ui import views
from zhijia.ui.shell import Appearance, NavEntry, PostChoice, Shell, plain_shell


def _page(shell: Shell) -> str:
    return render_to_string("ui/shell.html", {"shell": shell})


def test_appearance_is_read_from_cookies_and_nonsense_is_ignored(rf: RequestFactory) -> None:
    rf.cookies.load({"zhijia_theme": "dark", "zhijia_type_size": "huge"})

    appearance = Appearance.of_request(rf.get("/"))

    assert appearance.theme == "dark"
    assert appearance.type_size == "normal"


def test_a_navigation_has_at_most_nine_entries() -> None:
    with pytest.raises(ValueError, match="the most is 9"):
        Shell(nav=tuple(NavEntry(str(i), "/") for i in range(10)))


def test_the_page_carries_theme_type_size_and_language() -> None:
    appearance = Appearance(theme="dark", type_size="large", language="en")

    assert '<html lang="en" data-theme="dark" data-type="large">' in _page(Shell(appearance=appearance))


def test_the_workbench_names_the_post_one_acts_through() -> None:
    posts = (PostChoice("1", "干事", "临江市总工会", is_current=True), PostChoice("2", "主席", "花溪县总工会"))
    page = _page(
        Shell(variant="workbench", person="林知夏", posts=posts, switch_url="/switch/", nav=(NavEntry("待办", "/"),))
    )

    assert "<b>临江市总工会</b> · 干事" in page
    assert 'name="post" value="2"' in page
    assert page.count("<h1>") == 1
    assert 'href="#centre"' in page


def test_htmx_may_not_evaluate_text_or_leave_the_site() -> None:
    page = _page(Shell())

    assert '"allowEval": false' in page
    assert '"includeIndicatorStyles": false' in page
    assert '"selfRequestsOnly": true' in page
    assert "htmx-2.min.js" in page


def _chosen(rf: RequestFactory, **data: str) -> HttpResponse:
    return views.appearance(rf.post("/ui/appearance/", data))


def test_a_chosen_theme_is_kept_and_leads_back(rf: RequestFactory) -> None:
    response = _chosen(rf, theme="dark", next="/desk/?page=2")

    assert response.status_code == HTTPStatus.FOUND
    assert response["Location"] == "/desk/?page=2"
    assert response.cookies["zhijia_theme"].value == "dark"
    assert response.cookies["zhijia_theme"]["httponly"]


def test_a_chosen_language_is_kept(rf: RequestFactory) -> None:
    assert _chosen(rf, language="en").cookies["django_language"].value == "en"


@pytest.mark.parametrize("target", ["https://elsewhere.example/", "//elsewhere.example/", "javascript:alert(1)"])
def test_choosing_an_appearance_never_leads_to_another_site(rf: RequestFactory, target: str) -> None:
    assert _chosen(rf, theme="dark", next=target)["Location"] == "/"


def test_an_unknown_appearance_changes_nothing(rf: RequestFactory) -> None:
    assert not _chosen(rf, theme="neon", language="tlh").cookies


def test_a_refusal_repeats_the_sentence_that_explains_it(rf: RequestFactory) -> None:
    response = views.permission_denied(rf.get("/"), PermissionDenied("申请人不能自己批准"))

    assert response.status_code == HTTPStatus.FORBIDDEN
    assert "申请人不能自己批准" in response.content.decode()


def test_every_error_page_says_what_to_do_next(rf: RequestFactory) -> None:
    request, error = rf.get("/"), ValueError("内部细节")
    pages = {
        400: views.bad_request(request, error),
        403: views.csrf_failure(request, "CSRF token missing"),
        404: views.page_not_found(request, error),
        500: views.server_error(request),
    }

    for status, page in pages.items():
        text = page.content.decode()
        assert page.status_code == status
        assert "回首页" in text
        assert text.count("<h1>") == 1
        assert "内部细节" not in text
        assert "CSRF token" not in text


def test_an_error_page_needs_neither_session_nor_user(rf: RequestFactory) -> None:
    assert plain_shell(rf.get("/somewhere/")).here == "/somewhere/"
