"""What verification found, told at the terminal."""

from zhijia.site.console import say, tell
from zhijia.trail.verification.findings import Report


def tell_report(report: Report) -> None:
    """How far the log was checked, the roots that agree, and what is not as it was sealed."""
    sentence = say(
        "核对了 {events} 条留痕，其中 {sealed} 条由 {checkpoints} 个签名的封存点封存，{erased} 条依法删除过内容。"
    )
    tell(
        sentence.format(
            events=report.events, sealed=report.sealed, checkpoints=report.checkpoints, erased=report.erased
        )
    )
    for anchor in report.roots:
        tell(say("根相符：{anchor}").format(anchor=anchor))
    for fault in report.faults:
        tell(f"✗ {fault.sentence.said_in(say)}")
    if report.is_whole:
        tell(say("✓ 没有改动、删除或调换。"))
        if report.newest:
            tell(say("最新的根：{anchor}").format(anchor=report.newest))
