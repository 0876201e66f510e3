from django.urls import path

from zhijia.faces.cockpit import views

app_name = "cockpit"
urlpatterns = [
    path("", views.home, name="home"),
    path("wall/", views.wall, name="wall"),
    path("indicators/", views.catalogue, name="catalogue"),
    path("numbers/<str:code>/", views.number, name="number"),
    path("numbers/<str:code>/tiles/", views.tiles, name="tiles"),
    path("numbers/<str:code>/list/", views.listing, name="list"),
    path("numbers/<str:code>/list.xlsx", views.sheet, name="sheet"),
    path("numbers/<str:code>/report/", views.report, name="report"),
    path("evidence/<int:pk>/", views.evidence, name="evidence"),
    path("numbers/<str:code>/recount/", views.recount, name="recount"),
]
