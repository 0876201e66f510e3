"""For those whom no stream reaches: the same picture, asked for every quarter of a minute."""

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_GET

from zhijia.engines.live.channels import NoSuchChannelError, Picture
from zhijia.engines.live.reading import shown

NO_CONTENT, NOT_MODIFIED = 204, 304


@login_not_required  # the signed address is the permission, as at the door of the stream
@require_GET
def fragment(request: HttpRequest, address: str) -> HttpResponse:
    """The picture, 304 where the watcher has it already, 204 where nothing was shown yet."""
    try:
        html, version = shown(Picture.at(address))
    except NoSuchChannelError as error:
        raise Http404(str(error)) from error
    tag = f'"{version}"'
    if not version:
        return HttpResponse(status=NO_CONTENT)
    response = HttpResponse(html) if request.headers.get("If-None-Match") != tag else HttpResponse(status=NOT_MODIFIED)
    response["ETag"] = tag
    response["Cache-Control"] = "private, no-cache"
    return response
