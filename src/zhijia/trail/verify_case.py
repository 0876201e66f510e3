"""核对一份案卷的存证，不需要联网，不需要安装任何东西。 Check the proof of one case file, offline, with nothing installed.

    python3 verify_case.py 案卷.json [--key 公布的首个公钥] [--root "印在文书上的根@条数"]

It computes from the words of each event its hash, from the hash and its audit path the root of the log (RFC 6962), and
checks the Ed25519 signature on that root (RFC 8032). Exit code 0: everything holds; 1: something does not; 2: not a proof.
Only what was checked is printed. Python 3.10 or newer.
"""

import argparse
import hashlib
import json
import sys
from datetime import datetime
from itertools import pairwise
from typing import Any

FORMAT = "zhijia-case-proof/1"
PARTS = ("doer", "subject", "data")

# --- Ed25519, RFC 8032 section 5.1 ------------------------------------------------------------------------------------

Point = tuple[int, int, int, int]  # extended homogeneous coordinates X, Y, Z, T: x = X/Z, y = Y/Z, x·y = T/Z
P = 2**255 - 19
L = 2**252 + 27742317777372353535851937790883648493  # the order of the base point
D = -121665 * pow(121666, P - 2, P) % P
ROOT_OF_MINUS_ONE = pow(2, (P - 1) // 4, P)
NEUTRAL: Point = (0, 1, 1, 0)


def add(one: Point, two: Point) -> Point:
    """5.1.4: the sum of two points, also of a point and itself."""
    x1, y1, z1, t1 = one
    x2, y2, z2, t2 = two
    a, b = (y1 - x1) * (y2 - x2) % P, (y1 + x1) * (y2 + x2) % P
    c, d = 2 * t1 * t2 * D % P, 2 * z1 * z2 % P
    e, f, g, h = b - a, d - c, d + c, b + a
    return e * f % P, g * h % P, f * g % P, e * h % P


def multiply(factor: int, point: Point) -> Point:
    """The point added to itself `factor` times, by doubling."""
    total = NEUTRAL
    while factor:
        if factor & 1:
            total = add(total, point)
        point = add(point, point)
        factor >>= 1
    return total


def are_equal(one: Point, two: Point) -> bool:
    """The same point of the plane, whatever its Z."""
    return (one[0] * two[2] - two[0] * one[2]) % P == 0 and (one[1] * two[2] - two[1] * one[2]) % P == 0


def decode(text: bytes) -> Point:
    """5.1.3: a point from its 32 bytes: y, and the lowest bit of x on top. ValueError when there is no such point."""
    number = int.from_bytes(text, "little")
    sign, y = number >> 255, number & (2**255 - 1)
    if len(text) != 32 or y >= P:
        raise ValueError("not a point")
    u, v = (y * y - 1) % P, (D * y * y + 1) % P  # x² = u/v
    x = u * pow(v, 3, P) * pow(u * pow(v, 7, P), (P - 5) // 8, P) % P
    if v * x * x % P == -u % P:
        x = x * ROOT_OF_MINUS_ONE % P
    if v * x * x % P != u or (x == 0 and sign):
        raise ValueError("not a point")
    if x & 1 != sign:
        x = P - x
    return x, y, 1, x * y % P


BASE = decode((4 * pow(5, P - 2, P) % P).to_bytes(32, "little"))  # y = 4/5, x even


def is_signed(message: bytes, signature: bytes, key: bytes) -> bool:
    """5.1.7: [S]B = R + [k]A, where k is the hash of R, A and the message."""
    try:
        a, r = decode(key), decode(signature[:32])
    except ValueError:
        return False
    s = int.from_bytes(signature[32:], "little")
    if len(signature) != 64 or s >= L:
        return False
    k = int.from_bytes(hashlib.sha512(signature[:32] + key + message).digest(), "little") % L
    return are_equal(multiply(s, BASE), add(r, multiply(k, a)))


# --- what is hashed and signed ----------------------------------------------------------------------------------------


def text_of(value: object) -> bytes:
    """JSON with sorted keys and no spaces."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def part_of(event: dict[str, Any], part: str) -> bytes:
    """The salted hash of words or data; for words erased by law the hash that was kept in their place."""
    if part in event["erased"]:
        return bytes.fromhex(event["erased"][part])
    return hashlib.sha256(bytes.fromhex(event["salts"][part]) + text_of(event[part])).digest()


def leaf_of(event: dict[str, Any]) -> bytes:
    """The hash of an event: RFC 6962's leaf of its head."""
    plain = ("id", "kind", "at", "actor_id", "post_id", "subject_type", "subject_id", "from_state", "to_state")
    head = {name: event[name] for name in plain} | {part: part_of(event, part).hex() for part in PARTS}
    return hashlib.sha256(b"\x00" + text_of(head)).digest()


def root_from(leaf: bytes, number: int, size: int, path: list[bytes]) -> bytes | None:
    """The root of a tree of `size` leaves in which `leaf` is the `number`-th from 0; None if the path does not fit."""
    place, last, node = number, size - 1, leaf
    for sibling in path:
        if last == 0:
            return None
        if place & 1 or place == last:
            node = hashlib.sha256(b"\x01" + sibling + node).digest()
            while place and not place & 1:
                place, last = place >> 1, last >> 1
        else:
            node = hashlib.sha256(b"\x01" + node + sibling).digest()
        place, last = place >> 1, last >> 1
    return node if last == 0 else None


def checkpoint_text(checkpoint: dict[str, Any]) -> bytes:
    """What the signature of a checkpoint is about."""
    lines = [f"{name} {checkpoint[name]}" for name in ("size", "root", "previous", "at", "key")]
    return "\n".join(["zhijia checkpoint 1", *lines, ""]).encode()


def endorsement_text(key: dict[str, Any]) -> bytes:
    """What a key signs to name its successor."""
    return f"zhijia sealing key 1\nkey {key['public']}\nsince {key['since']}\n".encode()


# --- checking a proof -------------------------------------------------------------------------------------------------


def check_keys(proof: dict[str, Any], first: str) -> list[str]:
    """Every key but the first is endorsed by the one before; the last one signs the checkpoint."""
    keys = proof["keys"]
    faults = []
    if first and keys[0]["public"] != first.lower():
        faults.append("首个公钥不是公布的那一个。 The first key is not the published one.")
    for before, key in pairwise(keys):
        if not is_signed(endorsement_text(key), bytes.fromhex(key["endorsement"]), bytes.fromhex(before["public"])):
            faults.append(f"公钥没有前一公钥的签名。 A key is not endorsed by the one before it: {key['public']}")
    if keys[-1]["public"] != proof["checkpoint"]["key"]:
        faults.append("封存点不是由所列的公钥签名。 The checkpoint was signed by a key that is not listed.")
    return faults


def check_checkpoint(proof: dict[str, Any], printed: str) -> list[str]:
    """The signature on the root, and the root against the one printed on paper."""
    checkpoint = proof["checkpoint"]
    faults = []
    signature, key = bytes.fromhex(checkpoint["signature"]), bytes.fromhex(checkpoint["key"])
    if not is_signed(checkpoint_text(checkpoint), signature, key):
        faults.append("封存点的签名不对。 The signature of the checkpoint is wrong.")
    root, _at, size = "".join(printed.split()).partition("@")
    if printed and size != str(checkpoint["size"]):
        faults.append(
            f"印出的根是前 {size} 条的，这份存证是前 {checkpoint['size']} 条的：请索取前 {size} 条的存证。"
            f" The printed root is of {size} events: ask for the proof at that size."
        )
    elif printed and root.lower() != checkpoint["root"]:
        faults.append("根与印出的不同。 The root is not the printed one.")
    return faults


def check_event(proof: dict[str, Any], event: dict[str, Any]) -> list[str]:
    """Words to hash, hash to root, and that the event is about this case at all."""
    checkpoint, where = proof["checkpoint"], f"第 {event['seq']} 条（留痕 {event['id']}）"
    if (event["subject_type"], event["subject_id"]) != (proof["subject"]["type"], proof["subject"]["id"]):
        return [f"{where}不属于本案。 Event {event['id']} is not about this case."]
    leaf = leaf_of(event)
    if leaf.hex() != event["hash"]:
        return [f"{where}的内容被改动。 Event {event['id']} was altered."]
    path = [bytes.fromhex(node) for node in event["path"]]
    root = root_from(leaf, event["seq"] - 1, checkpoint["size"], path)
    if root is None or root.hex() != checkpoint["root"]:
        return [f"{where}不在封存的内容里。 Event {event['id']} is not in the sealed log."]
    return []


def check_order(events: list[dict[str, Any]]) -> list[str]:
    """Each change of state begins where the one before ended: an event left out between two changes is missed."""
    changes = [
        event for event in sorted(events, key=lambda event: event["id"]) if event["from_state"] != event["to_state"]
    ]
    faults = []
    for before, after in pairwise(changes):
        if before["to_state"] != after["from_state"]:
            faults.append(
                f"留痕 {before['id']} 与 {after['id']} 之间缺少一步。 A step is missing between {before['id']} and {after['id']}."
            )
    if changes and changes[0]["from_state"]:
        faults.append("缺少立案的一步。 The opening of the case is missing.")
    return faults


def check(proof: dict[str, Any], *, first_key: str = "", printed_root: str = "") -> list[str]:
    """Everything that does not hold, in words; empty when all of it does."""
    faults = check_keys(proof, first_key) + check_checkpoint(proof, printed_root)
    for event in proof["events"]:
        faults += check_event(proof, event)
    return faults + check_order(proof["events"])


def describe(event: dict[str, Any]) -> str:
    """One line for a reader."""
    moment = datetime.fromisoformat(event["at"]).astimezone().strftime("%Y-%m-%d %H:%M:%S")
    words = {part: "（已依法删除 erased by law）" if part in event["erased"] else event[part] for part in PARTS}
    doer = words["doer"] if isinstance(words["doer"], str) else " ".join(words["doer"])
    states = f"{event['from_state']} → {event['to_state']}"
    return f"  {event['seq']}  {moment}  {words['subject']}  {event['kind']}  {states}  {doer}"


def main() -> int:
    """Read, check, say."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("proof", help="案卷存证 the proof of a case file (.json)")
    parser.add_argument("--key", default="", help="公布的首个公钥 the first public key as it was published")
    parser.add_argument("--root", default="", help="印在文书上的根@条数 root@size as printed on a document")
    given = parser.parse_args()
    try:
        with open(given.proof, encoding="utf-8") as file:
            proof = json.load(file)
        if proof["format"] != FORMAT:
            raise ValueError(proof["format"])
        faults = check(proof, first_key=given.key, printed_root=given.root)
    except (OSError, ValueError, KeyError, TypeError, IndexError) as error:
        sys.stdout.write(f"不是完整的案卷存证 Not a whole proof: {error!r}\n")
        return 2
    lines = [describe(event) for event in proof["events"]]
    lines += [f"✗ {fault}" for fault in faults] or ["✓ 全部相符。 Everything holds."]
    if not given.key:
        first = proof["keys"][0]["public"]
        lines.append(f"请与公布的首个公钥核对。 Compare the first key with the published one: {first}")
    sys.stdout.write("\n".join(lines) + "\n")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
