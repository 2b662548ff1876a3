// A folded part that somebody opened stays open on the next page of the tab: choosing three conditions is three clicks.
const key = (part) => `open:${part.dataset.keepOpen}`;

export function restoreOpen(root) {
  for (const part of root.querySelectorAll("[data-keep-open]")) {
    if (sessionStorage.getItem(key(part))) part.open = true;
  }
}

export function watchOpen() {
  const keep = ({ target }) => {
    if (!target.dataset?.keepOpen) return;
    if (target.open) sessionStorage.setItem(key(target), "1");
    else sessionStorage.removeItem(key(target));
  };
  // A toggle does not bubble.
  document.addEventListener("toggle", keep, true);
  document.addEventListener("htmx:afterSettle", (event) => restoreOpen(event.target));
  restoreOpen(document);
}
