"""Pages of plans: the list, an upload, its review, the published plan, its tasks."""

from django.urls import URLPattern, URLResolver, include, path

from zhijia.services.plans.views import closing, listing, plan, publishing, reviewing, uploading

app_name = "plans"
urlpatterns: list[URLPattern | URLResolver] = [
    path("plans/", listing.list_plans, name="list"),
    path("plans/upload/", uploading.upload, name="upload"),
    path("plans/<int:pk>/", plan.show_plan, name="plan"),
    path("plans/<int:pk>/decomposition.xlsx", plan.decomposition, name="decomposition"),
    path("plans/<int:pk>/facts/", uploading.change, name="facts"),
    path("plans/<int:pk>/discard/", uploading.discard, name="discard"),
    path("plans/<int:pk>/review/", reviewing.review, name="review"),
    path("plans/<int:pk>/review/edit/", reviewing.edit_plan, name="edit_plan"),
    path("plans/<int:pk>/review/<int:node>/", reviewing.edit_node, name="edit_node"),
    path("plans/<int:pk>/publish/", publishing.publish, name="publish"),
    path("plans/<int:pk>/close/", closing.close, name="close"),
    path("", include("zhijia.services.plans.tasks.urls")),
]
