// One voter's device: tickets and ballots of one poll. Every step is kept before it is sent and can be taken again.
import { blind, finalize, readStamp } from "./blinding.js";
import { keep, read } from "./keeping.js";
import { bytesOf, digest, hex, random, utf8 } from "./numbers.js";
import { isReceipt, seal, sealingContext, ticketMessage } from "./sealing.js";

const HOLDERS = ["a", "b"];
export const UNPROVED = -1; // the box says that it has the ballot, and its signature does not

export class Phone {
  // From the frozen text. `owner` tells two people apart who share a device.
  static async of(text, owner) {
    const hash = await digest("SHA-256", utf8(text));
    const phone = new Phone();
    phone.hash = hash;
    phone.poll = hex(hash);
    phone.place = `${phone.poll} ${owner}`;
    phone.manifest = JSON.parse(text);
    phone.record = await read(phone.place);
    return phone;
  }

  question(number) {
    return this.manifest.questions.find((one) => one.number === number);
  }

  step(number) {
    const kept = this.record.questions[number] ?? {};
    if (kept.receipt) return "cast";
    if (kept.body) return "sealed";
    return kept.ticket ? "ticket" : "none";
  }

  // The tickets that are still to be stamped, blinded: made once, and the same however often they are sent.
  async wishes() {
    for (const question of this.manifest.questions) {
      if (!this.record.questions[question.number]) this.record.questions[question.number] = await this.#draw(question);
    }
    await keep(this.place, this.record);
    return Object.entries(this.record.questions)
      .filter(([, kept]) => !kept.ticket)
      .map(([number, kept]) => ({ question: Number(number), a: kept.a.blinded, b: kept.b.blinded }));
  }

  // Both stamps on each: checked here, then kept.
  async receive(answers) {
    for (const answer of answers) {
      const kept = this.record.questions[answer.question];
      const message = ticketMessage(this.hash, answer.question, bytesOf(kept.serial));
      const stamps = this.question(answer.question).stamps;
      const ticket = {};
      for (const holder of HOLDERS) {
        ticket[holder] = await finalize(await readStamp(stamps[holder]), message, kept[holder], answer[holder]);
      }
      kept.ticket = ticket;
    }
    await keep(this.place, this.record);
  }

  // Seal a choice and keep it; from here on it cannot be changed.
  async choose(number, marks, names) {
    const kept = this.record.questions[number];
    const points = this.manifest.scrutineers.map((one) => bytesOf(one.key));
    const context = sealingContext(this.hash, number, bytesOf(kept.serial));
    const text = utf8(JSON.stringify({ m: marks, w: names }));
    const sealed = await seal(text, points, this.question(number).length, context);
    const { a, b } = kept.ticket;
    kept.body = JSON.stringify({ poll: this.poll, question: number, serial: kept.serial, a, b, sealed: hex(sealed) });
    await keep(this.place, this.record);
  }

  // Put a sealed ballot in, with nothing that says who we are. 200 once the box has signed that it has it, else why not.
  async cast(number, box) {
    const kept = this.record.questions[number];
    const answer = await fetch(`${box}/cast`, {
      method: "POST",
      body: kept.body,
      headers: { "Content-Type": "text/plain" },
      credentials: "omit",
      referrerPolicy: "no-referrer",
      cache: "no-store",
    });
    if (answer.status !== 200) return answer.status;
    const [serial, sealed] = [kept.serial, JSON.parse(kept.body).sealed].map(bytesOf);
    const { receipt } = await answer.json();
    if (!(await isReceipt(this.manifest.receipt_key, this.hash, number, serial, sealed, receipt))) return UNPROVED;
    kept.receipt = receipt;
    await keep(this.place, this.record);
    return 200;
  }

  async #draw(question) {
    const serial = random(32);
    const message = ticketMessage(this.hash, question.number, serial);
    const drawn = { serial: hex(serial) };
    for (const holder of HOLDERS) drawn[holder] = await blind(await readStamp(question.stamps[holder]), message);
    return drawn;
  }
}
