"""Pages of the pairing programme beside the case page, which the faces own."""

from django.urls import URLPattern, path

from zhijia.services.contacts.views import listing, programme, visiting

app_name = "contacts"
urlpatterns: list[URLPattern] = [
    path("contacts/", programme.show_programme, name="programme"),
    path("contacts/open/", programme.open_one, name="open"),
    path("contacts/<int:year>/quotas/", programme.divide_target, name="quotas"),
    path("contacts/<int:year>/samples/", programme.show_samples, name="samples"),
    path("contacts/<int:year>/samples/draw/", programme.draw, name="draw"),
    path("contacts/<int:year>/propose/", programme.propose, name="propose"),
    path("contacts/<int:year>/all/<slug:verb>/", programme.step_for_all, name="for_all"),
    path("contacts/proposals/<int:pk>/", programme.show_proposal, name="proposal"),
    path("contacts/proposals/<int:pk>/accept/", programme.accept, name="accept"),
    path("contacts/proposals/<int:pk>/pairs/<int:pair>/", programme.change, name="change"),
    path("contacts/pairs/", listing.list_pairs, name="pairs"),
    path("contacts/pairs.xlsx", listing.pairs_sheet, name="pairs_sheet"),
    path("contacts/pairs/<int:case>/opinion/", listing.say, name="opinion"),
    path("contacts/mine/", listing.list_mine, name="mine"),
    path("contacts/issues/", listing.list_issues, name="ledger"),
    path("contacts/issues.xlsx", listing.ledger_sheet, name="ledger_sheet"),
    path("contacts/visit/", visiting.visit, name="visit"),
    path("contacts/visit/ticket/", visiting.ticket, name="visit_ticket"),
    path("contacts/visit/kept/", visiting.kept_page, name="visit_kept"),
    path("contacts/visit/worker.js", visiting.worker, name="visit_worker"),
]
