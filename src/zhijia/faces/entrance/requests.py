"""What a view of the entrance knows of its request."""

from zhijia.organisation.middleware import ActingRequest
from zhijia.organisation.models import User


class SignedInRequest(ActingRequest):
    """A request behind `login_required`."""

    user: User
