// The service worker: without a signal, a sheet that was opened once opens again, and every other link shows the page
// that says so. Only the sheet, its scripts and styles, and two pages without names are stored.
const SHEET = /\/days\/\d+\/sheet\/$/;

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));

self.addEventListener("fetch", (event) => {
  const url = new URL(event.request.url);
  if (url.origin !== location.origin) return;
  if (event.request.mode === "navigate") event.respondWith(page(event.request, url));
  else if (event.request.method !== "GET") return;
  else if (url.pathname.startsWith("/static/")) event.respondWith(asset(event.request));
});

async function page(request, url) {
  try {
    return await fetch(request);
  } catch (noSignal) {
    const pages = await caches.open("kahro-pages");
    const stored = SHEET.test(url.pathname) ? await caches.open("kahro-sheets") : pages;
    const copy = request.method === "GET" && (await stored.match(url.pathname));
    return copy || (await pages.match("/no-signal/")) || Response.error();
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
