// The coach's day without a connection: take it along, open it, write, bring it back.
import * as store from "./along_store.js";

const setup = JSON.parse(document.getElementById("along-setup").textContent);
const { urls, words } = setup;
const IDLE = 10 * 60 * 1000, BATCH = 50;
let key = null, salt = null, day = null, edits = [], idle = null, busy = false;

const byId = (id) => document.getElementById(id);
// A text in the reader's language; `%(n)s` in it stands for a value.
function t(text, values = {}) {
  return Object.entries(values).reduce((found, [name, value]) => found.replaceAll(`%(${name})s`, value), words.say[text] || text);
}
function show(id) {
  ["take", "open", "day"].forEach((name) => { byId(name).hidden = name !== id; });
  byId("off").hidden = id === "take";
}
function tell(text) { byId("told").textContent = text; }
function el(tag, attrs = {}, ...children) {
  const made = document.createElement(tag);
  Object.entries(attrs).forEach(([name, value]) => {
    if (name.startsWith("on")) made.addEventListener(name.slice(2), value); else made.setAttribute(name, value);
  });
  made.append(...children);
  return made;
}

function cookie(name) {
  return document.cookie.split("; ").find((pair) => pair.startsWith(`${name}=`))?.split("=")[1] || "";
}

class SignInFirst extends Error {}
async function ask(url, body) {
  const options = body === undefined ? {} : {
    method: "POST", body: JSON.stringify(body),
    headers: { "Content-Type": "application/json", "X-CSRFToken": cookie("csrftoken") },
  };
  const answer = await fetch(url, { ...options, redirect: "manual", cache: "no-store" });
  if (answer.type === "opaqueredirect" || answer.status === 403 || answer.status === 401) throw new SignInFirst();
  const found = await answer.json();
  if (!answer.ok) throw new Error([found.message, found.hint].filter(Boolean).join(" "));
  return found;
}

async function start() {
  if ("serviceWorker" in navigator) {
    navigator.serviceWorker.register(urls.worker, { scope: urls.page })
      .then(() => { byId("ready").textContent = t("This page now opens without a connection, too."); })
      .catch(() => tell(t("This browser cannot keep the page: it works only while you are connected.")));
  } else { tell(t("This browser cannot keep the page: it works only while you are connected.")); }
  const head = await store.lockIfDue();
  if (!head) { show("take"); return; }
  salt = head.salt;
  const gone = await leaveIfAsked(head);
  const left = await store.read("day"), written = await store.read("edits");
  if (!left && !written) {
    await store.dropAll(); salt = null; show("take");
    tell(gone ? t("Somebody on your day is no longer shared with you, so it was taken off this phone. Take a new one.") : t("Your last day has locked. Take a new one."));
    return;
  }
  show("open");
  if (gone) tell(t("Somebody on your day is no longer shared with you, so it was taken off this phone. What you wrote is still here: open it to bring it back."));
  else if (!left) tell(t("The day has locked after 24 hours. What you wrote is still here: open it while you are connected."));
}

// A phone that is connected asks, before it is opened, whether it may keep what it holds; true where it had to drop it.
async function leaveIfAsked(head) {
  if (!navigator.onLine) return false;
  try {
    const { keep } = await ask(`${urls.check}?copy=${head.copy}`);
    if (!keep) await store.drop("day");
    return !keep;
  } catch { return false; /* not signed in or no connection: the passphrase and the 24 hours hold */ }
}

async function take(event) {
  event.preventDefault();
  const passphrase = byId("new-passphrase").value;
  if (passphrase.length < 10) { tell(t("Use at least 10 characters, best four words.")); return; }
  if (passphrase !== byId("again").value) { tell(t("The two are not the same.")); return; }
  try {
    const given = await ask(urls.take, { device: navigator.userAgent.slice(0, 120) });
    salt = store.newSalt();
    key = await store.keyFrom(passphrase, salt);
    await store.dropAll();
    await store.keepProof(key);
    await store.keepDay(key, salt, given);
    day = given; edits = [];
    event.target.reset();
    opened(t("Taken along. It opens here with your passphrase until it locks."));
  } catch (error) { failed(error); }
}

