"""Addresses of foundings, elections and terms."""

from django.urls import URLPattern, path

from zhijia.services.organising.electing import views

urlpatterns: list[URLPattern] = [
    path("foundings/", views.list_foundings, name="foundings"),
    path("foundings.xlsx", views.foundings_sheet, name="foundings_sheet"),
    path("foundings/open/", views.open_one, name="open_founding"),
    path("elections/", views.list_elections, name="elections"),
    path("elections.xlsx", views.elections_sheet, name="elections_sheet"),
    path("terms/", views.list_terms, name="terms"),
    path("unions/<int:pk>/elect/", views.open_election_of, name="open_election"),
]
