import type { Body } from "../sealing/index.ts";
import type { Entry } from "./entry.ts";
import { entriesOf } from "./entry.ts";

/** Whether she was shown an answer: the same words of the same moment, under the key she reads with. */
export const wasShown = (entries: readonly Entry[], { receivedAt, text }: Body<"answer">): boolean =>
  entriesOf(entries, "shown-answer").some(({ body }) => body.receivedAt === receivedAt && body.text === text);
