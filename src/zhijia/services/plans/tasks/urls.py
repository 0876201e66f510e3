"""Pages of a plan's tasks; the plans' own urls include them."""

from django.urls import path

from zhijia.services.plans.views import tasks

urlpatterns = [
    path("plans/<int:pk>/tasks/", tasks.task_board, name="tasks"),
    path("plans/<int:pk>/tasks.xlsx", tasks.task_sheet, name="task_sheet"),
    path("plans/<int:pk>/tasks/assign/", tasks.assign_tasks, name="assign_tasks"),
]
