"""The proof of a case file, as one archive that its reader needs nothing else for."""

import io
import json
import zipfile
from dataclasses import dataclass
from datetime import datetime

from zhijia.engines.cases.models import Case
from zhijia.engines.cases.opening import SUBJECT
from zhijia.trail.proofs import FileProof, offline_verifier, prove_file
from zhijia.trail.record import Subject

VERIFIER = "verify_case.py"
README = """\
{number} 存证  Proof of the case file

{number}.json     本案每一步的原文、摘要、到签名根的路径  every act of the case, its hash, and its path to a signed root
{verifier}    离线核对程序，只需要 Python 3.10 以上  checks it offline; needs nothing but Python 3.10 or newer

    python3 {verifier} {number}.json --key 公布的首个公钥

首个公钥请在本单位网站的“留痕封存”页核对，或与纸质公布的核对，不要只信本文件夹里的。
Compare the first public key with the one published by the union, not with the one in this folder.
存证证明所列各步当时就在留痕里、没有被改动；它不证明此后没有新的步骤。
The proof shows that these acts stood in the log as they are listed. It does not show that nothing followed.
"""


@dataclass(frozen=True, slots=True)
class CaseProof:
    """The archive, and how many of the case's events are too new to be in it."""

    filename: str
    archive: bytes
    unsealed: int


def prove_case(case: Case, *, now: datetime, size: int | None = None, using: str = "default") -> CaseProof:
    """Prove what the present scope shows of the case, in the log of the first `size` events (None: all that is sealed).

    Raises `Refused` when nothing of the case is sealed yet.
    """
    proof = prove_file(Subject(SUBJECT, case.pk, str(case)), now=now, size=size, using=using)
    return CaseProof(f"{case.number}-proof.zip", _pack(case.number, proof), proof.unsealed)


def _pack(number: str, proof: FileProof) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(f"{number}.json", json.dumps(proof.content, ensure_ascii=False, indent=1))
        archive.writestr(VERIFIER, offline_verifier())
        archive.writestr("README.txt", README.format(number=number, verifier=VERIFIER))
    return file.getvalue()
