"""Pages of collective bargaining beside the case page, which the faces own."""

from django.urls import URLPattern, path

from zhijia.services.bargaining.views import comparing, contracts, drafting, listing, opening

app_name = "bargaining"
urlpatterns: list[URLPattern] = [
    path("bargaining/", listing.list_bargainings, name="list"),
    path("bargaining/open/<int:union>/", opening.open_one, name="open"),
    path("drafts/<int:pk>/", drafting.show_draft, name="draft"),
    path("drafts/<int:pk>/compare/", comparing.compare_draft, name="compare"),
    path("drafts/<int:pk>/edit/", drafting.edit_draft, name="edit_draft"),
    path("contracts/<int:pk>/", contracts.show_contract, name="contract"),
    path("contracts/<int:pk>/next/", opening.succeed_contract, name="succeed"),
]
