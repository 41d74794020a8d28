// Usage: node figures.mjs FILE. Bundles what is measured in a browser into one script that sets `figures`.
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

await build({
  entryPoints: [fileURLToPath(new URL("../../../tests/Benchmarks/Browser/figures.ts", import.meta.url))],
  outfile: process.argv[2],
  bundle: true,
  minify: true,
  format: "iife",
  globalName: "figures",
  target: "es2022",
  nodePaths: [fileURLToPath(new URL("../node_modules", import.meta.url))],
});
