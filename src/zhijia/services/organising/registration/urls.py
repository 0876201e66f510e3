"""Pages of registration beside the case page, which the faces own."""

from django.urls import path

from zhijia.services.organising.registration import views

urlpatterns = [
    path("registrations/", views.registrations, name="registrations"),
    path("registrations/list.xlsx", views.registrations_sheet, name="registrations_sheet"),
    path("unions/<int:pk>/register/", views.register_union, name="register_union"),
]
