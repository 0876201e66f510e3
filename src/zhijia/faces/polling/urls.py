"""The polling place: what electors and scrutineers do on their own phones, and the recount that is open to everybody."""

from django.urls import path

from zhijia.faces.polling import views

app_name = "polling"
urlpatterns = [
    path("recount/", views.recount, name="recount"),
    path("recount/verify.py", views.verifier, name="verifier"),
    path("<int:poll>/", views.vote, name="vote"),
    path("<int:poll>/manifest.json", views.manifest, name="manifest"),
    path("<int:poll>/tickets/", views.tickets, name="tickets"),
    path("<int:poll>/key/", views.key, name="key"),
    path("<int:poll>/key/keep/", views.keep, name="keep_key"),
    path("<int:poll>/key/reveal/", views.reveal, name="reveal_key"),
    path("<int:poll>/bundle.json", views.bundle, name="bundle"),
]
