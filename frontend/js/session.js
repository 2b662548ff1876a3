// The dialog before a session ends: shown two minutes before, renewed in place, the page stays as it is.
import { serverClock, timeLeft, writePairs } from "./time-left.js";

const WARN = 120;

export function watchSession() {
  const dialog = document.querySelector("[data-session]");
  if (!dialog || dialog.open) return;
  const now = serverClock(dialog);
  let ends = new Date(dialog.dataset.ends).getTime();
  const full = ends - now();
  const left = dialog.querySelector("[data-session-left]");
  setInterval(() => {
    const total = Math.floor((ends - now()) / 1000);
    if (total > WARN || total < 0) return;
    if (!dialog.open) dialog.showModal();
    writePairs(left, timeLeft(total, dialog.dataset.units.split("|")));
  }, 1000);
  dialog.querySelector("[data-session-renew]").addEventListener("submit", async (event) => {
    event.preventDefault();
    const form = event.target;
    const answer = await fetch(form.action, { method: "POST", body: new FormData(form), redirect: "manual" });
    if (answer.status >= 400) return;
    ends = now() + full;
    dialog.close();
  });
}
