"""Pages of changes beside the case page, which the faces own."""

from django.urls import path

from zhijia.services.organising.changes import views

urlpatterns = [
    path("changes/", views.changes, name="changes"),
    path("unions/<int:pk>/changes/propose/", views.propose, name="propose_change"),
]
