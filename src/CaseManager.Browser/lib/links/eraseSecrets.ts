import { holdsSecret, limits, telegramHosts, webHost } from "./linkTable.ts";
import { readLink } from "./readLink.ts";

/** What stands where a login code or a phone hash stood. */
export const erased = "…";

const starts = ["http:", "https:", "tg:", "www.", "login.", "confirmphone.", webHost, ...telegramHosts];
const ends = "<>\"|`";

/** A text without the links in it that hold a login code or a phone hash; everything else stays as it was typed. */
export function eraseSecrets(text: string): string {
  let kept = "";
  for (let at = 0; at < text.length;) {
    const end = startsLink(text, at) ? endOfLink(text, at) : at;
    const link = end === at ? null : readLink(text.slice(at, end), false);
    if (link !== null && "reason" in link && holdsSecret(link.reason)) {
      kept += erased;
      at = end;
    } else kept += text.charAt(at++);
  }
  return kept;
}

function startsLink(text: string, at: number): boolean {
  if (at > 0 && /[A-Za-z0-9-]/.test(text.charAt(at - 1))) return false;
  return starts.some((start) => text.slice(at, at + start.length).toLowerCase() === start);
}

/** Such links are written in ASCII; what follows in another script is a sentence that goes on. */
function endOfLink(text: string, start: number): number {
  let at = start;
  while (at < text.length && at - start < limits.secret) {
    const code = text.charCodeAt(at);
    if (code <= 0x20 || code > 0x7e || ends.includes(text.charAt(at))) break;
    at++;
  }
  return at;
}
