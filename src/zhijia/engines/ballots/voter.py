"""What the page of the voter does, in Python: for the demo city, for measuring and for tests. No Django.

`Phone` makes serials, blinds them, takes the stamps off their blinding, seals the choice and addresses it to the box.
"""

import json
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any

from zhijia.engines.ballots.protocol import (
    HOLDERS,
    SERIAL_BYTES,
    StampedQuestion,
    Ticket,
    sealing_context,
    ticket_message,
)
from zhijia.lib.blind_signatures import Blinding, blind, draw, finalize
from zhijia.lib.sealed_box import read_point, seal


@dataclass(slots=True)
class Phone:
    """One voter's device; what it holds is what a lost network must not lose."""

    manifest: str
    _serials: dict[int, bytes] = field(default_factory=dict)
    _blindings: dict[int, dict[str, Blinding]] = field(default_factory=dict)
    _tickets: dict[int, Ticket] = field(default_factory=dict)

    @property
    def manifest_hash(self) -> bytes:
        return sha256(self.manifest.encode()).digest()

    @property
    def questions(self) -> dict[int, Mapping[str, Any]]:
        return {one["number"]: one for one in json.loads(self.manifest)["questions"]}

    def blinded(self, question: int) -> dict[str, bytes]:
        """What is sent to be stamped; the same however often it is asked."""
        if question not in self._serials:
            serial = secrets.token_bytes(SERIAL_BYTES)
            message = ticket_message(self.manifest_hash, question, serial)
            keys = StampedQuestion.of(self.questions[question]).keys
            self._serials[question] = serial
            self._blindings[question] = {holder: blind(keys[holder], message, draw(keys[holder])) for holder in HOLDERS}
        return {holder: one.blinded for holder, one in self._blindings[question].items()}

    def receive(self, question: int, stamps: Mapping[str, bytes]) -> Ticket:
        """Take the blinding off and check both stamps."""
        serial = self._serials[question]
        message = ticket_message(self.manifest_hash, question, serial)
        keys, blindings = StampedQuestion.of(self.questions[question]).keys, self._blindings[question]
        ticket = Ticket(
            serial,
            {holder: finalize(keys[holder], message, blindings[holder], stamps[holder]) for holder in HOLDERS},
        )
        self._tickets[question] = ticket
        return ticket

    def paper(self, question: int, text: bytes) -> bytes:
        """The sealed choice with its ticket, as the box takes it."""
        ticket = self._tickets[question]
        public = [read_point(bytes.fromhex(one["key"])) for one in json.loads(self.manifest)["scrutineers"]]
        context = sealing_context(self.manifest_hash, question, ticket.serial)
        sealed = seal(text, public, length=self.questions[question]["length"], context=context)
        stamps = {holder: [stamp.prefix.hex(), stamp.value.hex()] for holder, stamp in ticket.stamps.items()}
        return json.dumps(
            {
                "poll": self.manifest_hash.hex(),
                "question": question,
                "serial": ticket.serial.hex(),
                "sealed": sealed.hex(),
                **stamps,
            }
        ).encode()
