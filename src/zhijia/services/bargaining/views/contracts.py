"""The page of a contract."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from zhijia.organisation.middleware import ActingRequest
from zhijia.services.bargaining.actions.opening import can_open
from zhijia.services.bargaining.presenting.contracts import contract_context
from zhijia.services.bargaining.queries import case_of, get_contract


@require_GET
def show_contract(request: ActingRequest, pk: int) -> HttpResponse:
    """Dates with their reasons, the text, whom it covers, inspections, what follows it."""
    contract = get_contract(request.actor, pk)
    case = case_of(contract)
    may_succeed = case is not None and can_open(request.actor, case.union)
    context = contract_context(contract, case=case, may_succeed=may_succeed)
    return render(request, "bargaining/contract.html", context)
