"""What the code on a paper leads to: open to everybody."""

from django.urls import path

from zhijia.faces.verification import views

app_name = "verification"
urlpatterns = [path("<slug:token>", views.verify_document, name="document")]
