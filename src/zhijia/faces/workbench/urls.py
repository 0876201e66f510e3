from django.contrib.auth.decorators import login_required
from django.urls import path

from zhijia.faces.workbench.views import bulk, desk, home, inbox, permissions, search

app_name = "workbench"
urlpatterns = [
    path("", login_required(home.home), name="home"),
    path("desk/", login_required(desk.desk), name="desk"),
    path("desk/todos.xlsx", login_required(desk.desk_sheet), name="desk_sheet"),
    path("desk/bulk/", login_required(bulk.bulk), name="bulk"),
    path("inbox/", login_required(inbox.inbox), name="inbox"),
    path("inbox/read/", login_required(inbox.read_all), name="read_all"),
    path("search/", login_required(search.search), name="search"),
    path("permissions/", login_required(permissions.permissions), name="permissions"),
]
