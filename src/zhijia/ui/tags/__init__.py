"""The component tags by subject; `{% load ui %}` loads them all."""
