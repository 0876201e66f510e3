// A region that the server redraws: it follows a stream, and asks every quarter of a minute where no stream comes through.
const EVERY = 15_000;
const SPREAD = 5_000; // two thousand phones do not ask in the same second
const PATIENCE = 3; // so often may a stream break before it is given up

class LiveRegion extends HTMLElement {
  connectedCallback() {
    this.seen = this.getAttribute("seen");
    this.breaks = 0;
    this.stream = new EventSource(this.getAttribute("stream"));
    this.stream.addEventListener("message", (event) => {
      this.breaks = 0;
      this.show(event.data, event.lastEventId);
    });
    this.stream.addEventListener("error", () => this.broke());
  }

  disconnectedCallback() {
    this.stream.close();
    clearTimeout(this.next);
  }

  // A refusal closes the stream for good; after a break the browser tries again by itself.
  broke() {
    this.breaks += 1;
    if (this.stream.readyState !== EventSource.CLOSED && this.breaks < PATIENCE) return;
    this.stream.close();
    this.ask();
  }

  async ask() {
    if (!document.hidden) await this.fetchNewest();
    this.next = setTimeout(() => this.ask(), EVERY + Math.random() * SPREAD);
  }

  async fetchNewest() {
    try {
      const answer = await fetch(this.getAttribute("fallback"), { headers: { "If-None-Match": `"${this.seen}"` } });
      if (answer.status === 200) this.show(await answer.text(), answer.headers.get("ETag").replaceAll('"', ""));
      this.toggleAttribute("stale", !answer.ok && answer.status !== 304);
    } catch {
      this.toggleAttribute("stale", true); // no network: the picture stays, and says that it is old
    }
  }

  show(html, version) {
    if (version === this.seen) return;
    this.seen = version;
    this.innerHTML = html;
    this.removeAttribute("stale");
    window.htmx?.process(this);
  }
}

customElements.define("live-region", LiveRegion);
