// Small helpers that pages work without.

// On a phone a table's rows become cards: each cell takes its column's name, and the roles that the cards would lose.
function nameCells(root) {
  root.querySelectorAll("table.usa-table:not(.g-stack)").forEach((table) => {
    const names = [...table.querySelectorAll("thead th")].map((th) => th.textContent.trim());
    if (!names.length) return;
    table.setAttribute("role", "table");
    table.querySelectorAll("tr").forEach((row) => {
      row.setAttribute("role", "row");
      let at = 0;
      [...row.cells].forEach((cell) => {
        const role = cell.tagName === "TD" ? "cell" : cell.scope.startsWith("col") ? "columnheader" : "rowheader";
        cell.setAttribute("role", role);
        if (role === "cell" && cell.colSpan === 1 && names[at]) cell.dataset.label = names[at];
        at += cell.colSpan;
      });
    });
    table.querySelectorAll("thead, tbody, tfoot").forEach((part) => part.setAttribute("role", "rowgroup"));
    table.classList.add("g-stack");
  });
}

document.addEventListener("DOMContentLoaded", () => {
  const errors = document.getElementById("form-errors");
  if (errors) { errors.setAttribute("tabindex", "-1"); errors.focus(); }
  nameCells(document);
});
document.addEventListener("htmx:load", (event) => nameCells(event.target));

// A form is sent once, however often the button is pressed; coming back to the page opens it again.
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (event.defaultPrevented || form.method !== "post") return;
  if (form.classList.contains("is-sent")) { event.preventDefault(); return; }
  form.classList.add("is-sent");
});
window.addEventListener("pageshow", () => document.querySelectorAll("form.is-sent").forEach((form) => form.classList.remove("is-sent")));

// Who must not be seen here leaves at once: the page goes blank, the session ends, the way back does not lead here.
const way = document.querySelector("[data-exit]");
function exit() {
  document.documentElement.hidden = true;
  const out = document.querySelector(".g-who form");
  if (out) fetch(out.action, { method: "POST", body: new FormData(out), keepalive: true, redirect: "manual" });
  location.replace(way.href);
}
let escapes = [];
if (way) {
  way.addEventListener("click", (event) => { event.preventDefault(); exit(); });
  document.addEventListener("keydown", (event) => {
    escapes = event.key === "Escape" ? [...escapes, Date.now()].filter((at) => Date.now() - at < 3000) : [];
    if (escapes.length >= 3) exit();
  });
}
