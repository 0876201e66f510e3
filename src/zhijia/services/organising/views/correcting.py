"""The paper that a person sent with a correction."""

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponseBase
from django.urls import reverse
from django.views.decorators.http import require_GET

from zhijia.organisation.middleware import ActingRequest
from zhijia.organisation.permissions import check_administer
from zhijia.organisation.scans import Scan
from zhijia.services.organising.queries import get_correction
from zhijia.services.organising.views.acting import demand, send_scan


@login_required
@require_GET
def scan(request: ActingRequest, pk: int) -> HttpResponseBase:
    """The photograph or scan, as a download, for whoever keeps the record."""
    correction = get_correction(request.actor, pk)
    demand(lambda: check_administer(request.actor, correction.path))
    if not correction.scan_sha256:
        raise Http404
    kept = Scan(correction.scan_name, correction.scan_type, correction.scan_sha256)
    return send_scan(request, kept, back=reverse("cases:case", args=[correction.case_id]))
