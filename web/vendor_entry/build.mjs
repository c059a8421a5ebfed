// Bundles third-party browser code into ../static/vendor: run by hatch_build.py when Fanout is installed or packed.
import { build } from "esbuild";
import { createHash } from "node:crypto";
import { copyFile, mkdir, readFile, readdir, rename, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { leaner } from "./lean.mjs";

const entries = dirname(fileURLToPath(import.meta.url));
const web = dirname(entries);
const modules = join(web, "node_modules");
const vendor = join(web, "static", "vendor");
const out = join(modules, ".vendor"); // made aside and moved at the end, so that a running server never sees half a bundle

// The stand-alone file is one script: what its modules import from the vendor folder is taken from the source instead.
const fromSource = {
  name: "vendor from its source",
  setup: (bundle) => bundle.onResolve({ filter: /\/vendor\/vis\.js$/ }, () => ({ path: join(entries, "vis.js") })),
};

// The stand-alone file asks no server: these modules, which only do that, are left out of it.
const noServer = {
  name: "without a server",
  setup: (bundle) => bundle.onLoad({ filter: /static\/js\/(pulse|same)\.js$/ }, () => ({ contents: "export const watch = () => {}, sameQuestion = () => {};" })),
};

// Packages that carry no licence file; what their package.json and their authors say instead.
const WITHOUT_FILE = { "sparql-formatter": "MIT, as its package.json says; by Hirokazu Chiba. The package carries no licence file." };

// Every package in a bundle asks that its licence travels with it; lean.mjs says what is left out of them.
async function licences(inputs) {
  const packages = new Set();
  for (const input of inputs) {
    const [, inside] = input.split("node_modules/");
    if (inside) packages.add(inside.split("/").slice(0, inside.startsWith("@") ? 2 : 1).join("/"));
  }
  const texts = [];
  for (const name of [...packages].sort()) {
    const { version, license } = JSON.parse(await readFile(join(modules, name, "package.json"), "utf8"));
    const files = (await readdir(join(modules, name))).filter((file) => /^licen[cs]e/i.test(file)).sort();
    if (!files.length && WITHOUT_FILE[name]) {
      texts.push(`${name} ${version} (${license})\n\n${WITHOUT_FILE[name]}\n`);
      continue;
    }
    if (!files.length) throw new Error(`${name} is bundled but has no licence file: see what it asks for, then name it in build.mjs`);
    const file = files.find((candidate) => /mit/i.test(candidate)) ?? files[0];
    texts.push(`${name} ${version} (${license})\n\n${(await readFile(join(modules, name, file), "utf8")).trim()}\n`);
  }
  return texts.join(`\n${"-".repeat(80)}\n\n`);
}

// What the page's bundle was made from: the page takes our modules one by one where they have changed since.
async function digest() {
  const hash = createHash("sha256");
  const folder = join(web, "static", "js");
  for (const name of (await readdir(folder)).filter((one) => one.endsWith(".js")).sort()) hash.update(await readFile(join(folder, name)));
  return hash.digest("hex");
}

await rm(out, { recursive: true, force: true });
await mkdir(out);
const common = { bundle: true, minify: true, metafile: true, target: "es2022", legalComments: "none", absWorkingDir: web };
// One bundle for each part of a page that is loaded by itself.
const entryPoints = ["vis", "editor", "sparql", "force"].map((name) => `vendor_entry/${name}.js`);
const parts = await build({ ...common, entryPoints, plugins: [leaner], format: "esm", outdir: out });
// The explorer and the stand-alone file: our modules with what they use, in one script.
const whole = { ...common, plugins: [fromSource, leaner] };
const page = await build({ ...whole, entryPoints: ["static/js/main.js"], format: "esm", outfile: join(out, "explorer.js") });
const file = await build({ ...whole, plugins: [noServer, ...whole.plugins], entryPoints: ["static/js/alone/main.js"], format: "iife", outfile: join(out, "snapshot.js") });
const loader = await build({ ...whole, entryPoints: ["static/js/alone/loader.js"], format: "iife", outfile: join(out, "loader.js") });
await build({ minify: true, entryPoints: ["static/style.css"], outfile: join(out, "snapshot.css"), absWorkingDir: web });
await writeFile(join(out, "explorer.sha256"), await digest());
await writeFile(join(out, "LICENSES.txt"), await licences([parts, page, file, loader].flatMap(({ metafile }) => Object.keys(metafile.inputs))));
for (const [from, to] of [
  ["swagger-ui-bundle.js", "swagger-ui-bundle.js"],
  ["swagger-ui-bundle.js.LICENSE.txt", "swagger-ui-bundle.js.LICENSE.txt"],
  ["swagger-ui.css", "swagger-ui.css"],
  ["LICENSE", "swagger-ui.LICENSE.txt"],
  ["NOTICE", "swagger-ui.NOTICE.txt"],
]) {
  await copyFile(join(modules, "swagger-ui-dist", from), join(out, to));
}
await rm(vendor, { recursive: true, force: true });
await rename(out, vendor);
