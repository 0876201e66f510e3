"""Teams, preparation, talks, suspension, deadlock (bargaining-congress §A4 steps 3–7)."""

from datetime import date

from zhijia.engines.cases.flow import ClockStart, Move, leave_to_system
from zhijia.lib.sentences import gettext_noop as _
from zhijia.services.bargaining import events
from zhijia.services.bargaining.acts import data as data_acts
from zhijia.services.bargaining.acts import talks as acts
from zhijia.services.bargaining.acts.applying import apply_for_coordination, leave_coordination
from zhijia.services.bargaining.acts.endings import conclude
from zhijia.services.bargaining.acts.redating import redate_vacancy
from zhijia.services.bargaining.checks import coordination as coordination_checks
from zhijia.services.bargaining.checks import parties
from zhijia.services.bargaining.checks import talks as checks
from zhijia.services.bargaining.checks.data import DATA, check_data_is_open
from zhijia.services.bargaining.flow.states import AT_THE_TABLE, PROVIDING
from zhijia.services.bargaining.forms import coordination as coordination_forms
from zhijia.services.bargaining.forms import talks as forms
from zhijia.services.bargaining.forms.parts import ReasonForm
from zhijia.services.bargaining.letters import talks as letters
from zhijia.services.bargaining.models import Bargaining
from zhijia.services.bargaining.models.bargainings import Side

SUSPENSION = "suspension"
SEATING = PROVIDING | {"drafting"}
"""States in which seats are taken and left; in the first one by those who make the offer where there is no union."""


def _suspended_until(bargaining: Bargaining) -> date | None:
    pause = bargaining.suspensions.filter(resumed_on=None).first()
    return pause.until_on if pause else None


def _left_on(bargaining: Bargaining, side: Side) -> date | None:
    seat = checks.vacant_seat(bargaining, side)
    return seat.ended_on if seat else None


def _worker_left_on(bargaining: Bargaining) -> date | None:
    return _left_on(bargaining, Side.WORKERS)


def _employer_left_on(bargaining: Bargaining) -> date | None:
    return _left_on(bargaining, Side.EMPLOYER)


VACANCY_CLOCKS = tuple(
    ClockStart(
        checks.VACANCY_OF[side],
        label,
        "statutory",
        parameter="bargaining.vacancy",
        since=since,
        corrected=redate_vacancy,
    )
    for side, label, since in (
        (Side.WORKERS, _("补选职工方协商代表"), _worker_left_on),
        (Side.EMPLOYER, _("补派用人单位方协商代表"), _employer_left_on),
    )
)


