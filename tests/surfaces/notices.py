"""A public notice that hangs at the enterprise of one county, with an objection, each text with the county's mark."""

from dataclasses import dataclass
from uuid import uuid4

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from django.utils.datastructures import MultiValueDict

from tests.surfaces.county import County
from zhijia.engines.cases.advance import advance
from zhijia.engines.issues.raising import NewIssue, raise_issues
from zhijia.engines.public_notices.opening import NewNotice, Subject, open_notice
from zhijia.engines.public_notices.tests.test_notices import KIND
from zhijia.lib.shanghai import local_day
from zhijia.organisation.scopes import scoped
from zhijia.organisation.tests.factories import NOW, TODAY
from zhijia.services.bargaining.tests.story import PNG


@dataclass(frozen=True)
class Noticed:
    """Ids of what hangs."""

    notice_case: int


def hang_up(county: County) -> Noticed:
    """Drafted about a case of the enterprise's union, put up today, whenever that is, since it must hang still; objected to."""
    mark, cadre, now = county.mark, county.cadre.actor, timezone.now()
    problem = NewIssue(
        union=county.enterprise_union,
        handled_by_id=county.town.pk,
        source="tests",
        text=f"{mark}换届",
        category="founding",
        level="own",
        found_on=TODAY,
    )
    with scoped(cadre):
        (issue,) = raise_issues([problem], actor=cadre, now=NOW)
        text = f"{mark}候选人名单"
        new = NewNotice(
            kind=KIND.code, about=issue.case, title=f"{mark}公示", text=text, subjects=[Subject(f"{mark}候选人")]
        )
        case_id = open_notice(new, actor=cadre, now=NOW).case_id
        photo = MultiValueDict({"scan": [SimpleUploadedFile("公示栏.png", PNG)]})
        hung = {"posted_on": local_day(now), "places": f"{mark}公开栏"}
        advance(case_id, "put_up", actor=cadre, key=uuid4(), now=now, data=hung, files=photo)
        said = {"text": f"{mark}有意见", "about": "", "by_label": f"{mark}职工", "received_on": local_day(now)}
        advance(case_id, "object", actor=cadre, key=uuid4(), now=now, data=said)
    return Noticed(case_id)
