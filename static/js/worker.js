// Lets a sheet that was opened once open again without a signal. Only the sheet and what it is drawn with are kept.
const SHEET = /\/days\/\d+\/sheet\/$/;

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));

self.addEventListener("fetch", (event) => {
  const url = new URL(event.request.url);
  if (event.request.method !== "GET" || url.origin !== location.origin) return;
  if (event.request.mode === "navigate" && SHEET.test(url.pathname)) event.respondWith(page(event.request, url));
  else if (url.pathname.startsWith("/static/")) event.respondWith(asset(event.request));
});

async function page(request, url) {
  try {
    return await fetch(request);
  } catch (noSignal) {
    const pages = await caches.open("kahro-sheets");
    return (await pages.match(url.pathname)) ?? Response.error();
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
