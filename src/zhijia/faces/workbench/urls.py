from django.urls import path

from zhijia.faces.workbench.views import bulk, deliveries, desk, home, inbox, message_settings, permissions, search

app_name = "workbench"
urlpatterns = [
    path("", home.home, name="home"),
    path("desk/", desk.desk, name="desk"),
    path("desk/todos.xlsx", desk.desk_sheet, name="desk_sheet"),
    path("desk/filters/", desk.keep_filter, name="keep_filter"),
    path("desk/filters/<int:pk>/drop/", desk.drop_filter, name="drop_filter"),
    path("desk/bulk/", bulk.bulk, name="bulk"),
    path("inbox/", inbox.inbox, name="inbox"),
    path("inbox/read/", inbox.read_all, name="read_all"),
    path("inbox/settings/", message_settings.message_settings, name="message_settings"),
    path("deliveries/", deliveries.deliveries, name="deliveries"),
    path("deliveries/<int:pk>/retry/", deliveries.retry_delivery, name="retry_delivery"),
    path("search/", search.search, name="search"),
    path("permissions/", permissions.permissions, name="permissions"),
]
