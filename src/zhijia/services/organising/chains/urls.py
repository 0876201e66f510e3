"""Pages of chains and of industry federations."""

from django.urls import path

from zhijia.services.organising.chains import views

urlpatterns = [
    path("chains/", views.chains, name="chains"),
    path("chains/enter/", views.enter_chain, name="enter_chain"),
    path("chains/<int:pk>/", views.chain, name="chain"),
    path("chains/<int:pk>/stores/", views.add_stores, name="add_stores"),
    path("chains/<int:pk>/sites/", views.add_site, name="add_site"),
    path("chain-stores/<int:pk>/close/", views.close_store, name="close_store"),
    path("unions/<int:pk>/federation/", views.record_federation, name="record_federation"),
    path("unions/<int:pk>/federation/cover/", views.cover_by_federation, name="cover_by_federation"),
    path("federation-coverages/<int:pk>/end/", views.end_federation_coverage, name="end_federation_coverage"),
]
