"""Pages of legal supervision beside the case page, which the faces own."""

from django.urls import URLPattern, path

from zhijia.services.supervision.views import bodies, listing, opening, prescribing, targeting

app_name = "supervision"
urlpatterns: list[URLPattern] = [
    path("supervision/", listing.list_supervisions, name="list"),
    path("supervision/list.xlsx", listing.list_sheet, name="sheet"),
    path("supervision/clues/", listing.list_clues, name="clues"),
    path("supervision/clues/new/<int:union>/", listing.note, name="note"),
    path("supervision/clues/<int:pk>/drop/", listing.drop, name="drop"),
    path("supervision/targets/", targeting.choose_targets, name="targets"),
    path("supervision/targets/<int:pk>/", targeting.show_targets, name="target_list"),
    path("supervision/targets/<int:pk>/go-on/", targeting.go_on, name="go_on"),
    path("supervision/open/<int:union>/", opening.open_one, name="open"),
    path("supervision/forms/", prescribing.list_forms, name="forms"),
    path("supervision/forms/<str:letter>/", prescribing.upload_form, name="upload_form"),
    path("supervision/forms/<str:letter>/withdraw/", prescribing.withdraw_form, name="withdraw_form"),
    path("supervision/unions/<int:union>/", bodies.show_bodies, name="bodies"),
    path("supervision/unions/<int:union>/supervisor/", bodies.add_supervisor, name="supervisor"),
]
