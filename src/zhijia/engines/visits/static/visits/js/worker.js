// The service worker of one form of visits, and of no other page: without network it gives the empty form, which holds nothing
// of anybody. Everything else goes to the server as ever.
const KEPT = new URL("kept/", self.location).href;
const PAGE = new URL("./", self.location).pathname;
const CACHE = `zhijia-visit-2 ${PAGE}`;

async function keep() {
  const answer = await fetch(KEPT, { credentials: "same-origin" });
  if (!answer.ok || answer.redirected) return;
  const cache = await caches.open(CACHE);
  const page = await answer.clone().text();
  const files = [...page.matchAll(/(?:src|href)="(\/static\/[^"]+)"/g)].map((found) => found[1]);
  await cache.addAll(files);
  await cache.put(KEPT, answer);
}

self.addEventListener("install", (event) => event.waitUntil(keep().then(() => self.skipWaiting())));
const kept = async (request) => (await caches.open(CACHE)).match(request);

self.addEventListener("activate", (event) => event.waitUntil(caches.delete("zhijia-visit-1").then(() => self.clients.claim())));
self.addEventListener("message", (event) => event.data === "keep" && event.waitUntil(keep().catch(() => undefined)));

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const { pathname } = new URL(request.url);
  if (request.method !== "GET") return;
  if (request.mode === "navigate" && pathname === PAGE) {
    event.respondWith(fetch(request).catch(() => kept(KEPT)));
  } else if (pathname.startsWith("/static/")) {
    event.respondWith(fetch(request).catch(() => kept(request)));
  }
});
