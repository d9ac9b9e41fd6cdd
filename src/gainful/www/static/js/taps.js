// Attendance by tap: each tap is kept on the phone under a key of its own until the site says that it is saved.
// Nothing but numbers is kept: no name. Without this script the form sends everything at once.
const form = document.querySelector("form[data-taps]");
const state = document.querySelector("[data-taps-state]");

if (form && state) {
  const NAME = `gainful-taps-${form.dataset.session}`;
  const AGAIN_MS = 4000;
  let sending = false;

  const read = () => { try { return JSON.parse(localStorage.getItem(NAME) || "[]"); } catch { return []; } };
  const write = (taps) => { if (taps.length) localStorage.setItem(NAME, JSON.stringify(taps)); else localStorage.removeItem(NAME); };
  const key = () => {
    if (crypto.randomUUID) return crypto.randomUUID();
    const b = crypto.getRandomValues(new Uint8Array(16));
    b[6] = (b[6] & 15) | 64; b[8] = (b[8] & 63) | 128;
    const hex = [...b].map((one) => one.toString(16).padStart(2, "0")).join("");
    return hex.replace(/(.{8})(.{4})(.{4})(.{4})(.{12})/, "$1-$2-$3-$4-$5");
  };
  const number = (id) => Number.parseInt(document.getElementById(id).value, 10) || 0;
  const say = (words) => { state.textContent = words; };
  const told = (refused = "") => {
    const waiting = read().length;
    if (refused) say(`${state.dataset.refused} ${refused}`);
    else say(waiting ? `${waiting} ${state.dataset.waiting}` : state.dataset.saved);
  };

  function tap(seat, presence) {
    const late = presence === "late" ? number(`late-${seat}`) : 0;
    const early = presence === "late" || presence === "present" ? number(`early-${seat}`) : 0;
    write([...read(), { key: key(), seat, presence, late, early, at: new Date().toISOString() }]);
    told();
    send();
  }

  // What the phone still keeps stands in the form when the page is opened again.
  for (const each of read()) {
    const box = document.getElementById(`p-${each.seat}-${each.presence}`);
    if (box) box.checked = true;
    const late = document.getElementById(`late-${each.seat}`);
    if (late && each.late) late.value = each.late;
  }

  async function send() {
    if (sending || !read().length) return;
    sending = true;
    let refused = "";
    let done = false;
    try {
      const taps = read();
      const answer = await fetch(form.dataset.taps, {
        method: "POST",
        headers: { "Content-Type": "application/json", "X-CSRFToken": form.querySelector("[name=csrfmiddlewaretoken]").value },
        body: JSON.stringify({ taps }),
        redirect: "manual",
        credentials: "same-origin",
      });
      if (answer.ok) {
        done = true;
        const { saved, refused: never, unmarked } = await answer.json();
        const known = new Set([...saved, ...never.map((each) => each.key)]);
        refused = [...new Set(never.map((each) => each.why))].join(" ");
        write(read().filter((each) => !known.has(each.key)));
        document.querySelector("[data-unmarked]").textContent = unmarked;
      } else if (answer.status === 422) {
        refused = (await answer.json()).error;
        const tried = new Set(taps.map((each) => each.key));
        write(read().filter((each) => !tried.has(each.key)));
      } else if (answer.status === 403 || answer.type === "opaqueredirect") {
        say(state.dataset.signedOut);
        sending = false;
        return;
      }
    } catch { /* no connection: kept, and tried again */ }
    sending = false;
    told(refused);
    if (done && !refused) send(); // what was tapped meanwhile
  }

  form.addEventListener("change", (event) => {
    const line = event.target.closest("[data-seat]");
    if (!line) return;
    const { seat } = line.dataset;
    if (event.target.id === `late-${seat}` && number(`late-${seat}`)) document.getElementById(`p-${seat}-late`).checked = true;
    const chosen = line.querySelector("input[type=radio]:checked");
    if (chosen) tap(seat, chosen.value);
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    if (event.submitter?.name === "rest") {
      form.querySelectorAll("[data-seat]").forEach((line) => {
        if (line.querySelector("input[type=radio]:checked")) return;
        const { seat } = line.dataset;
        document.getElementById(`p-${seat}-present`).checked = true;
        tap(seat, "present");
      });
    }
    send();
  });
  form.querySelector("[data-save]").hidden = true;
  window.addEventListener("online", send);
  document.addEventListener("visibilitychange", () => { if (!document.hidden) send(); });
  setInterval(send, AGAIN_MS);
  if (read().length) { told(); send(); }
}
