// npm run build: frontend/dist/ from the sources here and the pinned npm packages.
import { copyFile, mkdir, readFile, readdir, rename, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { krdsBase } from "./krds.mjs";
import { provinces } from "./map.mjs";

const here = path.dirname(fileURLToPath(import.meta.url));
const finished = path.join(here, "dist");
const dist = path.join(here, "dist.new");
const krdsFolder = path.join(path.dirname(createRequire(import.meta.url).resolve("krds-uiux/package.json")), "resources");

const cutFonts = path.join(here, "..", "node_modules", ".axportal-fonts"); // by scripts/cut_fonts.py

const read = (...parts) => readFile(path.join(...parts), "utf8");

async function ownStyles() {
  const files = await readdir(path.join(here, "css"), { recursive: true });
  return Promise.all(files.filter((file) => file.endsWith(".css")).map((file) => read(here, "css", file)));
}

async function krds() {
  const sheets = await Promise.all([
    read(krdsFolder, "css/token/krds_tokens.css"),
    read(krdsFolder, "css/component/output.css"),
  ]);
  return krdsBase(sheets.join("\n"), (await ownStyles()).join("\n"));
}

/** The dark values once for who chose dark and once for who follows the system; paper is always light. */
async function dark() {
  const values = await read(here, "css/dark-values.css");
  const block = values.slice(values.indexOf("{"));
  return `@media screen{[data-theme="dark"]${block}}
@media screen and (prefers-color-scheme:dark){[data-theme="system"]${block}}`;
}

/** The fonts with the characters of their parts. */
async function fonts() {
  const [rules, first, rest] = await Promise.all([
    read(here, "css/fonts.css"),
    read(cutFonts, "first.txt"),
    read(cutFonts, "rest.txt"),
  ]);
  return rules.replaceAll("unicode-range: first;", `unicode-range: ${first};`).replaceAll("unicode-range: rest;", `unicode-range: ${rest};`);
}

/** Lets a stylesheet import "made:krds", "made:fonts" and "made:dark". */
const made = {
  name: "made",
  setup(run) {
    const makers = { krds, fonts, dark };
    run.onResolve({ filter: /^made:/ }, ({ path: name }) => ({ path: name.slice("made:".length), namespace: "made" }));
    run.onLoad({ filter: /.*/, namespace: "made" }, async ({ path: name }) => ({
      contents: await makers[name](),
      loader: "css",
      resolveDir: path.join(here, "css"),
    }));
  },
};

await rm(dist, { recursive: true, force: true });
await mkdir(dist, { recursive: true });
await build({
  entryPoints: [path.join(here, "css/app.css"), path.join(here, "css/print.css"), path.join(here, "js/app.js"), path.join(here, "js/api-page.js"), path.join(here, "js/zoom-chart.js")],
  outdir: dist,
  entryNames: "[name]",
  assetNames: "fonts/[name]",
  bundle: true,
  minify: true,
  format: "esm",
  target: ["chrome109", "firefox115", "safari15.6"],
  loader: { ".woff2": "file" },
  alias: { "krds-fonts": path.join(krdsFolder, "fonts"), "cut-fonts": cutFonts },
  plugins: [made],
  logLevel: "warning",
});
await copyFile(path.join(here, "icons.svg"), path.join(dist, "icons.svg"));
await copyFile(path.join(here, "favicon.svg"), path.join(dist, "favicon.svg"));
await writeFile(path.join(dist, "provinces.json"), JSON.stringify(provinces()));

// What the PDF compiler falls back to for hanja, rare syllables and signs: one weight, in the package's pieces.
const pieces = path.join(path.dirname(createRequire(import.meta.url).resolve("@fontsource/noto-sans-kr/package.json")), "files");
const oneWeight = (await readdir(pieces)).filter((file) => /^noto-sans-kr-\d+-400-normal\.woff2$/.test(file));
await mkdir(path.join(dist, "paper-fonts"), { recursive: true });
await Promise.all(oneWeight.map((file) => copyFile(path.join(pieces, file), path.join(dist, "paper-fonts", file))));

// The API's documentation page; source maps are not shipped, so no file may name one.
const swagger = path.dirname(createRequire(import.meta.url).resolve("swagger-ui-dist/package.json"));
await mkdir(path.join(dist, "swagger-ui"), { recursive: true });
for (const file of ["swagger-ui.css", "swagger-ui-bundle.js"]) {
  const source = await read(swagger, file);
  await writeFile(path.join(dist, "swagger-ui", file), source.replace(/^(\/\*|\/\/)# sourceMappingURL=.*$/m, ""));
}

// A server that reads the old files sees them whole until the new ones are.
await rm(finished, { recursive: true, force: true });
await rename(dist, finished);
