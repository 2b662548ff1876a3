// A score sheet by keyboard: digits and arrows give points, Enter leads to the comment, Alt and an arrow to another
// criterion. Enter never saves the page by accident.
const inRange = (value, most) => value === "" || (/^\d{1,3}([.,]\d)?$/.test(value) && Number(value.replace(",", ".")) <= most);

function step(input, by) {
  const next = Math.min(Math.max(Number(input.value.replace(",", ".") || 0) + by, 0), Number(input.dataset.most));
  input.value = String(next);
  input.dispatchEvent(new Event("input", { bubbles: true }));
  input.dispatchEvent(new Event("change", { bubbles: true }));
}

function go(form, from, by) {
  const all = [...form.querySelectorAll("[data-most]")];
  const here = all.indexOf(from.closest("fieldset")?.querySelector("[data-most]"));
  all[here + by]?.focus();
}

function pressed(event) {
  const points = event.target.dataset.most;
  const by = { ArrowUp: 1, ArrowDown: -1 }[event.key];
  if (by && event.altKey) go(event.currentTarget, event.target, -by);
  else if (by && points) step(event.target, by);
  else if (event.key === "Enter" && points && !event.isComposing) event.target.closest("fieldset").querySelector("textarea").focus();
  else return;
  event.preventDefault();
}

function judged({ target }) {
  if (!target.dataset.most) return;
  const wrong = !inRange(target.value.trim(), Number(target.dataset.most));
  if (wrong) target.setAttribute("aria-invalid", "true");
  else target.removeAttribute("aria-invalid");
  document.getElementById(target.getAttribute("aria-describedby")).hidden = !wrong;
}

export function watchScores() {
  for (const form of document.querySelectorAll("form[data-score]")) {
    form.addEventListener("keydown", pressed);
    form.addEventListener("input", judged);
  }
}
