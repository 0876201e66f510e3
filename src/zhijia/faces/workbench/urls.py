from django.urls import path

from zhijia.faces.workbench.views import bulk, desk, home, inbox, permissions, search

app_name = "workbench"
urlpatterns = [
    path("", home.home, name="home"),
    path("desk/", desk.desk, name="desk"),
    path("desk/todos.xlsx", desk.desk_sheet, name="desk_sheet"),
    path("desk/bulk/", bulk.bulk, name="bulk"),
    path("inbox/", inbox.inbox, name="inbox"),
    path("inbox/read/", inbox.read_all, name="read_all"),
    path("search/", search.search, name="search"),
    path("permissions/", permissions.permissions, name="permissions"),
]
