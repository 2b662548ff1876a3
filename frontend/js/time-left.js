// Time left by the server's clock: the page carries the server's time, the device's clock only counts on.
const DAY = 86400;

export function serverClock(element) {
  const ahead = new Date(element.dataset.now).getTime() - Date.now();
  return () => Date.now() + ahead;
}

/** Number and unit pairs, as the server writes them: minutes under 72 hours, seconds under one. */
export function timeLeft(total, units) {
  const [day, hour, minute, second] = units;
  const two = (value) => String(value).padStart(2, "0");
  if (total < 3600) return [[two(Math.floor(total / 60)), minute], [two(total % 60), second]];
  const pairs = [[Math.floor(total / DAY), day], [Math.floor(total / 3600) % 24, hour]];
  if (total < 3 * DAY) pairs.push([Math.floor(total / 60) % 60, minute]);
  return pairs[0][0] ? pairs : pairs.slice(1);
}

export function writePairs(element, pairs) {
  element.replaceChildren(
    ...pairs.flatMap(([number, unit]) => {
      const name = document.createElement("i");
      name.textContent = unit;
      return [String(number), name];
    }),
  );
}
