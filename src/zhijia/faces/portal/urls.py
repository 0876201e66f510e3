from django.contrib.auth.decorators import login_required
from django.urls import path

from zhijia.faces.portal import views

app_name = "portal"
urlpatterns = [
    path("", login_required(views.home), name="home"),
    path("cases/", login_required(views.cases), name="cases"),
    path("inbox/", login_required(views.inbox), name="inbox"),
    path("inbox/read/", login_required(views.read_all), name="read_all"),
    path("union/", login_required(views.union), name="union"),
]
