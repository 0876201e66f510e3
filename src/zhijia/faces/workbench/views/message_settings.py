"""One's own settings for messages."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from zhijia.engines.messages.preferences import addresses_of, set_address
from zhijia.faces.moving import INVALID
from zhijia.faces.workbench.forms import MessageSettingsForm
from zhijia.lib.sentences import Refused
from zhijia.organisation.middleware import ActingRequest


@require_http_methods(["GET", "POST"])
def message_settings(request: ActingRequest) -> HttpResponse:
    """Channels and addresses; a refusal stands at its field."""
    if request.method == "GET":
        form = MessageSettingsForm(initial=addresses_of(request.actor))
        return render(request, "workbench/message_settings.html", {"form": form})
    form = MessageSettingsForm(request.POST)
    if form.is_valid() and _save(request, form):
        messages.success(request, _("消息设置已保存。"))
        return redirect("workbench:inbox")
    return render(request, "workbench/message_settings.html", {"form": form}, status=INVALID)


def _save(request: ActingRequest, form: MessageSettingsForm) -> bool:
    for channel, address in form.cleaned_data.items():
        try:
            set_address(request.actor, channel, address)
        except Refused as refused:
            form.add_error(refused.field or None, refused.sentence.said_in(_))
    return not form.errors
