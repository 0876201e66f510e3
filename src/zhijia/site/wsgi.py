"""The application object that gunicorn serves."""

import os

from django.core.wsgi import get_wsgi_application

from zhijia.lib.pinyin import dictionary

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "zhijia.site.settings")
application = get_wsgi_application()
dictionary()  # read before the processes part that answer, and before anybody searches
