// The needs assessment: questions that do not follow from an answer are folded away, and each answer is saved at once.
const form = document.querySelector("form[data-needs]");

function given(name) {
  return [...form.querySelectorAll(`[name="${name}"]`)].filter((field) => field.checked).map((field) => field.value);
}

// A question counts only while the one before it is asked: the order of the page is the order of the questions.
function fold() {
  form.querySelectorAll("fieldset[data-if]").forEach((part) => {
    const before = form.querySelector(`[data-question="${part.dataset.if}"]`);
    const any = part.dataset.any.split(" ");
    const asked = !(before && before.hidden) && given(part.dataset.if).some((value) => any.includes(value));
    part.hidden = !asked;
  });
}

let waiting = null;
async function save(part) {
  const body = new FormData();
  const name = part.dataset.question;
  const fields = [...part.querySelectorAll(`[name="${name}"]`)];
  const chosen = fields.filter((field) => !["radio", "checkbox"].includes(field.type) || field.checked);
  if (chosen.length) chosen.forEach((field) => body.append(name, field.value)); else body.append(name, "");
  const told = form.querySelector("[data-saved]");
  try {
    const answer = await fetch(form.dataset.needs, {
      method: "POST", body, headers: { "X-CSRFToken": form.querySelector("[name=csrfmiddlewaretoken]").value },
    });
    if (answer.ok) { told.textContent = form.dataset.done; return; }
    const said = await answer.json();
    told.textContent = said.message || Object.values(said.wrong || {})[0] || "";
  } catch {
    told.textContent = form.dataset.offline;
  }
}

if (form) {
  fold();
  form.addEventListener("change", (event) => {
    fold();
    const part = event.target.closest("fieldset[data-question]");
    if (!part) return;
    waiting = (waiting || Promise.resolve()).then(() => save(part));
  });
}
