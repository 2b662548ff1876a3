// Takes from the KRDS stylesheet what the portal stands on: the reset of elements and the tokens in use.
// Its component classes are left out (the parts have classes of their own), and with them 90% of its weight.

/** Index just past the brace that closes the one before `start`; braces inside strings do not count. */
function endOfBlock(css, start) {
  let depth = 1;
  let quote = "";
  for (let i = start; i < css.length; i += 1) {
    const c = css[i];
    if (quote) {
      if (c === quote) quote = "";
    } else if (c === '"' || c === "'") quote = c;
    else if (c === "{") depth += 1;
    else if (c === "}" && (depth -= 1) === 0) return i + 1;
  }
  return css.length;
}

/** The rules of a stylesheet without comments: `[{ prelude, body }]`; statements such as @import are skipped. */
function parse(css) {
  const rules = [];
  let at = 0;
  while (at < css.length) {
    const open = css.indexOf("{", at);
    if (open < 0) break;
    const end = endOfBlock(css, open + 1);
    const prelude = css.slice(at, open).split(";").pop().trim();
    rules.push({ prelude, body: css.slice(open + 1, end - 1) });
    at = end;
  }
  return rules;
}

const isBase = (selector) => !/[.[#]/.test(selector);

function baseRule({ prelude, body }) {
  if (prelude.startsWith("@media")) {
    const inner = parse(body).map(baseRule).join("");
    return inner && !prelude.includes("color-scheme") ? `${prelude}{${inner}}\n` : "";
  }
  if (prelude.startsWith("@")) return "";
  const selectors = prelude.split(",").map((one) => one.trim()).filter(isBase);
  return selectors.length ? `${selectors.join(",")}{${body.trim()}}\n` : "";
}

const DECLARATION = /(--krds-[\w-]+)\s*:\s*([^;}]+);?/g;
const USE = /var\(\s*(--krds-[\w-]+)/g;

const uses = (text) => [...text.matchAll(USE)].map((match) => match[1]);

/** Names of the KRDS tokens that `css` reaches, directly or through other tokens. */
function reachedTokens(css) {
  const values = new Map();
  for (const [, name, value] of css.matchAll(DECLARATION)) {
    values.set(name, `${values.get(name) ?? ""} ${value}`);
  }
  const reached = new Set();
  const queue = uses(css.replace(DECLARATION, ""));
  while (queue.length) {
    const name = queue.pop();
    if (reached.has(name)) continue;
    reached.add(name);
    queue.push(...uses(values.get(name) ?? ""));
  }
  return reached;
}

/** The base of KRDS for a page whose own styles are `own`. */
export function krdsBase(krds, own) {
  const base = parse(krds.replace(/\/\*[\s\S]*?\*\//g, "")).map(baseRule).join("");
  const reached = reachedTokens(base + own);
  return base
    .replace(DECLARATION, (text, name) => (reached.has(name) ? text : ""))
    .replace(/[^{}]+\{\s*\}/g, "");
}
