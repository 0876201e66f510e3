"""The one error of reading an upload."""


class UnreadableDocument(ValueError):
    """`str(error)` is a Chinese sentence for the user that says what to do next; it is also the message id."""
