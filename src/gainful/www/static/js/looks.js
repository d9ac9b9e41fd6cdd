// While the page is open, a new look at my record stands in the list within a second.
const list = document.getElementById("looks");
const ENDS = Date.now() + 600000;
let since = list?.firstElementChild?.dataset.at ?? new Date().toISOString();

async function ask() {
  if (document.visibilityState === "visible") {
    const reply = await fetch(`${list.dataset.new}?since=${encodeURIComponent(since)}`).catch(() => null);
    if (reply?.status === 200) {
      const made = document.createElement("template");
      made.innerHTML = await reply.text();
      since = made.content.firstElementChild.dataset.at;
      list.prepend(made.content);
      document.getElementById("no-looks")?.remove();
    } else if (reply && reply.status !== 204) return;
  }
  if (Date.now() < ENDS) setTimeout(ask, 800);
}
if (list) setTimeout(ask, 800);
