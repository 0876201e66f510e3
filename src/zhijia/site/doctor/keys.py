"""Checks of the keys that open personal data."""

from collections.abc import Iterator

from zhijia.organisation.protection.proving import faults_of_keys, faults_of_samples
from zhijia.site.console import say
from zhijia.site.doctor.finding import Finding, good, unsafe


def check_keys(*, using: str) -> Iterator[Finding]:
    """Run on a connection that sees every row."""
    faults = list(faults_of_keys(using=using)) or list(faults_of_samples(using=using))
    yield from (unsafe(fault.said_in(say)) for fault in faults)
    if not faults:
        yield good(say("个人信息的密钥都能打开。"))
