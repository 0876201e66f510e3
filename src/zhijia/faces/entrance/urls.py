from django.contrib.auth.decorators import login_not_required
from django.urls import path

from zhijia.faces.entrance import seals, views

app_name = "entrance"
urlpatterns = [
    path("seal/", login_not_required(seals.seal), name="seal"),
    path("seal/verify_case.py", login_not_required(seals.verifier), name="verifier"),
    path("activate/", login_not_required(views.activate), name="activate"),
    path("account/", views.account, name="account"),
    path("account/first-password/", views.first_password, name="first_password"),
    path("account/password/", views.change_password, name="change_password"),
    path("account/face/", views.choose_face, name="choose_face"),
    path("account/post/", views.choose_post, name="choose_post"),
    path("account/preferences/", login_not_required(views.preferences), name="preferences"),
]
