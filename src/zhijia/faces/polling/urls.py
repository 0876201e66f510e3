"""The polling place: what electors and scrutineers do on their own phones, and the recount that is open to everybody."""

from django.urls import path

from zhijia.faces.polling.views import casting, counting, results
from zhijia.faces.polling.views import verifiable as views

app_name = "polling"
urlpatterns = [
    path("recount/", views.recount, name="recount"),
    path("recount/verify.py", views.verifier, name="verifier"),
    path("<int:poll>/", casting.vote, name="vote"),
    path("<int:poll>/cast/", casting.cast, name="cast"),
    path("<int:poll>/desk/", counting.desk, name="desk"),
    path("<int:poll>/desk/<int:question>/enter/", counting.enter, name="enter"),
    path("<int:poll>/desk/<int:question>/confirm/", counting.confirm, name="confirm"),
    path("<int:poll>/desk/call/", counting.call, name="call"),
    path("<int:poll>/result/", results.result, name="result"),
    path("<int:poll>/manifest.json", views.manifest, name="manifest"),
    path("<int:poll>/tickets/", views.tickets, name="tickets"),
    path("<int:poll>/key/", views.key, name="key"),
    path("<int:poll>/key/keep/", views.keep, name="keep_key"),
    path("<int:poll>/key/reveal/", views.reveal, name="reveal_key"),
    path("<int:poll>/bundle.json", views.bundle, name="bundle"),
]
