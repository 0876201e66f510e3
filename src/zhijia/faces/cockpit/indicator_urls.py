"""The list behind a number under the name of its engine, so that services can lead to it."""

from django.urls import path

from zhijia.faces.cockpit import views

app_name = "indicators"
urlpatterns = [path("<str:code>/records/", views.listing, name="records")]