async function unlock(event) {
  event.preventDefault();
  const tried = await store.keyFrom(byId("passphrase").value, salt);
  try {
    ({ day, edits } = await store.openAll(tried));
  } catch { tell(t("That passphrase does not open it.")); return; }
  key = tried;
  event.target.reset();
  opened("");
  if (navigator.onLine) await bring();
}

function opened(text) {
  show("day");
  tell(text);
  draw();
  rest();
}

// Ten minutes without a touch, and the key leaves the memory.
function rest() {
  clearTimeout(idle);
  if (!key) return;
  idle = setTimeout(() => { key = day = null; edits = []; byId("people").replaceChildren(); show("open"); tell(t("Locked after ten minutes. Type the passphrase again.")); }, IDLE);
}

function failed(error) {
  if (error instanceof SignInFirst) tell(t("You are signed out. Sign in, then come back to this page: nothing is lost."));
  else if (error instanceof TypeError) tell(t("No connection. What you wrote stays on this phone until you are connected."));
  else tell(error.message);
}

// A long day goes in parts; what the first parts came to is said though a later one meets no connection.
async function bring() {
  if (busy || !key) return;
  busy = true;
  const sent = [...edits], outcomes = [];
  try {
    do {
      const head = await store.read("head");
      const found = await ask(urls.bring, { copy: head.copy, edits: edits.slice(0, BATCH) });
      const done = new Set(found.edits.map((each) => each.id));
      edits = edits.filter((edit) => !done.has(edit.id));
      await store.keepEdits(key, edits);
      day = found.day;
      await store.keepDay(key, salt, day);
      outcomes.push(...found.edits);
    } while (edits.length && outcomes.length < sent.length);
    report(outcomes, sent);
    draw();
  } catch (error) {
    if (outcomes.length) { report(outcomes, sent); draw(); }
    failed(error);
  } finally { busy = false; }
}

function report(outcomes, sent) {
  const list = byId("outcomes");
  list.replaceChildren();
  const count = (kind) => outcomes.filter((each) => each.outcome === kind).length;
  const open = count("conflict");
  tell(outcomes.length ? t("%(saved)s saved, %(open)s to decide, %(refused)s not saved.", { saved: count("applied"), open, refused: count("refused") }) : t("Up to date."));
  outcomes.filter((each) => each.outcome === "refused").forEach((each) => {
    const edit = sent.find((one) => one.id === each.id);
    list.append(el("li", {}, t("Not saved (%(what)s): %(why)s", { what: edit ? t(edit.kind) : "", why: each.reason })));
  });
  if (open) list.append(el("li", {}, el("a", { href: urls.conflicts }, t("Look at what somebody else changed, too"))));
}

async function add(edit) {
  edits.push({ id: crypto.randomUUID(), made_at: new Date().toISOString(), ...edit });
  await store.keepEdits(key, edits);
  pending();
  rest();
}

function pending() {
  byId("pending").textContent = edits.length ? t("%(n)s written here, not brought back yet.", { n: edits.length }) : t("Nothing waits to be brought back.");
}

function draw() {
  const list = byId("people");
  list.replaceChildren();
  pending();
  if (!day) { list.append(el("p", {}, t("The day has locked. Bring back what you wrote, and you get a new one."))); return; }
  byId("until").textContent = t("Opens until %(when)s.", { when: new Date(day.locks_at).toLocaleString([], { weekday: "short", hour: "2-digit", minute: "2-digit" }) });
  day.people.forEach((person) => list.append(card(person)));
  if (!day.people.length) list.append(el("p", {}, t("Nobody is assigned to you.")));
}

function card(person) {
  const parts = [el("h2", {}, person.name)];
  if (person.phone) parts.push(el("p", {}, el("a", { href: `tel:${person.phone}` }, t("Call %(phone)s", { phone: person.phone }))));
  else if (person.discreet) parts.push(el("p", { class: "soft" }, t("Do not call: they must not be reached at home.")));
  const reasons = person.why.map((why) => el("li", {}, [why.rule, why.words].filter(Boolean).join(": ")));
  if (reasons.length) parts.push(el("ul", {}, ...reasons));
  person.appointments.forEach((each) => parts.push(el("p", {}, `${new Date(each.at).toLocaleString()}: ${each.what} ${each.place}`)));
  person.actions.forEach((action) => parts.push(actionLine(person, action)));
  parts.push(attendance(person), noteForm(person));
  person.notes.forEach((note) => parts.push(el("p", { class: "soft" }, `${note.at.slice(0, 10)} ${note.kind}, ${note.by}: ${note.text}`)));
  return el("section", { class: "card" }, ...parts);
}

