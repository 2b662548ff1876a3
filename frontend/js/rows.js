// Picking rows: the bar shows while some are picked, says how many, and Esc lets them go.
const boxes = (form) => [...form.querySelectorAll("tbody input[type=checkbox]")];

function refresh(form, bar) {
  const all = boxes(form);
  const picked = all.filter((box) => box.checked).length;
  bar.hidden = picked === 0;
  const count = bar.querySelector("[data-bulk-count]");
  count.textContent = count.dataset.template.replace("{n}", picked);
  for (const box of all) box.closest("tr").classList.toggle("sel", box.checked);
  const head = form.querySelector("thead input[type=checkbox]");
  if (head) {
    head.checked = picked > 0 && picked === all.length;
    head.indeterminate = picked > 0 && picked < all.length;
  }
}

function watch(bar) {
  const form = bar.closest("form");
  if (!form) return;
  form.addEventListener("change", (event) => {
    if (event.target.closest("thead")) for (const box of boxes(form)) box.checked = event.target.checked;
    refresh(form, bar);
  });
  const clear = () => {
    for (const box of boxes(form)) box.checked = false;
    refresh(form, bar);
  };
  bar.querySelector("[data-bulk-clear]").addEventListener("click", (event) => {
    event.preventDefault();
    clear();
  });
  form.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !event.target.closest("[data-edit]")) clear();
  });
  refresh(form, bar);
}

export function watchRows() {
  for (const bar of document.querySelectorAll("[data-bulk]")) watch(bar);
}
