import { byId, element } from "../page/dom.ts";
import { moment } from "../page/moments.ts";
import type { CaseContext } from "./context.ts";
import type { SharedNotice, TakedownRequest } from "./takedowns.ts";

/** Where the link of a request belongs, and what people found to have come after that. */
export function venueOf({ venue }: TakedownRequest, { texts, codes }: CaseContext): (string | HTMLElement)[][] {
  if (venue === null) return [];
  return [
    [texts("BelongsTo"), ` ${codes(`venue.${venue.kind}`)} `, linkTo(venue)],
    ...venue.successors.map((later) => [texts("SuccessorFound"), " ", linkTo(later)]),
  ];
}

/** Notices about whole channels, groups and sites, and what the case itself is the file of. */
export function drawVenues(context: CaseContext): void {
  const { shared, fileOf } = context.takedowns();
  byId("shared").hidden = shared.length === 0;
  byId("shared-list").replaceChildren(...shared.map((notice) => sharedLine(notice, context)));
  const { texts } = context;
  byId("file-of").hidden = fileOf === null;
  byId("file-of").replaceChildren(...(fileOf === null ? [] : [texts("FileOf"), " ", element("a", { class: "govuk-link", href: `/venues/${fileOf}` }, texts("FileOfLink"))]));
}

function sharedLine({ kind, url, route, platform, label, leftAt }: SharedNotice, { texts, codes }: CaseContext): HTMLElement {
  return element(
    "li",
    {},
    texts("SharedAbout", codes(`venue.${kind}`)),
    ...(url === null ? [] : [" ", element("span", { class: "cm-link-text", dir: "ltr" }, url)]),
    ` · ${codes(`route.${route}`)}: ${platform} · ${codes(`label.${label}`)}`,
    ...(leftAt === null ? [] : [" ", moment(leftAt)]),
  );
}

const linkTo = ({ venueId, url }: { readonly venueId: string; readonly url: string | null }): HTMLElement =>
  element("a", { class: "govuk-link cm-link-text", href: `/venues/${venueId}`, dir: "ltr" }, url ?? venueId);
