"""The numbers of organising. Importing publishes them; their facts are in `migrations`."""

from zhijia.services.organising.indicators import members, unions

__all__ = ["members", "unions"]
