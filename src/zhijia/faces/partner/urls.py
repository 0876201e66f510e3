from django.urls import path

from zhijia.faces.partner.views import cases, inbox, papers

app_name = "partner"
urlpatterns = [
    path("", cases.home, name="home"),
    path("cases/<int:pk>/", cases.case, name="case"),
    path("cases/<int:pk>/<slug:verb>/", cases.move, name="move"),
    path("served/<int:pk>/", papers.served, name="served"),
    path("served/<int:pk>/receipt/", papers.receive, name="receive"),
    path("served/<int:pk>/<str:form>/file/", papers.file, name="file"),
    path("attachments/<int:pk>/", papers.attachment, name="attachment"),
    path("inbox/", inbox.inbox, name="inbox"),
    path("inbox/read/", inbox.read_all, name="read_all"),
]
