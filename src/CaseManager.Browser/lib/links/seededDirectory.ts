import seed from "./platform-hosts.json";
import { platformDirectory } from "./platformDirectory.ts";

/** The platforms the product is delivered with, for pages that have no list from the server. */
export const seededDirectory = platformDirectory(seed.hosts, seed.schemes);