function latest(action) {
  return edits.filter((edit) => edit.target === action.id).reduce((now, edit) => ({ ...now, ...edit.fields }), { ...action.fields });
}

function actionLine(person, action) {
  const now = latest(action), name = `state-${action.id}`;
  const choose = el("select", { id: name }, ...words.states.map(([value, label]) => el("option", { value, ...(value === now.state ? { selected: "" } : {}) }, label)));
  const day_ = el("input", { type: "date", id: `due-${action.id}`, value: now.due_on });
  // What it said before is what this page shows, one's own earlier edits among it: nobody is in conflict with oneself.
  const change = (fields) => add({ kind: "action", person: person.id, target: action.id, seen_version: action.version, before: latest(action), fields });
  choose.addEventListener("change", () => change({ state: choose.value }));
  day_.addEventListener("change", () => change({ due_on: day_.value }));
  return el("div", { class: "line" }, el("p", {}, action.fields.text),
    el("label", { for: name }, t("State")), choose, el("label", { for: `due-${action.id}` }, t("By")), day_);
}

function attendance(person) {
  const said = el("span", { class: "soft", role: "status" });
  const mark = (kind, text) => async () => {
    await add({ kind: "note", person: person.id, fields: { kind, text, shared_with: "agency" } });
    said.textContent = `${text} ${t("Written down.")}`;
  };
  return el("p", {}, el("button", { type: "button", onclick: mark("attended", t("Came to class.")) }, t("Came to class")), " ",
    el("button", { type: "button", onclick: mark("absent", t("Did not come to class.")) }, t("Did not come")), " ", said);
}

function noteForm(person) {
  const id = `note-${person.id}`;
  const kind = el("select", { id: `${id}-kind` }, ...words.kinds.map(([value, label]) => el("option", { value }, label)));
  const shared = el("select", { id: `${id}-shared` }, ...words.shared.map(([value, label]) => el("option", { value, ...(value === "agency" ? { selected: "" } : {}) }, label)));
  const text = el("textarea", { id, rows: "3", maxlength: "4000", required: "" });
  const minutes = el("input", { id: `${id}-minutes`, type: "number", min: "0", max: "1440", inputmode: "numeric" });
  const said = el("span", { class: "soft", role: "status" });
  const send = async (event) => {
    event.preventDefault();
    const took = minutes.value === "" ? {} : { minutes: Number(minutes.value) };
    await add({ kind: "note", person: person.id, fields: { kind: kind.value, text: text.value, shared_with: shared.value, ...took } });
    text.value = minutes.value = "";
    said.textContent = t("Written down.");
  };
  return el("details", {}, el("summary", {}, t("Write a note")), el("form", { onsubmit: send },
    el("label", { for: `${id}-kind` }, t("What happened?")), kind, el("label", { for: id }, t("Note")), text,
    el("label", { for: `${id}-minutes` }, t("Minutes it took")), minutes,
    el("label", { for: `${id}-shared` }, t("Who may read it?")), shared, el("button", { type: "submit" }, t("Write it down")), " ", said));
}

byId("take-form").addEventListener("submit", take);
byId("open-form").addEventListener("submit", unlock);
byId("bring").addEventListener("click", bring);
byId("forget").addEventListener("click", async () => {
  if (!byId("sure").checked && (edits.length || await store.read("edits"))) { tell(t("What you wrote is not brought back yet. Tick the box if it shall go, too.")); return; }
  await store.dropAll();
  key = salt = day = null; edits = [];
  byId("sure").checked = false;
  show("take");
  tell(t("Everything was taken off this phone."));
});
window.addEventListener("online", () => { if (key) bring(); });
["pointerdown", "keydown"].forEach((kind) => document.addEventListener(kind, rest));
setInterval(async () => { const head = await store.lockIfDue(); if (head?.locked && day) { day = null; draw(); } }, 60000);
start();
