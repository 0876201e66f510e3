from django.urls import path

from zhijia.faces.portal import views

app_name = "portal"
urlpatterns = [
    path("", views.home, name="home"),
    path("cases/", views.cases, name="cases"),
    path("inbox/", views.inbox, name="inbox"),
    path("inbox/read/", views.read_all, name="read_all"),
    path("union/", views.union, name="union"),
]
