// What is saved where, for forms that htmx saves while they are filled in (data-autosave names the indicator).
const KEY = "ax-kept:";

function show(indicator, state) {
  for (const part of indicator.querySelectorAll("[data-state]")) part.hidden = part.dataset.state !== state;
}

const saveNow = (form) => form.dispatchEvent(new Event("change", { bubbles: true }));

// What was typed while there was no connection, and the values it started from; htmx must be listening by then.
function restore(form, key) {
  const kept = JSON.parse(sessionStorage.getItem(key) ?? "[]");
  for (const [name, value] of kept) {
    const control = form.elements[name];
    if (control?.type === "checkbox") control.checked = true;
    else if (control) control.value = value;
  }
  if (kept.length) document.addEventListener("htmx:load", () => saveNow(form), { once: true });
}

function watch(form) {
  const indicator = document.getElementById(form.dataset.autosave);
  const key = KEY + location.pathname + location.search;
  if (!indicator) return;
  restore(form, key);
  indicator.querySelector("[data-save-again]").addEventListener("click", () => saveNow(form));
  form.addEventListener("htmx:beforeRequest", () => show(indicator, "saving"));
  form.addEventListener("htmx:afterRequest", ({ detail }) => {
    if (!detail.successful) return;
    indicator.querySelector("[data-save-time]").textContent = detail.xhr.getResponseHeader("X-Saved-At") ?? "";
    sessionStorage.removeItem(key);
    show(indicator, "saved");
  });
  form.addEventListener("htmx:responseError", () => show(indicator, "failed"));
  form.addEventListener("htmx:sendError", () => {
    const fields = [...new FormData(form)].filter(([name, value]) => typeof value === "string" && !name.startsWith("csrf"));
    sessionStorage.setItem(key, JSON.stringify(fields));
    show(indicator, "local");
  });
  window.addEventListener("online", () => {
    if (sessionStorage.getItem(key)) saveNow(form);
  });
}

// What one typed stays in the tab until it is saved, but not beyond signing out.
function forgetAtSignOut() {
  document.addEventListener("submit", ({ target }) => {
    if (target.action.endsWith("/accounts/logout/")) sessionStorage.clear();
  });
}

export function watchSaves() {
  forgetAtSignOut();
  for (const form of document.querySelectorAll("form[data-autosave]")) watch(form);
}
