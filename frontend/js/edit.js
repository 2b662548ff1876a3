// Editing in a cell: Esc gives the value back, E opens the cell under the pointer's row or the focus.
export function watchEdits() {
  document.addEventListener("htmx:afterSettle", (event) => {
    const field = event.target.matches?.("[data-edit]")
      ? event.target.querySelector("input:not([type=hidden]), select, textarea")
      : null;
    field?.focus();
  });
  document.addEventListener("keydown", (event) => {
    const form = event.target.closest("[data-edit]");
    if (form && event.key === "Escape") {
      form.querySelector("[data-edit-cancel]").click();
    } else if (!form && event.key.toLowerCase() === "e" && !event.ctrlKey && !event.metaKey) {
      if (event.target.closest("input, textarea, select")) return;
      event.target.closest("td")?.querySelector("[data-edit-open]")?.click();
    }
  });
}
