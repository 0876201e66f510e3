"""The product with one more page, on which somebody forgot every filter."""

from django.http import HttpRequest, HttpResponse
from django.urls import path

from tests.surfaces.digest import models_with_path
from zhijia.site.urls import handler404, handler500, urlpatterns

__all__ = ["handler404", "handler500"]


def everything(_request: HttpRequest) -> HttpResponse:
    """Every row of every table with a place that the database hands out."""
    rows = (f"{model._meta.model_name}: {row}" for model in models_with_path() for row in model._base_manager.values())
    return HttpResponse("\n".join(rows), content_type="text/plain; charset=utf-8")


urlpatterns = [*urlpatterns, path("broken/", everything, name="broken")]
