import { defineConfig } from "vitest/config";

export default defineConfig({
  root: "../../",
  test: { include: ["tests/Browser.Tests/**/*.test.ts"], testTimeout: 20_000 },
});
