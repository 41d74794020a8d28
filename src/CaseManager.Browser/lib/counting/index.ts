export { countedOf, monthText, standing, wayOut } from "./counted.ts";
export type { Counted } from "./counted.ts";
