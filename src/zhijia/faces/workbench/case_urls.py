"""Pages of any case. Services lead here by the name `cases:case` (Flow.url_of), whoever mounts them."""

from django.contrib.auth.decorators import login_required
from django.urls import path

from zhijia.faces.workbench.views import attachments, cases, corrections, moves

app_name = "cases"
urlpatterns = [
    path("<int:pk>/", login_required(cases.case), name="case"),
    path("attachments/<int:pk>/", login_required(attachments.attachment), name="attachment"),
    path("clocks/<int:pk>/correct/", login_required(corrections.propose), name="correct"),
    path("corrections/<int:pk>/confirm/", login_required(corrections.confirm), name="confirm"),
    path("<int:pk>/<slug:verb>/", login_required(moves.move), name="move"),
]
