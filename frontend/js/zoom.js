// A history drawn again so that one can go nearer: the library comes only when somebody asks for it. The drawing of the
// server and the table stay where they are; every move has a button, for those without a wheel or a finger.
const STEP = 0.25; // part of what is seen that a move passes over

function moved({ start, end }, act) {
  const span = end - start;
  const most = 100;
  if (act === "in" || act === "out") {
    const wanted = Math.min(act === "in" ? span / 2 : span * 2, most);
    const first = Math.min(Math.max(start + (span - wanted) / 2, 0), most - wanted);
    return { start: first, end: first + wanted };
  }
  if (act === "all") return { start: 0, end: most };
  const by = span * STEP * (act === "back" ? -1 : 1);
  const first = Math.min(Math.max(start + by, 0), most - span);
  return { start: first, end: first + span };
}

async function open(part) {
  const button = part.querySelector("[data-zoom-open]");
  const failed = part.querySelector("[data-zoom-failed]");
  button.setAttribute("aria-busy", "true");
  failed.hidden = true;
  try {
    const { draw } = await import(part.dataset.zoom);
    const shown = part.querySelector("[data-zoom-shown]");
    shown.hidden = false;
    const data = JSON.parse(document.getElementById(part.dataset.zoomData).textContent);
    const chart = draw(part.querySelector("[data-zoom-plot]"), data, (first, last) => {
      part.querySelector("[data-zoom-span]").textContent = first === last ? first : `${first} – ${last}`;
    });
    shown.addEventListener("click", ({ target }) => {
      const act = target.closest("[data-zoom-act]")?.dataset.zoomAct;
      if (act) chart.show(moved(chart.span(), act));
    });
    button.hidden = true;
    return shown;
  } catch {
    failed.hidden = false;
    return null;
  } finally {
    button.removeAttribute("aria-busy");
  }
}

export function watchZoom() {
  const part = document.querySelector("[data-zoom]");
  if (!part) return;
  const button = part.querySelector("[data-zoom-open]");
  button.hidden = false;
  button.addEventListener("click", async () => {
    if (button.getAttribute("aria-busy") !== "true") (await open(part))?.querySelector("button")?.focus();
  });
  if (location.hash === `#${part.id}`) open(part);
}
