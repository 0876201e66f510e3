"""`python -m zhijia.site.bench.balloting`, with ZHIJIA_HOME an empty folder: one figure a line, as JSON."""

import json
import os
import sys
from dataclasses import asdict

import django
from django.core.management import call_command
from django.utils.module_loading import import_string

from zhijia.site.postgres import ensure_running
from zhijia.site.secrets import home_folder

ENTERPRISES = 60


def main() -> int:
    """Make the city, vote, say what was measured."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "zhijia.site.settings")
    with ensure_running(home_folder(os.environ)):
        django.setup()
        call_command("migrate", database="owner", verbosity=0, interactive=False)
        call_command("demo_city", enterprises=ENTERPRISES, seed=1, verbosity=0, stdout=sys.stderr)
        vote = import_string("zhijia.site.bench.balloting.voting.vote")  # its models are there only now
        for figure in vote():
            sys.stdout.write(json.dumps(asdict(figure)) + "\n")
            sys.stdout.flush()
    return 0


if __name__ == "__main__":
    sys.exit(main())
