"""What building a city wrote into its log, as the processes read it that did not build it."""

import os
import subprocess
import sys

PROBE = """
import django
django.setup()
from zhijia.trail.kinds import get_kind
print(get_kind("demo.city_built").code)
"""


def test_a_process_that_builds_no_city_knows_what_was_logged() -> None:
    surroundings = {**os.environ, "DJANGO_SETTINGS_MODULE": "zhijia.site.settings"}

    told = subprocess.run([sys.executable, "-c", PROBE], env=surroundings, check=True, capture_output=True, text=True)

    assert told.stdout.split() == ["demo.city_built"]
