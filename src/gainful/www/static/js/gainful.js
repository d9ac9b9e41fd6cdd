// Small helpers that pages work without.
document.addEventListener("DOMContentLoaded", () => {
  const errors = document.getElementById("form-errors");
  if (errors) { errors.setAttribute("tabindex", "-1"); errors.focus(); }
});
