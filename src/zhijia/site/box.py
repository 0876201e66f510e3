"""The application object of the ballot box: a process, a port and a role in the database of its own.

It sets no Django up, so there is no session, middleware, query log or signal that a ballot could pass through.
"""

import atexit
import os

from zhijia.engines.ballots.box.door import Box
from zhijia.site.postgres.databases import box_login
from zhijia.site.secrets import home_folder

application = Box(box_login(os.environ), home_folder(os.environ) / "box")
atexit.register(application.close)
