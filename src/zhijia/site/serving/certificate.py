"""A certificate of one's own for a hall without the internet: voting needs a page that the browser calls secure.

Browsers warn of it once, and the warning shows the fingerprint that the terminal printed: whoever compares the two knows that she
talks to this machine.
"""

import os
import socket
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from ipaddress import ip_address
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, EllipticCurvePrivateKey, generate_private_key
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

LASTS = timedelta(days=397)  # what browsers accept at most
RENEWED = timedelta(days=30)
LOCAL = ("localhost", "127.0.0.1", "::1")


@dataclass(frozen=True, slots=True)
class Certificate:
    """Where certificate and key lie, and what the browser shows of it."""

    chain: Path
    key: Path
    fingerprint: str


def own_certificate(folder: Path, *, names: Sequence[str], now: datetime) -> Certificate:
    """The certificate in `folder`, made anew when it is about to end or does not name what is served."""
    chain, key = folder / "certificate.pem", folder / "key.pem"
    wanted = list(dict.fromkeys((*LOCAL, *names)))
    found = _read(chain) if key.exists() else None
    if found is None or found.not_valid_after_utc < now + RENEWED or set(_names_of(found)) != set(wanted):
        found = _make(folder, chain, key, names=wanted, now=now)
    digest = found.fingerprint(SHA256()).hex().upper()
    return Certificate(chain, key, ":".join(digest[n : n + 2] for n in range(0, len(digest), 2)))


def names_served(host: str) -> list[str]:
    """How other machines may call this one: what it listens on, its name, and the address it would send from."""
    names = [host] if host not in {"0.0.0.0", "::"} else []  # noqa: S104 - compared, not listened on
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("192.0.2.1", 9))  # sends nothing: it only asks which way it would go
            names.append(probe.getsockname()[0])
        except OSError:
            return [*names, socket.gethostname()]
    return [*names, socket.gethostname()]


def _read(chain: Path) -> x509.Certificate | None:
    return x509.load_pem_x509_certificate(chain.read_bytes()) if chain.exists() else None


def _names_of(certificate: x509.Certificate) -> list[str]:
    names = certificate.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    return [str(name.value) for name in names]


def _make(folder: Path, chain: Path, key: Path, *, names: Sequence[str], now: datetime) -> x509.Certificate:
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    private = generate_private_key(SECP256R1())
    certificate = _sign(private, names, now)
    secret = private.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    with os.fdopen(os.open(key, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
        file.write(secret)
    chain.write_bytes(certificate.public_bytes(Encoding.PEM))
    return certificate


def _sign(private: EllipticCurvePrivateKey, names: Sequence[str], now: datetime) -> x509.Certificate:
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Zhijia")])
    return (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(private.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + LASTS)
        .add_extension(x509.SubjectAlternativeName([_general_name(one) for one in names]), critical=False)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH]), critical=False)
        .sign(private, SHA256())
    )


def _general_name(name: str) -> x509.GeneralName:
    try:
        return x509.IPAddress(ip_address(name))
    except ValueError:
        return x509.DNSName(name)
