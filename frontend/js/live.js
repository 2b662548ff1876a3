// htmx: refusals come back as the form with its messages (4xx), and are shown like any other answer.
const SHOWN = new Set([400, 403, 409, 412, 422]);

export function focusMarked(root) {
  root.querySelector("[data-focus]")?.focus();
}

export function tuneHtmx() {
  document.addEventListener("htmx:beforeSwap", (event) => {
    const { detail } = event;
    if (SHOWN.has(detail.xhr.status) && !detail.xhr.getResponseHeader("Content-Type")?.includes("json")) {
      detail.shouldSwap = true;
      detail.isError = false;
    }
  });
  document.addEventListener("htmx:afterSettle", (event) => focusMarked(event.target));
}
