"""Every URL of the product: the faces mount the services."""

from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("zhijia.faces.entrance.urls")),
    path("accounts/", include("zhijia.faces.entrance.doors")),
    path("ui/", include("zhijia.ui.urls")),
]

handler400 = "zhijia.ui.views.bad_request"
handler403 = "zhijia.ui.views.permission_denied"
handler404 = "zhijia.ui.views.page_not_found"
handler500 = "zhijia.ui.views.server_error"
