// Bundles third-party browser code into ../static/vendor: run by `npm run build` when Fanout is installed.
import { build } from "esbuild";
import { copyFile, mkdir, rm } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const here = dirname(fileURLToPath(import.meta.url));
const out = join(here, "..", "static", "vendor");
const modules = join(here, "..", "node_modules");

await rm(out, { recursive: true, force: true });
await mkdir(out, { recursive: true });
const common = { entryPoints: [join(here, "vis.js")], bundle: true, minify: true, target: "es2022", legalComments: "none" };
await build({ ...common, format: "esm", outfile: join(out, "vis.js") });
await build({ ...common, entryPoints: [join(here, "..", "static", "js", "main.js")], format: "iife", outfile: join(out, "snapshot.js") });
for (const [from, to] of [
  ["vis-network/LICENSE-MIT", "vis-network.LICENSE.txt"],
  ["vis-data/LICENSE-MIT", "vis-data.LICENSE.txt"],
  ["swagger-ui-dist/swagger-ui-bundle.js", "swagger-ui-bundle.js"],
  ["swagger-ui-dist/swagger-ui.css", "swagger-ui.css"],
  ["swagger-ui-dist/LICENSE", "swagger-ui.LICENSE.txt"],
]) {
  await copyFile(join(modules, from), join(out, to));
}
