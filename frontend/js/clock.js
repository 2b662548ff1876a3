// Deadline clocks count on from what the server wrote, and speak at a few minutes only.
import { serverClock, timeLeft, writePairs } from "./time-left.js";

const SPOKEN = [60, 30, 10, 5, 1];

function start(clock) {
  const left = clock.querySelector("[data-clock-left]");
  if (!left) return;
  const now = serverClock(clock);
  const closes = new Date(clock.dataset.closes).getTime();
  const speech = clock.querySelector("[data-clock-speech]");
  let spoken = Infinity;
  const tick = () => {
    const total = Math.floor((closes - now()) / 1000);
    if (total <= 0) {
      left.textContent = clock.dataset.over;
      left.classList.add("done");
      clock.classList.remove("soon");
      clearInterval(timer);
      return;
    }
    writePairs(left, timeLeft(total, clock.dataset.units.split("|")));
    clock.classList.toggle("soon", total < 72 * 3600);
    const due = SPOKEN.find((minutes) => total <= minutes * 60 && total > minutes * 60 - 5);
    if (due && due < spoken) {
      spoken = due;
      speech.textContent = clock.dataset.spoken.replace("{n}", due);
    }
  };
  const timer = setInterval(tick, 1000);
}

export function watchClocks() {
  for (const clock of document.querySelectorAll("[data-clock]")) start(clock);
}
