"""重新计票：核对公布的选票档案。 Recount a published poll: who does not believe the office runs this on a machine of her own.

    pip install cryptography
    python3 verify.py bundle.json [--hash 公告上印的摘要]

It believes nothing that can be computed. Checked, in this order: the frozen text has the printed hash; the roll is the one that
was frozen; whoever took a ticket was there; no serial twice; both stamps on every ballot; not more ballots than tickets. Then
the revealed keys are compared with the frozen ones, every ballot is opened, counted, and the counts compared.
Exit code 0: everything holds; 1: something does not; 2: no bundle. Python 3.10 or newer.
"""

import argparse
import json
import re
import sys
from collections import Counter
from fractions import Fraction
from hashlib import sha256
from typing import Any

from cryptography.exceptions import InvalidSignature, InvalidTag
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.padding import MGF1, PSS
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256, SHA384
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat, load_der_public_key

PAIRS = [(0, 1), (0, 2), (1, 2)]
NO_NONCE = bytes(12)  # every key seals one text
NAME = re.compile(r"[^\x00-\x1f\x7f\ud800-\udfff]{1,20}")  # no control signs, no halves of a sign
SIGNS, KEPT = ["<≥", "≤>"], ["没有达到 not reached", "已达到 reached"]
Json = dict[str, Any]


class Wrong(Exception):
    """Something does not hold."""


