import type { Caseworker } from "../../lib/casework/caseworker.ts";
import type { Session } from "./session.ts";

/** The person signed in, as somebody who opens cases. */
export const caseworkerOf = ({ me, keys, epochs, roster }: Session): Caseworker => ({ staffId: me.id, keys, epochs, roster });
