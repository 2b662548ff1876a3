// Turns the map package's paths into short absolute ones: a tenth of a unit is finer than any screen shows.
import southKorea from "@svg-maps/south-korea";

const STEP = 1.2; // points nearer than this to the last kept one are dropped
const WIDTH = 640; // the package's map is 524 wide and ends west of Dokdo
const DOKDO = { x: 611, y: 163 }; // 131.87° E, 37.24° N on the package's scale

const tenths = (value) => Math.round(value * 10);

/** Absolute points of every closed outline of a path made of relative `m` and `z` only. */
function outlines(path) {
  let x = 0;
  let y = 0;
  return path
    .split(/z/i)
    .map((part) => part.replace(/^\s*m\s*/i, "").trim())
    .filter(Boolean)
    .map((part) => {
      const points = part.split(/\s+/).map((pair) => {
        const [dx, dy] = pair.split(",").map(Number);
        x += dx;
        y += dy;
        return [x, y];
      });
      [x, y] = points[0];
      return points;
    });
}

function thin(points) {
  const kept = [points[0]];
  for (const point of points) {
    const last = kept[kept.length - 1];
    if (Math.hypot(point[0] - last[0], point[1] - last[1]) >= STEP) kept.push(point);
  }
  return kept.length > 2 ? kept : points;
}

/** Relative steps between points that were rounded first, so that errors do not add up. */
function toPath(points) {
  const [first, ...rest] = points.map(([x, y]) => [tenths(x), tenths(y)]);
  let [atX, atY] = first;
  const steps = rest.map(([x, y]) => {
    const step = `${(x - atX) / 10} ${(y - atY) / 10}`;
    [atX, atY] = [x, y];
    return step;
  });
  return `M${first[0] / 10} ${first[1] / 10}l${steps.join(" ").replaceAll(" -", "-").replace(/(?<![\d.])0\./g, ".")}z`;
}

/** What the server draws the map from: view box, our own dot for Dokdo, and one path a province. */
export function provinces() {
  const height = Number(southKorea.viewBox.split(" ")[3]);
  return {
    viewBox: `0 0 ${WIDTH} ${height}`,
    dokdo: DOKDO,
    provinces: southKorea.locations.map(({ id, name, path }) => ({
      id,
      name,
      path: outlines(path).map(thin).map(toPath).join(""),
    })),
  };
}
