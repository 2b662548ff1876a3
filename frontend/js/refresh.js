// A part of a page that is asked for again every few seconds while somebody looks at it. Its ETag spares what has not
// changed; a hidden tab, a pause and a reader whose focus is within it are left in peace.
const bar = () => document.querySelector("[data-refresh-bar]");
const failed = (is) => document.querySelector("[data-refresh-failed]")?.toggleAttribute("hidden", !is);

const isQuiet = (part) => document.hidden || part.contains(document.activeElement) || "paused" in part.dataset;

function ask(part) {
  if (!isQuiet(part)) part.dispatchEvent(new Event("refresh"));
}

function keepScroll(part) {
  const places = [...part.querySelectorAll(".scr")].map((box) => box.scrollLeft);
  part.addEventListener(
    "htmx:afterSettle",
    () => [...part.querySelectorAll(".scr")].forEach((box, index) => (box.scrollLeft = places[index] ?? 0)),
    { once: true },
  );
}

function watch(part) {
  part.addEventListener("htmx:configRequest", ({ detail }) => (detail.headers["If-None-Match"] = part.dataset.etag));
  part.addEventListener("htmx:beforeSwap", ({ detail }) => {
    const { status } = detail.xhr;
    failed(status !== 200 && status !== 304);
    detail.shouldSwap = status === 200 && !isQuiet(part);
    if (!detail.shouldSwap) return;
    part.dataset.etag = detail.xhr.getResponseHeader("ETag") ?? "";
    keepScroll(part);
  });
  part.addEventListener("htmx:sendError", () => failed(true));
  part.addEventListener("htmx:timeout", () => failed(true));
  setInterval(() => ask(part), Number(part.dataset.refresh) * 1000);
  document.addEventListener("visibilitychange", () => ask(part));
  bar()?.removeAttribute("hidden");
  bar()
    ?.querySelector("[data-refresh-pause]")
    ?.addEventListener("click", ({ currentTarget }) => {
      const isPaused = part.toggleAttribute("data-paused");
      currentTarget.setAttribute("aria-pressed", String(isPaused));
      ask(part);
    });
}

export function watchRefresh() {
  document.querySelectorAll("[data-refresh]").forEach(watch);
}
