"""Jobs of the installation itself. A job's own clock is the moment it runs."""

from datetime import UTC, datetime

from django.conf import settings
from procrastinate.contrib.django import app

from zhijia.law.counting import add_months
from zhijia.law.resolver import parameter
from zhijia.lib.shanghai import local_day
from zhijia.organisation.cities import this_city
from zhijia.organisation.overrides import law_place, parameter_overrides
from zhijia.site.serving.request_log import remove_before


@app.periodic(cron="10 19 * * *")  # 03:10 in Shanghai
@app.task(queueing_lock="site.remove_old_logs", pass_context=False)
def remove_old_logs(timestamp: int) -> None:
    """Remove the logs of requests that the law lets go; a city may keep its own longer by correcting the parameter."""
    today, city = local_day(datetime.fromtimestamp(timestamp, UTC)), this_city()
    place = law_place(city.place) if city else "CN"
    kept = parameter("log.retention", place=place, on=today, overrides=parameter_overrides()).strictest
    remove_before(settings.HOME / "log", add_months(today, -kept.number))
