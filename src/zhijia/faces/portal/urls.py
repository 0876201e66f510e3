from django.urls import path

from zhijia.faces.portal.views import foundings, notices, pages, phone, record

app_name = "portal"
urlpatterns = [
    path("", pages.home, name="home"),
    path("cases/", pages.cases, name="cases"),
    path("inbox/", pages.inbox, name="inbox"),
    path("inbox/read/", pages.read_all, name="read_all"),
    path("found/", foundings.ask, name="found"),
    path("notices/<int:case>/", notices.notice, name="notice"),
    path("record/", record.own_record, name="record"),
    path("record/apply/", record.apply, name="apply"),
    path("record/withdraw/", record.withdraw, name="withdraw"),
    path("record/correct/", record.correct, name="correct"),
    path("record/corrections/<int:pk>/withdraw/", record.withdraw_request, name="withdraw_request"),
    path("record/consents/<slug:purpose>/", record.consent, name="consent"),
    path("record/invitations/<int:pk>/", record.answer, name="answer_invitation"),
    path("record/phone/", phone.phone, name="phone"),
    path("record/phone/code/", phone.ask_phone_code, name="ask_phone_code"),
    path("record/take/", record.take, name="take_record"),
    path("union/", pages.union, name="union"),
]
