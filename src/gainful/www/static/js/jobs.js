// Comforts of the job screens; every page works without them.
document.documentElement.classList.add("js");

// Hover or focus on a line lights its place in the posting, and the other way round.
function light(on, keys) {
  for (const key of keys) {
    document.querySelectorAll(`[data-line="${key}"], mark[data-lines~="${key}"]`).forEach((e) => e.classList.toggle("is-lit", on));
  }
}
for (const [type, on] of [["mouseover", true], ["mouseout", false], ["focusin", true], ["focusout", false]]) {
  document.addEventListener(type, (event) => {
    const at = event.target.closest?.("[data-line], mark[data-lines]");
    if (at) light(on, at.dataset.line ? [at.dataset.line] : at.dataset.lines.split(" "));
  });
}

// The level slider says what the level means while it moves.
document.addEventListener("input", (event) => {
  const slider = event.target;
  if (!slider.dataset?.ladder) return;
  const level = Math.round(Number(slider.value) * 2) / 2;
  const words = slider.dataset.ladder.split("|")[Math.round(Number(slider.value))];
  const out = document.getElementById(slider.dataset.out);
  out.replaceChildren(Object.assign(document.createElement("b"), { textContent: `${level.toFixed(1)} of 7` }), ` ${words}`);
  slider.setAttribute("aria-valuetext", `${level.toFixed(1)} of 7: ${words}`);
});

document.addEventListener("DOMContentLoaded", () => {
  document.getElementById("form-errors")?.focus();
  const form = document.querySelector("form[data-progress]");
  if (!form) return;
  form.addEventListener("submit", () => {
    const words = form.dataset.progress.split("|");
    const at = form.querySelector("[data-progress-words]");
    let step = 0;
    const say = () => { at.textContent = words[Math.min(step, words.length - 1)]; step += 1; };
    say();
    setInterval(say, 1500);
  });
  const drop = form.querySelector("[data-drop]");
  const file = form.querySelector("input[type=file]");
  if (!drop || !file) return;
  const named = () => { drop.querySelector("[data-file]").textContent = file.files[0]?.name ?? ""; };
  file.addEventListener("change", named);
  for (const type of ["dragover", "dragleave", "drop"]) {
    drop.addEventListener(type, (event) => {
      event.preventDefault();
      drop.classList.toggle("is-over", type === "dragover");
      if (type === "drop" && event.dataTransfer.files.length) { file.files = event.dataTransfer.files; named(); }
    });
  }
});

document.addEventListener("click", (event) => {
  const button = event.target.closest?.("[data-copy]");
  if (!button) return;
  const field = document.getElementById(button.dataset.copy);
  field.select();
  const said = document.querySelector("[data-copied]");
  navigator.clipboard?.writeText(field.value).then(() => { said.textContent = said.dataset.words; });
});

// A line changed again while its last change is being saved: that answer is old, the next one shows both.
let changedAt = 0;
document.addEventListener("change", (event) => { if (event.target.closest?.(".j-line__form")) changedAt = performance.now(); });
document.addEventListener("htmx:beforeRequest", (event) => { event.detail.xhr.askedAt = performance.now(); });
document.addEventListener("htmx:beforeSwap", (event) => {
  if (event.detail.target.id === "profile-panel" && changedAt > event.detail.xhr.askedAt) event.detail.shouldSwap = false;
});

// What was unfolded stays so when its part of the page is drawn anew.
let unfolded = [];
document.addEventListener("htmx:beforeSwap", (event) => {
  unfolded = [...event.detail.target.querySelectorAll("details[open][id]")].map((part) => part.id);
});
document.addEventListener("htmx:afterSwap", () => {
  for (const id of unfolded) { const part = document.getElementById(id); if (part) part.open = true; }
});

// The tray and the list say the same: who was taken out of it is no longer ticked.
document.addEventListener("htmx:afterSwap", (event) => {
  if (event.detail.target.id !== "people-tray") return;
  const chosen = new Set([...document.querySelectorAll("[data-chosen]")].map((row) => row.dataset.chosen));
  document.querySelectorAll("#people-form input[name=person]").forEach((box) => { box.checked = chosen.has(box.value); });
});
