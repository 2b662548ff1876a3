// The theme's form without the wait for a new page; the answer still sets the cookie.
export function watchTheme() {
  const form = document.querySelector("[data-theme-form]");
  form?.addEventListener("submit", (event) => {
    const chosen = event.submitter;
    if (!chosen) return;
    event.preventDefault();
    const body = new FormData(form);
    body.set(chosen.name, chosen.value);
    fetch(form.action, { method: "POST", body, redirect: "manual" });
    document.documentElement.dataset.theme = chosen.value;
    for (const button of form.querySelectorAll("button")) {
      button.setAttribute("aria-pressed", String(button === chosen));
    }
  });
}
