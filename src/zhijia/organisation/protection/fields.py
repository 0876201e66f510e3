"""A column whose texts lie sealed. It is written and read through its row; no query can look into it."""

from typing import Any

from django.db import models
from django.db.models.query_utils import DeferredAttribute

from zhijia.lib.crypto.ciphertexts import Place
from zhijia.organisation.protection.sealed import Mask, SealedText


class SealedAttribute(DeferredAttribute):
    """Gives the ciphertext of the row its place and its mask, and takes plain text for it."""

    field: "SealedField"

    def __get__(self, instance: models.Model | None, owner: Any = None) -> Any:
        value = super().__get__(instance, owner)
        if isinstance(value, bytes | memoryview):
            assert instance is not None
            value = SealedText(self.field.place, self.field.mask, row=instance.pk, ciphertext=bytes(value))
            instance.__dict__[self.field.attname] = value
        return value

    def __set__(self, instance: models.Model, value: str | bytes | SealedText | None) -> None:
        if isinstance(value, str):
            value = SealedText(self.field.place, self.field.mask, text=value) if value else None
        instance.__dict__[self.field.attname] = value


class SealedField(models.BinaryField):  # type: ignore[type-arg]
    """An encrypted text, absent when null. `mask` says what others may see of it."""

    descriptor_class = SealedAttribute

    def __init__(self, *args: Any, mask: Mask, **options: Any) -> None:
        self.mask = mask
        super().__init__(*args, **options | {"null": True, "blank": True, "editable": False})

    def deconstruct(self) -> Any:
        name, path, args, options = super().deconstruct()
        for fixed in ("null", "blank", "editable"):
            options.pop(fixed, None)
        return name, path, args, options | {"mask": self.mask}

    @property
    def place(self) -> Place:
        return Place(self.model._meta.db_table, self.column or self.name)

    def pre_save(self, model_instance: models.Model, add: bool) -> bytes | None:  # noqa: ARG002 - Django's signature
        value = getattr(model_instance, self.attname)
        return value.sealed_for(model_instance.pk) if value is not None else None

    def get_prep_value(self, value: Any) -> Any:
        if isinstance(value, SealedText | str):
            raise TypeError(f"{self.name}: a sealed column is written with its row and never compared")
        return super().get_prep_value(value)
