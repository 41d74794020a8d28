import { toKeysPage } from "./session.ts";
import { forgetSeed, touch } from "./unlocked.ts";

type Message = "active" | "locked";

const askEvery = 60_000;
const checkEvery = 5_000;
const longestSave = 5_000;
const savers: (() => Promise<void>)[] = [];
const tabs = new BroadcastChannel("casemanager-keys");

/** Runs before keys lock: seals what is typed and not yet saved. Gets five seconds. */
export const beforeLock = (save: () => Promise<void>): void => void savers.push(save);

/** Tells the other tabs that keys are locked. */
export const tellLocked = (): void => tabs.postMessage("locked" satisfies Message);

/** Locks now, in every tab. */
export async function lockNow(): Promise<void> {
  const saved = Promise.allSettled(savers.map((save) => save()));
  await Promise.race([saved, new Promise((resolve) => setTimeout(resolve, longestSave))]);
  try {
    await forgetSeed();
  } finally {
    tellLocked();
    void toKeysPage();
  }
}

/** Locks when no tab was used for that long. Moving between pages is use, and never locks. */
export function lockWhenIdle(minutes: number): void {
  let usedAt = Date.now();
  let toldAt = Date.now();
  const used = (): void => {
    usedAt = Date.now();
    if (usedAt - toldAt < askEvery) return;
    toldAt = usedAt;
    tabs.postMessage("active" satisfies Message);
    // The server's half lives as long as ours; where it is gone, nothing can be opened any more.
    void touch().then((open) => (open ? undefined : lockNow()), () => undefined);
  };
  for (const event of ["pointerdown", "keydown", "input", "scroll"]) {
    addEventListener(event, used, { passive: true, capture: true });
  }
  tabs.addEventListener("message", ({ data }: MessageEvent<Message>) => {
    if (data === "active") usedAt = toldAt = Date.now();
    if (data === "locked") void toKeysPage();
  });
  // A timer that slept with the machine fires late, so the time itself is looked at.
  setInterval(() => {
    if (Date.now() - usedAt >= minutes * 60_000) void lockNow();
  }, checkEvery);
}
