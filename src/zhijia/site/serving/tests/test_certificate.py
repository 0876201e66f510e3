"""A certificate of one's own: kept while it holds, made anew when it ends or when the machine is called otherwise."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

from zhijia.site.serving.certificate import own_certificate

NOW = datetime(2026, 11, 27, tzinfo=UTC)


def test_a_certificate_is_kept_until_it_is_about_to_end_or_names_something_else(tmp_path: Path) -> None:
    first = own_certificate(tmp_path, names=["192.168.1.20"], now=NOW)

    assert own_certificate(tmp_path, names=["192.168.1.20"], now=NOW + timedelta(days=300)) == first
    renewed = own_certificate(tmp_path, names=["192.168.1.20"], now=NOW + timedelta(days=380))
    moved = own_certificate(tmp_path, names=["192.168.1.21"], now=NOW + timedelta(days=380))
    assert len({first.fingerprint, renewed.fingerprint, moved.fingerprint}) == 3
    assert first.key.stat().st_mode & 0o077 == 0
