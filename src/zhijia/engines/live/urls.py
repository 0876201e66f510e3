from django.urls import path

from zhijia.engines.live.views import fragment

app_name = "live"
urlpatterns = [path("live/<str:address>/", fragment, name="fragment")]
