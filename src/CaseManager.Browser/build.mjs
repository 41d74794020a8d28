// Builds everything the pages load into the web project's wwwroot/built.
import { copyFile, cp, mkdir, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { compileStyle } from "./styles.mjs";

const here = dirname(fileURLToPath(import.meta.url));
const built = join(here, "../CaseManager.Web/wwwroot/built");

const forBrowsers = {
  bundle: true, minify: true, format: "esm", target: "es2022", charset: "utf8", legalComments: "none", logLevel: "warning",
};

await rm(built, { recursive: true, force: true });
await mkdir(join(built, "images"), { recursive: true });

await build({
  // The way out stands alone: it must work whatever becomes of the rest.
  entryPoints: {
    public: join(here, "public/main.ts"), "public.exit": join(here, "public/exit.ts"), staff: join(here, "staff/main.ts"),
    // Loaded only when somebody makes a proof pack.
    "staff.proof": join(here, "staff/cases/proof/bundle.ts"),
  },
  outdir: built,
  ...forBrowsers,
});

// What shows a document: alone in its frame, with everything it may load in one folder.
const pdf = join(built, "pdf");
await build({
  entryPoints: { frame: join(here, "viewer/main.ts") },
  outdir: pdf,
  ...forBrowsers,
});
await copyFile(join(here, "viewer/frame.css"), join(pdf, "frame.css"));
const pdfjs = join(here, "node_modules/pdfjs-dist");
for (const folder of ["cmaps", "standard_fonts"]) await cp(join(pdfjs, folder), join(pdf, folder), { recursive: true });
// No page allows WebAssembly: the decoders in plain script stand in.
await mkdir(join(pdf, "decoders"));
for (const decoder of ["jbig2_nowasm_fallback.js", "openjpeg_nowasm_fallback.js"]) await copyFile(join(pdfjs, "wasm", decoder), join(pdf, "decoders", decoder));

// The same sealing code for Node, which makes the practice organisation with it.
await build({
  entryPoints: { genesis: join(here, "practice/genesis.ts"), samples: join(here, "practice/samples.ts") },
  outdir: join(here, "../CaseManager.Local/built"),
  outExtension: { ".js": ".mjs" },
  bundle: true,
  platform: "node",
  format: "esm",
  target: "node20",
  charset: "utf8",
  legalComments: "none",
  logLevel: "warning",
});

for (const name of ["public", "staff"]) {
  const { ltr, rtl } = compileStyle(name);
  await writeFile(join(built, `${name}.css`), ltr);
  await writeFile(join(built, `${name}.rtl.css`), rtl);
  await copyImages(ltr);
}

// Only the few that a style sheet names; the packages hold crowns and crests too.
async function copyImages(css) {
  for (const [, image] of css.matchAll(/url\(\/built\/images\/([\w-]+\.svg)\)/g)) {
    await copyFile(join(here, "node_modules/@ministryofjustice/frontend/moj/assets/images", image), join(built, "images", image));
  }
}
