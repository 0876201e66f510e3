"""Pages of open affairs beside the case page, which the faces own."""

from django.urls import URLPattern, path

from zhijia.services.openness import views

app_name = "openness"
urlpatterns: list[URLPattern] = [
    path("openness/", views.list_disclosures, name="disclosures"),
    path("openness.xlsx", views.disclosures_sheet, name="sheet"),
    path("openness/plans/", views.list_plans, name="plans"),
    path("unions/<int:pk>/openness/open/", views.open_plan_of, name="open_plan"),
]
