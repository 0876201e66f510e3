"""What was uploaded goes when nobody can use it any more; the log proves it, its page says so, and it can be uploaded anew."""

from datetime import datetime, timedelta

from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from zhijia.organisation.models import Person, Roster, RosterPiece, RosterRow
from zhijia.organisation.scopes import scoped
from zhijia.organisation.tests.factories import BUILDER, SmallCity
from zhijia.services.organising.intake.erasing import erase_uploads
from zhijia.services.organising.intake.working import undo
from zhijia.services.organising.tests.intakes import brought_in, checked, fresh, person_row, sheet, uploaded, verdicts
from zhijia.trail.models import Event

WEEK, MONTH, MOMENT = timedelta(days=7), timedelta(days=30), timedelta(seconds=1)


def erased(*, now: datetime) -> int:
    """As the role of the jobs."""
    with connection.cursor() as cursor:
        cursor.execute("SET ROLE zhijia_batch")
        try:
            return erase_uploads(now=now)
        finally:
            cursor.execute("RESET ROLE")


def read(client: Client, roster: Roster) -> str:
    return client.get(reverse("organising:intake", args=[roster.pk])).content.decode()


def test_cells_and_names_go_after_the_week_of_undoing_and_verdicts_stay(city: SmallCity) -> None:
    figure, rows = city.county_cadre, sheet([person_row(1), person_row(2, 身份证号="错")])
    roster = brought_in(figure, rows)
    applied_at = fresh(roster).applied_at
    assert applied_at is not None
    before = verdicts(roster)

    counts = [erased(now=at) for at in (applied_at + WEEK, applied_at + WEEK + MOMENT, applied_at + 2 * WEEK)]

    assert counts == [0, 1, 0]
    with scoped(BUILDER):
        kept = list(RosterRow.objects.filter(roster=roster).values_list("name", "id_index", "before", "is_done"))
        assert not RosterPiece.objects.filter(roster=roster).exclude(content=None, examined=None).exists()
        assert Event.objects.filter(kind="organisation.roster_erased", subject_id=roster.pk).count() == 1
        assert Person.objects.filter(name="会员0001").count() == 1, "whoever came in stays"
    assert kept == [("", None, None, True), ("", None, None, False)]
    assert (verdicts(roster), fresh(roster).state) == (before, "applied")
    page = read(figure.client(), roster)
    assert ("按期清除并留痕" in page, "下载退回" in page) == (True, False)
    again = brought_in(figure, rows)
    assert (again.pk != roster.pk, verdicts(again)) == (True, ["same", "refused"]), "the same file changes nothing"


def test_what_was_never_entered_ends_after_a_month_and_what_was_taken_back_at_once(city: SmallCity) -> None:
    figure, now = city.county_cadre, timezone.now()
    content = sheet([person_row(3)])
    idle = [uploaded(figure, sheet([person_row(1)])), checked(figure, content)]
    back = brought_in(figure, sheet([person_row(2)]))
    undo(back.pk, figure.actor, now=fresh(back).applied_at or now)
    uploaded_at = idle[1].uploaded_at

    counts = [erased(now=at) for at in (uploaded_at + MONTH, uploaded_at + MONTH + MOMENT)]

    assert counts == [1, 2], "taken back: at once"
    assert [fresh(roster).state for roster in (*idle, back)] == ["failed", "failed", "undone"]
    client = figure.client()
    page, gone = read(client, idle[1]), read(client, back)
    assert ("30 天没有入库" in page, "行入库" in page) == (True, False)
    assert ("这份名册已于" in gone, "按期清除并留痕" in gone) == (True, True)
    late = client.post(reverse("organising:work_intake", args=[idle[1].pk, "enter"]), follow=True)
    assert (late.status_code, "状态已经变了" in late.content.decode()) == (200, True)
    assert verdicts(brought_in(figure, content)) == ["new"], "the same file can be uploaded anew"
