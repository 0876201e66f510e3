"""Pages of any case. Services lead here by the name `cases:case` (Flow.url_of), whoever mounts them."""

from django.urls import path

from zhijia.faces.workbench.views import adjusting, attachments, cases, corrections, discussing, moves, proofs, serving

app_name = "cases"
urlpatterns = [
    path("<int:pk>/", cases.case, name="case"),
    path("<int:pk>/proof/", proofs.proof, name="proof"),
    path("attachments/<int:pk>/", attachments.attachment, name="attachment"),
    path("attachments/<int:pk>/serve/", serving.serve_attachment, name="serve_attachment"),
    path("clocks/<int:pk>/correct/", corrections.propose, name="correct"),
    path("clocks/<int:pk>/pause/", adjusting.pause, name="pause"),
    path("clocks/<int:pk>/resume/", adjusting.resume, name="resume"),
    path("clocks/<int:pk>/extend/", adjusting.extend, name="extend"),
    path("corrections/<int:pk>/confirm/", corrections.confirm, name="confirm"),
    path("<int:pk>/comment/", discussing.comment, name="comment"),
    path("<int:pk>/watch/", discussing.watch_case, name="watch"),
    path("<int:pk>/<slug:verb>/", moves.move, name="move"),
]
