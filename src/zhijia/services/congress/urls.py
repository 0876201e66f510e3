"""Pages of the congress beside the case page, which the faces own."""

from django.urls import URLPattern, path

from zhijia.services.congress import views
from zhijia.services.congress.attending import views as attending
from zhijia.services.congress.proposals import views as proposals

app_name = "congress"
urlpatterns: list[URLPattern] = [
    path("congress/", views.list_terms, name="terms"),
    path("congress.xlsx", views.terms_sheet, name="terms_sheet"),
    path("congress/overview/", views.show_overview, name="overview"),
    path("congress/seats/", views.list_seats, name="seats"),
    path("congress/mine/", views.show_mine, name="mine"),
    path("congress/sessions/", attending.list_own, name="own_sessions"),
    path("congress/sessions/<int:case>/", attending.show_session, name="session"),
    path("congress/sessions/<int:case>/texts/", attending.show_texts, name="session_texts"),
    path("congress/sessions/<int:case>/opinion/", attending.give_opinion, name="give_opinion"),
    path("congress/sessions/<int:case>/topic/", attending.give_topic, name="give_topic"),
    path("congress/sessions/<int:case>/here/", attending.check_in_here, name="here"),
    path("congress/sessions/<int:case>/speak/", attending.speak, name="speak"),
    path("congress/sessions/<int:case>/hall/", attending.show_hall, name="hall"),
    path("congress/sessions/<int:case>/code/", attending.show_code, name="hall_code"),
    path("congress/sessions/<int:case>/floor/", attending.show_floor, name="floor"),
    path("congress/sessions/<int:case>/floor/controls/", attending.show_controls, name="floor_controls"),
    path("congress/sessions/<int:case>/floor/<slug:verb>/", attending.lead, name="lead"),
    path("congress/proposals/", proposals.list_proposals, name="proposals"),
    path("congress/proposals/new/", proposals.write, name="write_proposal"),
    path("congress/proposals/<int:case>/", proposals.show, name="proposal"),
    path("congress/proposals/<int:case>/<slug:verb>/", proposals.act, name="act_on_proposal"),
    path("congress/<int:case>/cards/", views.show_cards, name="cards"),
    path("congress/<int:case>/ballots/", views.show_ballots, name="ballots"),
    path("congress/<int:case>/joint/", views.open_joint_of, name="open_joint"),
    path("unions/<int:pk>/congress/open/", views.open_term_of, name="open_term"),
    path("unions/<int:pk>/seats/open/", views.open_seat_of, name="open_seat"),
]
