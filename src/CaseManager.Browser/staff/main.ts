import { startAuditPage } from "./audit/auditPage.ts";
import { startCasePage } from "./cases/casePage.ts";
import { startImportPage } from "./cases/importing/importPage.ts";
import { startNewCasePage } from "./cases/newCasePage.ts";
import { startQueuePage } from "./cases/queuePage.ts";
import { startKeysPage } from "./keys/keysPage.ts";
import { startMailPage } from "./mail/mailPage.ts";
import { byId } from "./page/dom.ts";
import { startFrame } from "./page/frame.ts";
import { showOwnTimes } from "./page/moments.ts";
import { offerToShowSecrets } from "./page/showSecret.ts";
import { startPeoplePage } from "./people/peoplePage.ts";
import { startRosterPage } from "./people/rosterPage.ts";
import { startSignInPage } from "./session/signInPage.ts";
import { startHoldersPage } from "./setup/holdersPage.ts";
import { startSetupPage } from "./setup/setupPage.ts";
import { startBuildingPage } from "./statistics/buildingPage.ts";

// The components' styles for a browser with scripts apply only where the script has really started.
document.body.classList.add("js-enabled", "govuk-frontend-supported");

/** The script of each page, by the page's name. */
const pages: Readonly<Record<string, () => Promise<void>>> = {
  audit: startAuditPage,
  building: startBuildingPage,
  case: startCasePage,
  cases: startQueuePage,
  holders: startHoldersPage,
  import: startImportPage,
  keys: startKeysPage,
  mail: startMailPage,
  "new-case": startNewCasePage,
  people: startPeoplePage,
  roster: startRosterPage,
  setup: startSetupPage,
  "sign-in": startSignInPage,
  statistics: startBuildingPage,
};

showOwnTimes();
offerToShowSecrets();
const signedIn = document.querySelector('meta[name="antiforgery"]') !== null;
if (signedIn && globalThis.crypto?.subtle === undefined) {
  byId("no-lock").hidden = false;
} else {
  if (signedIn) await startFrame();
  await pages[document.body.dataset["page"] ?? ""]?.();
}
