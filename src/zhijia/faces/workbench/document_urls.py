"""Pages of issued documents. Services lead here by the name `documents:document`."""

from django.urls import path

from zhijia.faces.workbench.views import documents, series, serving

app_name = "documents"
urlpatterns = [
    path("series/", series.series, name="series"),
    path("series/<str:code>/", series.set_series, name="set_series"),
    path("<int:pk>/", documents.document, name="document"),
    path("<int:pk>/<str:form>/file/", documents.file, name="file"),
    path("<int:pk>/sign/", documents.sign, name="sign"),
    path("<int:pk>/serve/", serving.serve_document, name="serve"),
    path("<int:pk>/annul/", documents.annul, name="annul"),
]
