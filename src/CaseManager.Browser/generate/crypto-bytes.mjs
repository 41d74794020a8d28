// Bytes of the survivor's script after brotli: all of it, what is there for sealing, opening and verifying, and the age library alone.
import { fileURLToPath } from "node:url";
import { brotliCompressSync, constants } from "node:zlib";
import { build } from "esbuild";

const here = fileURLToPath(new URL("..", import.meta.url));
const bytesOf = async (options) => {
  const { outputFiles } = await build({ bundle: true, minify: true, format: "esm", target: "es2022", charset: "utf8", legalComments: "none", write: false, ...options });
  return brotliCompressSync(outputFiles[0].contents, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } }).length;
};
const bytesOfExports = (...modules) =>
  bytesOf({ stdin: { contents: modules.map((module) => `export * from "${module}";`).join("\n"), resolveDir: here } });

console.log(
  JSON.stringify({
    all: await bytesOf({ entryPoints: [`${here}public/main.ts`] }),
    crypto: await bytesOfExports("./lib/reporting/index.ts", "./lib/sealing/index.ts", "./lib/roster/index.ts"),
    age: await bytesOfExports("age-encryption"),
  }),
);
