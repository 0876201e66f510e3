"""Kinds of questions and the marks that an option may get. The first mark is the one that `most` limits."""

from zhijia.lib.sentences import gettext_noop

MOTION, ELECTION, EVALUATION, SATISFACTION = "motion", "election", "evaluation", "satisfaction"
MARKS = {
    MOTION: ("yes", "no", "abstain"),
    ELECTION: ("yes", "no", "abstain"),
    EVALUATION: ("excellent", "competent", "basic", "incompetent", "abstain"),
    SATISFACTION: ("satisfied", "fairly", "dissatisfied", "abstain"),
}
BLANK = "abstain"
LABELS = {
    "yes": gettext_noop("赞成"),
    "no": gettext_noop("反对"),
    "abstain": gettext_noop("弃权"),
    "excellent": gettext_noop("优秀"),
    "competent": gettext_noop("称职"),
    "basic": gettext_noop("基本称职"),
    "incompetent": gettext_noop("不称职"),
    "satisfied": gettext_noop("满意"),
    "fairly": gettext_noop("基本满意"),
    "dissatisfied": gettext_noop("不满意"),
}
