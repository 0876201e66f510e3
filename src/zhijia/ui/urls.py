from django.urls import path

from zhijia.ui import views

app_name = "ui"
urlpatterns = [
    path("appearance/", views.appearance, name="appearance"),
]
