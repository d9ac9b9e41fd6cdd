// Keeps one page and its few files, so that it opens without a connection. It keeps no answer that names anybody.
const SHELF = "gainful-along-2";

self.addEventListener("install", (event) => {
  event.waitUntil(caches.open(SHELF).then((shelf) => shelf.addAll([PAGE, ...KEPT].map((url) => new Request(url, { cache: "reload" })))).then(() => self.skipWaiting()));
});

self.addEventListener("activate", (event) => {
  event.waitUntil(caches.keys().then((names) => Promise.all(names.filter((name) => name.startsWith("gainful-along") && name !== SHELF).map((name) => caches.delete(name)))).then(() => self.clients.claim()));
});

self.addEventListener("fetch", (event) => {
  const url = new URL(event.request.url);
  if (event.request.method !== "GET" || url.origin !== self.location.origin) return;
  const asked = url.pathname === PAGE ? PAGE : url.pathname + url.search; // a file's address names its version
  if (![PAGE, ...KEPT].includes(asked)) return;
  event.respondWith(fresh(event.request, asked));
});

// The newest where there is a connection; a sign-in page that comes instead is never kept.
async function fresh(request, path) {
  const shelf = await caches.open(SHELF);
  try {
    const answer = await fetch(request);
    if (answer.ok && !answer.redirected && answer.type === "basic") await shelf.put(path, answer.clone());
    return answer;
  } catch {
    return (await shelf.match(path)) || Response.error();
  }
}
