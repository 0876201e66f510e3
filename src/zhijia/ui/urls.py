from django.urls import path

from zhijia.ui import views
from zhijia.ui.gallery import views as gallery

app_name = "ui"
urlpatterns = [
    path("appearance/", views.appearance, name="appearance"),
    path("gallery/", gallery.gallery, name="gallery"),
    path("gallery/tree/", gallery.tree_children, name="gallery_tree"),
    path("gallery/options/", gallery.options, name="gallery_options"),
    path("gallery/<slug:name>/", gallery.example, name="gallery_example"),
]
