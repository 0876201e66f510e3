"""Pages of impact assessments."""

from django.urls import path

from zhijia.services.organising.assessments import views

urlpatterns = [
    path("law/assessments/", views.assessments, name="assessments"),
    path("law/assessments/enter/", views.enter_assessment, name="enter_assessment"),
    path("law/assessments/<int:pk>/", views.assessment, name="assessment"),
    path("law/assessments/<int:pk>/again/", views.assess_again, name="assess_again"),
]
