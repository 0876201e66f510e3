"""The page on which a visit is written down: a page that a phone keeps, what it needs for that, and where it sends what it kept.

A service says what may be visited and by which move of that case a visit is kept, and mounts the four addresses together:
the form, its ticket, the empty form for keeping, and the worker, which must come from the form's own folder.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID, uuid4

from django import forms
from django.http import HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from zhijia.engines.cases.advance import InvalidInput, advance
from zhijia.engines.visits.offline import Choice, ticket_of
from zhijia.engines.visits.queries import sent_by
from zhijia.lib.phrases import titled
from zhijia.lib.sentences import Refused
from zhijia.lib.typed import whole_number
from zhijia.organisation.middleware import ActingRequest
from zhijia.organisation.scopes import Actor
from zhijia.ui.refusing import UNPROCESSABLE

REFUSED = 409
WORKER = Path(__file__).parent / "static" / "visits" / "js" / "worker.js"


@dataclass(frozen=True, slots=True)
class VisitDesk:
    """`about` is the name of the field that says which case it is about, `verb` the move that keeps the visit, `form` its
    fields without a case, `case_page` the name of the address of a case; `find` answers the number of a case that the actor
    may see, or raises `Http404`.
    """

    about: str
    verb: str
    form: type[forms.Form]
    page: str
    kept: str
    case_page: str
    choices: Callable[[Actor], Sequence[Choice]]
    find: Callable[[Actor, int], int]

    def write(self, request: ActingRequest) -> HttpResponse:
        """The form, or keep what was written: by the form itself, or by the script for what the phone kept."""
        if request.method == "POST":
            return self._keep(request)
        initial = {"client_id": uuid4(), "visited_on": timezone.localdate()}
        return self._show(request, self.form(initial=initial), about=whole_number(request.GET.get(self.about, "")))

    def give_ticket(self, request: ActingRequest) -> JsonResponse:
        """Key, owner, what may be visited and a token, for the time without network."""
        ticket = ticket_of(request.actor, self.choices(request.actor))
        return JsonResponse({**ticket, "csrf": get_token(request)})

    def show_empty(self, request: ActingRequest) -> HttpResponse:
        """The form that the phone keeps: it holds nothing of anybody."""
        return render(request, self.kept, {"form": self.form(), "choices": [], "about": None})

    def _keep(self, request: ActingRequest) -> HttpResponse:
        """Once for each id, however often it comes; the script is answered in JSON, the form with a page."""
        as_json = request.headers.get("Accept") == "application/json"
        client_id = _uuid(request.POST.get("client_id", ""))
        about = whole_number(request.POST.get(self.about, ""))
        if sent := sent_by(request.actor, client_id):
            return self._answer(sent.case_id, as_json=as_json, status=200)
        case_id, now = self.find(request.actor, about or 0), timezone.now()
        data, files = request.POST, request.FILES
        try:
            advance(case_id, self.verb, actor=request.actor, key=client_id, now=now, data=data, files=files)
        except InvalidInput as invalid:
            if as_json:
                return JsonResponse({"errors": _faults_of(invalid.form)}, status=UNPROCESSABLE)
            return self._show(request, invalid.form, about=about, status=UNPROCESSABLE)
        except Refused as refused:
            words = refused.sentence.said_in(_)
            if as_json:
                return JsonResponse({"errors": [words]}, status=REFUSED)
            form = self.form(data, files)
            form.add_error(None, words)
            return self._show(request, form, about=about, status=REFUSED)
        kept = sent_by(request.actor, client_id)
        return self._answer(kept.case_id if kept else case_id, as_json=as_json, status=201)

    def _answer(self, case_id: int, *, as_json: bool, status: int) -> HttpResponse:
        if as_json:
            return JsonResponse({"url": reverse(self.case_page, args=[case_id])}, status=status)
        return redirect(self.case_page, case_id)

    def _show(self, request: ActingRequest, form: object, *, about: int | None, status: int = 200) -> HttpResponse:
        context = {"form": form, "choices": self.choices(request.actor), "about": about}
        return render(request, self.page, context, status=status)


def give_worker() -> HttpResponse:
    """The service worker of the page in whose folder it is asked for."""
    return HttpResponse(WORKER.read_text(encoding="utf-8"), content_type="text/javascript; charset=utf-8")


def _faults_of(form: forms.BaseForm) -> list[str]:
    """What has to be changed, each with its field: on the phone they stand in a list, away from the form."""
    of_fields = [titled(str(bound.label), str(error), _) for bound in form for error in bound.errors]
    return [*map(str, form.non_field_errors()), *of_fields]


def _uuid(words: str) -> UUID:
    """The id that came; a new one for what is none, which the form then refuses."""
    try:
        return UUID(words)
    except ValueError:
        return uuid4()
