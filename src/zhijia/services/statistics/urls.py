"""Pages of the annual return beside the case page, which the faces own."""

from django.urls import URLPattern, path

from zhijia.services.statistics import views

app_name = "statistics"
urlpatterns: list[URLPattern] = [
    path("statistics/", views.show_overview, name="overview"),
    path("statistics/open/", views.open_one, name="open"),
    path("statistics/<int:year>/returns/", views.list_returns, name="returns"),
    path("statistics/<int:year>/returns.xlsx", views.returns_sheet, name="returns_sheet"),
    path("statistics/<int:year>/accept/", views.accept_all, name="accept_all"),
    path("statistics/returns/<int:case>.xlsx", views.sheet, name="sheet"),
]
