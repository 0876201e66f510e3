"""What the processes that work on a roster have in common: read once, by the process that they are forked from.

Nothing but that process imports it. To read it takes four seconds, more than a piece of ten thousand rows.
"""

import gc

import django

django.setup()

import zhijia.services.organising.intake.steps  # noqa: E402, F401 - models can be loaded from here on

gc.freeze()  # what is read stays: no collection looks through it, and processes go on sharing it
