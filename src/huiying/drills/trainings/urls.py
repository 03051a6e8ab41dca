"""Addresses of the training register."""

from django.urls import path

from .views import items, one, people, register

urlpatterns = [
    path("desk/trainings/", register.trainings, name="desk-trainings"),
    path("desk/trainings/new/", register.new, name="desk-training-new"),
    path("desk/trainings/due/", people.due, name="desk-training-due"),
    path("desk/trainings/items/", items.items, name="desk-training-items"),
    path("desk/trainings/items/<int:pk>/", items.item, name="desk-training-item"),
    path("desk/trainings/people/<int:pk>/", people.person, name="desk-training-person"),
    path("desk/trainings/materials/<int:pk>/", one.material, name="desk-training-material"),
    path("desk/trainings/materials/<int:pk>/out/", one.material_out, name="desk-training-material-out"),
    path("desk/trainings/<int:pk>/", one.training, name="desk-training"),
    path("desk/trainings/<int:pk>/correct/", one.correct, name="desk-training-correct"),
    path("desk/trainings/<int:pk>/withdraw/", one.withdraw, name="desk-training-withdraw"),
    path("desk/trainings/<int:pk>/materials/", one.materials, name="desk-training-materials"),
]