def canonical(value: Any) -> bytes:
    """JSON with sorted keys and no spaces."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def put(text: str) -> None:
    sys.stdout.write(f"{text}\n")


def require(holds: bool, sentence: str) -> None:
    if not holds:
        raise Wrong(sentence)


# --- The roll: a Merkle tree (RFC 6962) over its lines ----------------------------------------------------------------


def merkle_root(leaves: list[bytes]) -> bytes:
    """The root over hashes of leaves: split at the largest power of two below their number."""
    if not leaves:
        return sha256().digest()
    if len(leaves) == 1:
        return leaves[0]
    split = 1 << (len(leaves) - 1).bit_length() - 1
    return sha256(b"\x01" + merkle_root(leaves[:split]) + merkle_root(leaves[split:])).digest()


def check_roll(bundle: Json, manifest: Json) -> None:
    """The roll is the frozen one; who is there is on it; who took a ticket was there, and took one."""
    roll, frozen = bundle["roll"], manifest["roll"]
    root = merkle_root([sha256(b"\x00" + canonical(line)).digest() for line in roll])
    is_frozen = len(roll) == frozen["size"] and root.hex() == frozen["root"]
    require(is_frozen, "名册与封定的名册不同 the roll is not the frozen one")
    present = set(bundle["present"])
    require(present <= {line[0] for line in roll}, "有人签到但不在名册上 somebody present is not on the roll")
    for question, electors in bundle["issued"].items():
        require(len(set(electors)) == len(electors), f"第{question}项有人领了两张票 somebody took two tickets")
        require(set(electors) <= present, f"第{question}项有人没有签到却领了票 a ticket for somebody who was not there")


# --- Tickets: two blind signatures on every serial, ordinary RSA-PSS once unblinded (RFC 9474) ------------------------


def check_stamps(ballot: Any, question: Json, manifest_hash: bytes) -> None:
    """Both stamps are on this serial for this question."""
    number, serial, *stamps = ballot[:-1]
    message = b"zhijia ticket 1\n" + manifest_hash + number.to_bytes(2, "big") + serial
    for holder, prefix, stamp in (("a", *stamps[:2]), ("b", *stamps[2:])):
        require(len(prefix) == 32, "选票编号格式不对 a malformed ticket")
        try:
            question["keys"][holder].verify(stamp, prefix + message, PSS(MGF1(SHA384()), 48), SHA384())
        except InvalidSignature:
            raise Wrong(f"选票 {serial.hex()} 的印章不真 a stamp on this ballot is not genuine") from None


def check_tickets(ballots: list[Any], questions: dict[int, Json], bundle: Json, manifest_hash: bytes) -> None:
    """No serial twice, no ballot without both stamps, no more ballots than tickets."""
    require(len({ballot[:2] for ballot in ballots}) == len(ballots), "有选票重复 a ballot is there twice")
    for ballot in ballots:
        require(ballot[0] in questions, "有选票不属于任何表决项 a ballot of no question")
        check_stamps(ballot, questions[ballot[0]], manifest_hash)
    for number in questions:
        cast = sum(ballot[0] == number for ballot in ballots)
        issued = len(bundle["issued"].get(str(number), []))
        require(cast <= issued, f"第{number}项选票多于领票 more ballots than tickets")


# --- Ballots: any two of three scrutineers open them ------------------------------------------------------------------


def read_keys(bundle: Json, manifest: Json) -> dict[int, ec.EllipticCurvePrivateKey]:
    """The two revealed keys that open, by place; each fits the public key that was frozen."""
    keys = {}
    for place, secret in sorted(bundle["keys"].items()):
        key = ec.derive_private_key(int(secret, 16), ec.SECP256R1())
        point = key.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
        frozen = manifest["scrutineers"][int(place) - 1]["key"]
        require(point.hex() == frozen, f"监票人{place}的钥匙与封定的不同 a scrutineer's key is not the frozen one")
        keys[int(place) - 1] = key
    require(len(keys) >= 2, "公开的钥匙不足两把 fewer than two keys are revealed")
    return dict(sorted(keys.items())[:2])


def derive(secret: bytes, length: int, info: bytes) -> bytes:
    return HKDF(SHA256(), length, salt=None, info=info).derive(secret)


def open_ballot(ballot: Any, keys: dict[int, ec.EllipticCurvePrivateKey], manifest_hash: bytes) -> bytes | None:
    """The text of a sealed ballot, or None when it does not open. 65 bytes point, 3 × 48 wrapped keys, 32 commitment, text."""
    number, serial, sealed = ballot[0], ballot[1], ballot[-1]
    context = b"zhijia ballot 1\n" + manifest_hash + number.to_bytes(2, "big") + serial
    one, other = keys
    pair = PAIRS.index((one, other))
    point, wrapped, commitment = sealed[:65], sealed[65 + 48 * pair : 113 + 48 * pair], sealed[209:241]
    try:
        public = ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), point)
        shared = b"".join(key.exchange(ec.ECDH(), public) for key in keys.values())
        pair_key = derive(shared, 32, b"zhijia ballot pair 1" + bytes([pair]) + point + context)
        content = AESGCM(pair_key).decrypt(NO_NONCE, wrapped, context)
        both = derive(content, 64, b"zhijia ballot text 1" + context)
        if both[32:] != commitment:
            return None
        padded = AESGCM(both[:32]).decrypt(NO_NONCE, sealed[241:], context + sha256(sealed[:241]).digest())
    except (InvalidTag, ValueError):
        return None
    end = 2 + int.from_bytes(padded[:2], "big")
    return None if len(padded) < end or any(padded[end:]) else padded[2:end]


def read_choice(question: Json, text: bytes | None) -> tuple[dict[str, str], list[str]] | None:
    """Marks and written names, or None for an invalid ballot."""
    try:
        read = json.loads((text or b"").decode())
    except (ValueError, RecursionError):
        return None
    if not isinstance(read, dict) or set(read) != {"m", "w"}:
        return None
    marks, names = read["m"], read["w"]
    if not isinstance(marks, dict) or not isinstance(names, list):
        return None
    known = {option["code"] for option in question["options"]}
    if not set(marks) <= known or any(mark not in question["marks"] for mark in marks.values()):
        return None
    if not all(isinstance(name, str) and NAME.fullmatch(name) for name in names):
        return None
    if len(names) > question["write_ins"] or len(set(names)) < len(names):
        return None
    chosen = sum(mark == question["marks"][0] for mark in marks.values()) + len(names)
    if question["most"] is not None and chosen > question["most"]:
        return None
    return marks, names


def count(question: Json, choices: list[tuple[dict[str, str], list[str]] | None]) -> Json:
    """The count of one question, in the form in which it was published."""
    valid = [choice for choice in choices if choice is not None]
    codes = [option["code"] for option in question["options"]]
    marks = {code: dict.fromkeys(question["marks"], 0) for code in codes}
    for given, _names in valid:
        for code in codes:
            marks[code][given.get(code, question["blank"])] += 1
    names = Counter(name for _given, written in valid for name in written)
    numbers = {"ballots": len(choices), "valid": len(valid), "invalid": len(choices) - len(valid)}
    return {**numbers, "marks": marks, "write_ins": dict(names)}


def verify(bundle: Json, printed: str) -> None:
    """Check everything and print what was found. Raises `Wrong`."""
    manifest_hash = sha256(bundle["manifest"].encode()).digest()
    manifest = json.loads(bundle["manifest"])
    put(f"{manifest['title']}\n封定文本摘要 hash of the frozen text: {manifest_hash.hex()}")
    require(not printed or printed.lower() == manifest_hash.hex(), "与公告上的摘要不同 not the hash that was printed")
    check_roll(bundle, manifest)
    questions = {one["number"]: one for one in manifest["questions"]}
    stamps = [key for one in questions.values() for key in one["stamps"].values()]
    require(len(set(stamps)) == 2 * len(questions), "有印章用于两处 a stamp serves two questions or two holders")
    for one in questions.values():
        one["keys"] = {holder: load_der_public_key(bytes.fromhex(key)) for holder, key in one["stamps"].items()}
    ballots = [(line[0], *map(bytes.fromhex, line[1:])) for line in bundle["ballots"]]
    check_tickets(ballots, questions, bundle, manifest_hash)
    keys = read_keys(bundle, manifest)
    for number, question in questions.items():
        opened = [open_ballot(one, keys, manifest_hash) for one in ballots if one[0] == number]
        found = count(question, [read_choice(question, text) for text in opened])
        require(found == bundle["counts"][str(number)], f"第{number}项公布的票数不对 the count is wrong: {found}")
        report(question, found, bundle)


def report(question: Json, found: Json, bundle: Json) -> None:
    """The numbers, and the frozen rules on them. What a meeting decides where nothing binds it is not computed."""
    roll, present = len(bundle["roll"]), len(bundle["present"])
    issued = len(bundle["issued"].get(str(question["number"]), []))
    put(f"\n{question['number']}. {question['title']}")
    put(f"   名册 roll {roll} · 领票 tickets {issued} · 未投 unused {issued - found['ballots']}")
    put(f"   有效 valid {found['valid']} · 废票 invalid {found['invalid']}")
    for option in question["options"]:
        votes = " · ".join(f"{mark} {votes}" for mark, votes in found["marks"][option["code"]].items())
        put(f"   {option['label']}: {votes}")
    for name, votes in sorted(found["write_ins"].items()):
        put(f"   另选 written in: {name} {votes}")
    base = {"office": roll, "eligible": roll, "present": present, "cast": found["valid"]}
    chosen = Counter({one["label"]: found["marks"][one["code"]][question["marks"][0]] for one in question["options"]})
    chosen.update(found["write_ins"])
    for rule in question["rules"]:
        whole, share, is_more = base[rule["basis"]], Fraction(rule["share"]), rule["bound"] == "more_than"
        for name, part in [("实到 present", present)] if rule["what"] == "quorum" else chosen.items():
            is_kept = whole > 0 and (part > share * whole if is_more else part >= share * whole)
            put(f"   {name}: {part} ÷ {whole} {SIGNS[is_more][is_kept]} {share} ({rule['rule']}) {KEPT[is_kept]}")


def main() -> int:
    parser = argparse.ArgumentParser(description="重新计票 recount a published poll")
    parser.add_argument("bundle", help="bundle.json")
    parser.add_argument("--hash", default="", help="公告上印的封定文本摘要 the hash printed in the notice")
    given = parser.parse_args()
    try:
        with open(given.bundle, encoding="utf-8") as file:
            bundle = json.load(file)
        verify(bundle, given.hash)
    except Wrong as wrong:
        put(f"\n不成立 NOT VERIFIED: {wrong}")
        return 1
    except (OSError, ValueError, KeyError, TypeError, IndexError) as error:
        put(f"不是选票档案 not a bundle: {error!r}")
        return 2
    put("\n全部成立 everything holds")
    return 0


if __name__ == "__main__":
    sys.exit(main())
