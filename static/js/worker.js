// Lets a sheet that was opened once open again without a signal, and answers every other link with a page of ours. Only
// the sheet, what it is drawn with and two pages of nobody's are kept.
const SHEET = /\/days\/\d+\/sheet\/$/;

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));

self.addEventListener("fetch", (event) => {
  const url = new URL(event.request.url);
  if (url.origin !== location.origin) return;
  if (event.request.mode === "navigate") event.respondWith(page(event.request, url));
  else if (event.request.method === "GET" && url.pathname.startsWith("/static/")) event.respondWith(asset(event.request));
});

async function page(request, url) {
  try {
    return await fetch(request);
  } catch (noSignal) {
    const own = await caches.open("kahro-pages");
    const kept = SHEET.test(url.pathname) ? await caches.open("kahro-sheets") : own;
    const same = request.method === "GET" && (await kept.match(url.pathname));
    return same || (await own.match("/no-signal/")) || Response.error();
  }
}

async function asset(request) {
  const assets = await caches.open("kahro-assets");
  try {
    const fresh = await fetch(request);
    if (fresh.ok) await assets.put(request, fresh.clone());
    return fresh;
  } catch (noSignal) {
    return (await assets.match(request)) ?? Response.error();
  }
}
