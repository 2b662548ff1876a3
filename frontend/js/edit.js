// Editing in a cell: Esc gives the value back, E opens the cell under the focus; the focus stays in the cell.
function focusCell(cell) {
  const form = cell.matches("[data-edit]") ? cell : cell.querySelector("[data-edit]");
  const first = form?.querySelector("input:not([type=hidden]), select, textarea");
  if (first) first.focus();
  else if (document.activeElement === document.body) cell.querySelector("[data-edit-open]")?.focus();
}

export function watchEdits() {
  document.addEventListener("htmx:afterSettle", ({ target }) => {
    if (target.matches?.("td, .cellv, [data-edit]")) focusCell(target);
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
