"""Supervision of open affairs: the congress's group or the union examines what was disclosed; the employer puts it right."""
