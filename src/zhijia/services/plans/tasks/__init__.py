"""Tasks of a published plan: opened, assigned, reported on, verified."""
