"""What the form pages of supervision share."""

REFUSED = 409
