"""Pages of plans: the list, an upload, its review, the published plan, its tasks."""

from django.contrib.auth.decorators import login_required
from django.urls import URLPattern, URLResolver, include, path

from zhijia.services.plans.views import listing, plan, publishing, reviewing, uploading

app_name = "plans"
urlpatterns: list[URLPattern | URLResolver] = [
    path("plans/", login_required(listing.list_plans), name="list"),
    path("plans/upload/", login_required(uploading.upload), name="upload"),
    path("plans/<int:pk>/", login_required(plan.show_plan), name="plan"),
    path("plans/<int:pk>/decomposition.xlsx", login_required(plan.decomposition), name="decomposition"),
    path("plans/<int:pk>/facts/", login_required(uploading.change), name="facts"),
    path("plans/<int:pk>/discard/", login_required(uploading.discard), name="discard"),
    path("plans/<int:pk>/review/", login_required(reviewing.review), name="review"),
    path("plans/<int:pk>/review/edit/", login_required(reviewing.edit_plan), name="edit_plan"),
    path("plans/<int:pk>/review/<int:node>/", login_required(reviewing.edit_node), name="edit_node"),
    path("plans/<int:pk>/publish/", login_required(publishing.publish), name="publish"),
    path("", include("zhijia.services.plans.tasks.urls")),
]
