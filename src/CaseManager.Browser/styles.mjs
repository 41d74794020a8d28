// Style sheets: sass for left-to-right, rtlcss for the right-to-left twin, since govuk-frontend has no logical properties.
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import rtlcss from "rtlcss";
import * as sass from "sass";

const here = dirname(fileURLToPath(import.meta.url));

/** Compiles styles/<name>.scss; throws on an error, so that no error text can end up in a style sheet. */
export function compileStyle(name) {
  const { css } = sass.compile(join(here, "styles", `${name}.scss`), {
    // MoJ imports "node_modules/govuk-frontend/…" literally, others the package name.
    loadPaths: [here, join(here, "node_modules")],
    style: "compressed",
    quietDeps: true,
    // Packages warn with @warn, which quietDeps does not silence and the build would take for its own.
    logger: sass.Logger.silent,
  });
  return { ltr: css, rtl: rtlcss.process(css) };
}
