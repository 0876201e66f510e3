"""Every URL of the product: the faces mount the services."""

from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("zhijia.faces.entrance.urls")),
    path("accounts/", include("allauth.urls")),
    path("ui/", include("zhijia.ui.urls")),
]