MOVES = (
    Move(
        "prepare",
        _("进入协商准备"),
        frozenset({"accepted"}),
        "preparing",
        events.PREPARED,
        **parties.BY_UNION,
        help=_("双方确定协商代表，听取职工意见，准备议题和资料。"),
    ),
    Move(
        "name_negotiator",
        _("登记协商代表"),
        SEATING,
        None,
        events.NEGOTIATOR_NAMED,
        **parties.BY_EMPLOYER,
        guards=(checks.check_may_seat,),
        form=forms.NegotiatorForm,
        judges=(checks.judge_vacancy, checks.judge_consent, checks.judge_protection),
        act=acts.name_negotiator,
        is_primary=False,
        help=_("双方人数对等，每方至少三人，各有一名首席代表。"),
    ),
    Move(
        "end_mandate",
        _("代表离任"),
        SEATING,
        None,
        events.NEGOTIATOR_ENDED,
        **parties.by_union_if(checks.check_has_negotiators),
        form=forms.LeaveForm,
        judges=(checks.judge_leaving,),
        act=acts.end_mandate,
        starts=VACANCY_CLOCKS,
        is_primary=False,
    ),
    Move(
        "agree_meeting",
        _("约定首次会议"),
        frozenset({"accepted", "preparing"}),
        None,
        events.MEETING_AGREED,
        **parties.BY_UNION,
        form=forms.AgreedMeetingForm,
        act=data_acts.agree_meeting,
        starts=(data_acts.DATA_CLOCK,),
        is_primary=False,
        help=_("双方商定首次会议的时间、地点后在这里登记。工资协商要求对方提供的资料，按这一天往前计算提供期限。"),
    ),
    Move(
        "ask_data",
        _("要求提供资料"),
        frozenset({"accepted", "preparing", "negotiating"}),
        None,
        events.DATA_ASKED,
        **parties.BY_UNION,
        form=forms.DataAskedForm,
        act=data_acts.ask_data,
        is_primary=False,
    ),
    Move(
        "provide_data",
        _("登记对方提供资料"),
        PROVIDING,
        None,
        events.DATA_PROVIDED,
        **parties.BY_EMPLOYER,
        form=forms.DataProvidedForm,
        guards=(check_data_is_open,),
        act=data_acts.provide_data,
        may_stop=(DATA,),
        is_primary=False,
        party_label=_("提供资料"),
    ),
    Move(
        "begin_talks",
        _("开始协商"),
        frozenset({"preparing"}),
        "negotiating",
        events.TALKS_BEGUN,
        **parties.BY_UNION,
        form=forms.FirstMeetingForm,
        judges=(checks.judge_teams, checks.judge_preparation, checks.judge_no_union),
        act=acts.begin_talks,
        document=letters.TEAMS_LETTER,
    ),
    Move(
        "record_meeting",
        _("登记协商会议"),
        frozenset({"negotiating"}),
        None,
        events.MEETING_RECORDED,
        **parties.BY_UNION,
        form=forms.MeetingForm,
        judges=(checks.judge_meeting,),
        act=acts.record_meeting,
        document=letters.MINUTES_LETTER,
        is_primary=False,
        help=_("保存后生成会议纪要。打印出来由双方首席代表和记录员签字，再办理“登记纪要签字”。"),
    ),
    Move(
        "sign_minutes",
        _("登记纪要签字"),
        AT_THE_TABLE,
        None,
        events.MINUTES_SIGNED,
        **parties.BY_UNION,
        guards=(checks.check_has_unsigned_minutes,),
        form=forms.MinutesSignedForm,
        act=acts.sign_minutes,
        is_primary=False,
        help=_("每次会议的纪要由双方首席代表和记录员签字；没有签字的，不能办理草案签字。"),
    ),
    Move(
        "record_issue",
        _("登记议题"),
        frozenset({"preparing", "negotiating"}),
        None,
        events.ISSUE_RECORDED,
        **parties.BY_UNION,
        form=forms.IssueForm,
        act=acts.record_issue,
        is_primary=False,
    ),
    Move(
        "suspend",
        _("中止协商"),
        frozenset({"negotiating"}),
        "suspended",
        events.SUSPENDED,
        **parties.BY_UNION,
        form=forms.SuspendForm,
        judges=(checks.judge_suspension,),
        act=acts.suspend,
        document=letters.SUSPENSION_LETTER,
        starts=(
            ClockStart(SUSPENSION, _("恢复协商"), "statutory", promised=_suspended_until, on_expiry="lapse_suspension"),
        ),
        is_primary=False,
    ),
    Move(
        "resume",
        _("恢复协商"),
        frozenset({"suspended"}),
        "negotiating",
        events.RESUMED,
        **parties.BY_UNION,
        act=acts.resume,
        stops=(SUSPENSION,),
    ),
    Move(
        "lapse_suspension",
        _("中止期满未恢复"),
        frozenset({"suspended"}),
        "deadlocked",
        events.DEADLOCKED,
        may=leave_to_system,
        by_system=True,
        act=acts.resume,
        stops=(SUSPENSION,),
    ),
    Move(
        "declare_deadlock",
        _("登记僵局"),
        frozenset({"negotiating", "suspended"}),
        "deadlocked",
        events.DEADLOCKED,
        **parties.BY_UNION,
        form=ReasonForm,
        act=acts.note_reason,
        stops=(SUSPENSION,),
        is_primary=False,
    ),
    Move(
        "break_deadlock",
        _("僵局化解，继续协商"),
        frozenset({"deadlocked"}),
        "negotiating",
        events.DEADLOCK_BROKEN,
        **parties.BY_UNION,
        form=ReasonForm,
        act=acts.note_reason,
    ),
    Move(
        "apply_coordination",
        _("申请协调处理"),
        frozenset({"deadlocked"}),
        "coordinating",
        events.COORDINATION_ASKED,
        **parties.BY_EITHER,
        form=coordination_forms.ApplyForm,
        judges=(coordination_checks.judge_kind,),
        act=apply_for_coordination,
        is_primary=False,
        help=_("因协商、签订集体合同发生的争议，双方协商不成的，一方或双方可以书面申请人社部门协调处理。"),
    ),
    Move(
        "leave_coordination",
        _("协调结束，继续办理"),
        frozenset({"coordinating"}),
        "negotiating",
        events.COORDINATION_LEFT,
        **parties.by_union_if(coordination_checks.check_coordination_ended),
        form=coordination_forms.LeaveForm,
        act=leave_coordination,
        may_lead_to=frozenset({"deadlocked"}),
        help=_("达成协议的，按协议继续协商；未果的，可以继续协商或回到僵局。"),
    ),
    Move(
        "give_up",
        _("终止协商"),
        frozenset({"deadlocked"}),
        "failed",
        events.FAILED,
        **parties.BY_UNION,
        form=ReasonForm,
        act=acts.note_reason,
        is_primary=False,
    ),
    Move(
        "conclude",
        _("形成纪要或备忘录"),
        frozenset({"negotiating"}),
        "concluded",
        events.CONCLUDED,
        **parties.BY_UNION,
        form=forms.ConcludeForm,
        act=conclude,
        is_primary=False,
    ),
)
