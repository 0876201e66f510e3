"""Jobs of the organisation's records. A job's own clock is the moment it runs."""

from datetime import UTC, datetime

from procrastinate.contrib.django import app

from zhijia.organisation.cities import this_city
from zhijia.organisation.overrides import law_place
from zhijia.organisation.protection.retention import erase_expired


@app.periodic(cron="40 18 * * *")  # 02:40 in Shanghai
@app.task(queueing_lock="organisation.erase_expired", pass_context=False)
def erase_what_is_over(timestamp: int) -> None:
    """Erase personal data whose time is over."""
    if city := this_city():
        erase_expired(place=law_place(city.place), now=datetime.fromtimestamp(timestamp, UTC))
