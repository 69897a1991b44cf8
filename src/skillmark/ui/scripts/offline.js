// The worker that opens, without a connection, a page whose form can wait: as it was kept, sealed, by the page itself.
// It follows sealed.js in a file of its own, stores nothing, and leaves everything else to the browser.
const LOOKS = "skillmark-looks"; // styles and scripts of kept pages, the same for everybody

const keptPage = async (path) => {
  const page = await sealed.get("pages", path).catch(() => null);
  return page ? new Response(page.body, { headers: page.headers }) : Response.error();
};
const keptLook = async (request) =>
  (await caches.match(request, { cacheName: LOOKS, ignoreVary: true })) ?? Response.error();

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));
self.addEventListener("fetch", (event) => {
  const { request } = event;
  const address = new URL(request.url);
  if (request.method !== "GET" || address.origin !== location.origin) return;
  if (request.mode === "navigate") event.respondWith(fetch(request).catch(() => keptPage(address.pathname)));
  else if (["style", "script", "image"].includes(request.destination))
    event.respondWith(fetch(request).catch(() => keptLook(request)));
});
