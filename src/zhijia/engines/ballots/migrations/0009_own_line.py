"""Whoever votes sees her poll because of her own line, which an index finds, and not because some line of its roll is visible:
that looked through a roll of thousands for every page.
"""

from django.db import migrations

from zhijia.lib.rowsecurity import in_scope, is_own_person, of_visible, reword

POLL, ELECTOR, SCRUTINEER = "ballots_poll", "ballots_elector", "ballots_scrutineer"


def seen_with(elector: str) -> str:
    """The policy of polls, with the predicate that lets electors see theirs."""
    return reword(
        POLL,
        of_visible("cases_case", f"{POLL}.about_id"),
        elector,
        of_visible(SCRUTINEER, f"{POLL}.id", key="poll_id"),
        in_scope("path"),
        writable=in_scope("path"),
    )


OWN = of_visible(ELECTOR, f"{POLL}.id", key="poll_id", where=is_own_person("seen.person_id"))


class Migration(migrations.Migration):
    dependencies = [("ballots", "0008_tellers")]
    operations = [
        migrations.RunSQL(
            seen_with(OWN),
            seen_with(of_visible(ELECTOR, f"{POLL}.id", key="poll_id")),
        )
    ]
