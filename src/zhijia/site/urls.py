"""Every URL of the product: the faces mount the services."""

from django.urls import URLPattern, URLResolver, include, path

from zhijia.faces.workbench.views.home import home

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("zhijia.faces.entrance.urls")),
    path("accounts/", include("zhijia.faces.entrance.doors")),
    path("ui/", include("zhijia.ui.urls")),
    path("", home, name="home"),
    path("", include("zhijia.faces.workbench.urls")),
    path("cases/", include("zhijia.faces.workbench.case_urls")),
    path("documents/", include("zhijia.faces.workbench.document_urls")),
    path("verify/", include("zhijia.faces.verification.urls")),
    path("cockpit/", include("zhijia.faces.cockpit.urls")),
    path("numbers/", include("zhijia.faces.cockpit.indicator_urls")),
    path("me/", include("zhijia.faces.portal.urls")),
    path("polls/", include("zhijia.faces.polling.urls")),
    path("partner/", include("zhijia.faces.partner.urls")),
    path("", include("zhijia.engines.live.urls")),
    path("", include("zhijia.services.bargaining.urls")),
    path("", include("zhijia.services.congress.urls")),
    path("", include("zhijia.services.contacts.urls")),
    path("", include("zhijia.services.openness.urls")),
    path("", include("zhijia.services.organising.urls")),
    path("", include("zhijia.services.plans.urls")),
    path("", include("zhijia.services.statistics.urls")),
    path("", include("zhijia.services.supervision.urls")),
]

handler400 = "zhijia.ui.views.bad_request"
handler403 = "zhijia.ui.views.permission_denied"
handler404 = "zhijia.ui.views.page_not_found"
handler500 = "zhijia.ui.views.server_error"
