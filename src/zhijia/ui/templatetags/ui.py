"""`{% load ui %}`: every component tag. Charts are `ui_charts`, filters for words `ui_text`."""

from django import template

from zhijia.ui.tags import controls, forms, records, tables

register = template.Library()
for part in (controls, forms, tables, records):
    register.tags |= part.register.tags
