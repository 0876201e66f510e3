"""Pages of the life of unions."""

from django.urls import path

from zhijia.services.organising.standing import views

urlpatterns = [
    path("unions/life/", views.life, name="life"),
    path("unions/life.xlsx", views.life_sheet, name="life_sheet"),
    path("unions/<int:pk>/life/record/", views.record_sign, name="record_sign"),
    path("unions/<int:pk>/fees/record/", views.record_fee_of, name="record_fee"),
    path("fees/", views.fees, name="fees"),
    path("fees/<int:pk>/settle/", views.settle_fee_of, name="settle_fee"),
]
