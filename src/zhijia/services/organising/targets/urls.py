"""Pages of the organising drive beside the case page, which the faces own."""

from django.urls import path

from zhijia.services.organising.targets import views

urlpatterns = [
    path("targets/", views.list_targets, name="targets"),
    path("targets/list.xlsx", views.targets_sheet, name="targets_sheet"),
    path("targets/overview/", views.overview, name="targets_overview"),
    path("targets/enter/", views.enter_target, name="enter_target"),
    path("targets/enter-many/", views.enter_targets, name="enter_targets"),
    path("targets/contact/", views.contact, name="contact"),
    path("targets/contact/ticket/", views.contact_ticket, name="contact_ticket"),
    path("targets/contact/kept/", views.contact_kept, name="contact_kept"),
    path("targets/contact/worker.js", views.contact_worker, name="contact_worker"),
    path("targets/gap/", views.list_the_gap, name="targets_gap"),
]
