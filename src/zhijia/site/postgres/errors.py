"""What can go wrong with the embedded server, in words for the person who started it."""


class ServerUnavailableError(Exception):
    """The embedded server cannot be started or reached; the message says why and what to do."""
