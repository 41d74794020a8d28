import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

const here = fileURLToPath(import.meta.url);

export default defineConfig({
  root: "../../",
  test: { include: ["tests/Browser.Tests/**/*.test.ts"], testTimeout: 20_000 },
  plugins: [
    {
      // The tests live outside this folder and would not find its packages.
      name: "packages-of-this-folder",
      enforce: "pre",
      resolveId(id, importer) {
        const bare = /^(@|[a-z])/.test(id) && !id.startsWith("vitest");
        return bare && importer?.includes("/tests/Browser.Tests/") ? this.resolve(id, here, { skipSelf: true }) : null;
      },
    },
  ],
});
