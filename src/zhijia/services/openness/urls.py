"""Pages of open affairs beside the case page, which the faces own."""

from django.urls import URLPattern, path

from zhijia.services.openness import views
from zhijia.services.openness.asking import views as asking

app_name = "openness"
urlpatterns: list[URLPattern] = [
    path("openness/", views.list_disclosures, name="disclosures"),
    path("openness.xlsx", views.disclosures_sheet, name="sheet"),
    path("openness/plans/", views.list_plans, name="plans"),
    path("openness/mine/", asking.list_mine, name="mine"),
    path("openness/mine/<int:case>/", asking.show, name="read"),
    path("openness/mine/<int:case>/mark/", asking.mark, name="mark"),
    path("openness/mine/<int:case>/ask/", asking.ask_about, name="ask"),
    path("unions/<int:pk>/openness/open/", views.open_plan_of, name="open_plan"),
]
