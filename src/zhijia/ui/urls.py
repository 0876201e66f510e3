from django.contrib.auth.decorators import login_not_required
from django.urls import path

from zhijia.ui import views
from zhijia.ui.gallery import views as gallery

app_name = "ui"
urlpatterns = [
    path("appearance/", login_not_required(views.appearance), name="appearance"),
    path("gallery/", login_not_required(gallery.gallery), name="gallery"),
    path("gallery/tree/", login_not_required(gallery.tree_children), name="gallery_tree"),
    path("gallery/options/", login_not_required(gallery.options), name="gallery_options"),
    path("gallery/<slug:name>/", login_not_required(gallery.example), name="gallery_example"),
]
