from django.urls import path

from zhijia.faces.portal import record, views

app_name = "portal"
urlpatterns = [
    path("", views.home, name="home"),
    path("cases/", views.cases, name="cases"),
    path("inbox/", views.inbox, name="inbox"),
    path("inbox/read/", views.read_all, name="read_all"),
    path("record/", record.own_record, name="record"),
    path("record/apply/", record.apply, name="apply"),
    path("record/take/", record.take, name="take_record"),
    path("union/", views.union, name="union"),
]
