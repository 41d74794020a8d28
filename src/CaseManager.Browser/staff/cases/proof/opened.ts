import { entriesOf } from "../../../lib/casework/entry.ts";
import { wasShown } from "../../../lib/casework/shownAnswers.ts";
import type { Opened } from "../../../lib/proof/document.ts";
import { signingKeyIn } from "../../../lib/roster/index.ts";
import type { CaseContext } from "../context.ts";

/** Ids of answers whose words she has not been shown. */
export function unshownAnswers({ file }: CaseContext): ReadonlySet<string> {
  const { entries } = file.current().open;
  return new Set(entriesOf(entries, "answer").filter(({ body }) => !wasShown(entries, body)).map(({ objectId }) => objectId));
}

/** What this browser opened of a case and a pack may hold: texts of notices, and answers. Nothing else is asked for, so nothing else can get in. */
export function openedFor(context: CaseContext): Opened {
  const { open, answer } = context.file.current();
  const hidden = unshownAnswers(context);
  const copies = new Map(entriesOf(open.entries, "release-copy").map(({ objectId, body }) => [objectId, body.text]));
  const answers = new Map(entriesOf(open.entries, "answer").map(({ objectId, body }) => [objectId, body.text]));
  const hashes = new Map(answer.objects.map(({ objectId, hash }) => [objectId, hash]));
  return {
    noticeText: (objectId) => copies.get(objectId) ?? null,
    answer(objectId) {
      const text = answers.get(objectId);
      return text === undefined ? null : { text, isShown: !hidden.has(objectId), hash: hashes.get(objectId)! };
    },
    signingKey: signingKeyIn(context.file.me.roster),
  };
}
