"""Publishing: what is missing, each with its link; then one act."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext

from zhijia.lib.sentences import Refused
from zhijia.organisation.middleware import ActingRequest
from zhijia.services.plans.periods import plan_period
from zhijia.services.plans.presenting.findings import present_findings
from zhijia.services.plans.publishing import publish_plan
from zhijia.services.plans.queries import get_plan_to_review, is_published
from zhijia.services.plans.review.operations import load_tree
from zhijia.services.plans.review.progress import Progress
from zhijia.services.plans.rules import check_tree, dates_outside
from zhijia.ui.refusing import UNPROCESSABLE


def publish(request: ActingRequest, pk: int) -> HttpResponse:
    """GET shows what publishing asks; POST publishes. A second POST finds the plan published and goes there."""
    plan = get_plan_to_review(request.actor, pk)
    refusal = ""
    if request.method == "POST":
        try:
            publish_plan(pk, actor=request.actor, now=timezone.now())
        except Refused as refused:
            refusal = refused.sentence.said_in(gettext)
        else:
            return redirect("plans:plan", pk)
    if is_published(plan):
        return redirect("plans:plan", pk)
    tree = load_tree(pk)
    check = check_tree(tree)
    warnings = [*check.warnings, *dates_outside(tree, plan_period(plan))]
    context = {
        "plan": plan,
        "check": check,
        "missing": present_findings(plan, check.missing),
        "warnings": present_findings(plan, warnings),
        "warning_count": len(warnings),
        "progress": Progress(tree),
        "refusal": refusal,
    }
    return render(request, "plans/publish.html", context, status=UNPROCESSABLE if refusal else 200)
