// What lies on the phone: one encrypted day and the edits made of it. Nothing readable is written, and no key is kept.
// The key is made from the passphrase (PBKDF2, SHA-256, 600,000 rounds) and lives in this page's memory alone.
const ROUNDS = 600000;
const NAME = "gainful-along";

function open() {
  return new Promise((resolve, reject) => {
    const asked = indexedDB.open(NAME, 1);
    asked.onupgradeneeded = () => asked.result.createObjectStore("kept");
    asked.onsuccess = () => resolve(asked.result);
    asked.onerror = () => reject(asked.error);
  });
}

async function inStore(mode, work) {
  const db = await open();
  try {
    return await new Promise((resolve, reject) => {
      const change = db.transaction("kept", mode);
      const asked = work(change.objectStore("kept"));
      change.oncomplete = () => resolve(asked && asked.result);
      change.onerror = change.onabort = () => reject(change.error);
    });
  } finally { db.close(); }
}

export const read = (name) => inStore("readonly", (store) => store.get(name));
const write = (name, value) => inStore("readwrite", (store) => store.put(value, name));
export const drop = (name) => inStore("readwrite", (store) => store.delete(name));
export const dropAll = () => inStore("readwrite", (store) => store.clear());

export async function keyFrom(passphrase, salt) {
  const raw = await crypto.subtle.importKey("raw", new TextEncoder().encode(passphrase), "PBKDF2", false, ["deriveKey"]);
  return crypto.subtle.deriveKey(
    { name: "PBKDF2", hash: "SHA-256", salt, iterations: ROUNDS }, raw,
    { name: "AES-GCM", length: 256 }, false, ["encrypt", "decrypt"]);
}

export const newSalt = () => crypto.getRandomValues(new Uint8Array(16));

async function sealed(key, value) {
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const text = new TextEncoder().encode(JSON.stringify(value));
  return { iv, data: await crypto.subtle.encrypt({ name: "AES-GCM", iv }, key, text) };
}

async function opened(key, box) {
  if (!box) return null;
  const text = await crypto.subtle.decrypt({ name: "AES-GCM", iv: box.iv }, key, box.data);
  return JSON.parse(new TextDecoder().decode(text));
}

export async function keepDay(key, salt, day) {
  await write("day", await sealed(key, day));
  await write("head", { salt, copy: day.copy, locks_at: day.locks_at, seen: Date.now() });
}

export async function keepEdits(key, edits) {
  if (edits.length) await write("edits", await sealed(key, edits)); else await drop("edits");
}

// Throws where the passphrase is wrong: AES-GCM opens nothing with another key.
export async function openAll(key) {
  const proof = await read("proof");
  if (proof) await opened(key, proof);
  return { day: await opened(key, await read("day")), edits: (await opened(key, await read("edits"))) || [] };
}

export async function keepProof(key) { await write("proof", await sealed(key, "open")); }

// A day locks 24 hours after it was taken, and at once where the clock was turned back: its people go, edits wait.
export async function lockIfDue() {
  const head = await read("head");
  if (!head) return null;
  const now = Date.now();
  if (now > Date.parse(head.locks_at) || now < head.seen - 300000) {
    await drop("day");
    head.locked = true;
  }
  await write("head", { ...head, seen: Math.max(now, head.seen) });
  return head;
}
