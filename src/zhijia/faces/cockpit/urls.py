from django.contrib.auth.decorators import login_required
from django.urls import path

from zhijia.faces.cockpit import views

app_name = "cockpit"
urlpatterns = [
    path("", login_required(views.home), name="home"),
    path("wall/", login_required(views.wall), name="wall"),
    path("indicators/", login_required(views.catalogue), name="catalogue"),
    path("numbers/<str:code>/", login_required(views.number), name="number"),
    path("numbers/<str:code>/tiles/", login_required(views.tiles), name="tiles"),
    path("numbers/<str:code>/list/", login_required(views.listing), name="list"),
    path("numbers/<str:code>/list.xlsx", login_required(views.sheet), name="sheet"),
    path("numbers/<str:code>/recount/", login_required(views.recount), name="recount"),
]
