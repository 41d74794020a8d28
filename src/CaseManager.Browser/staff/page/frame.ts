import { clockSkew, noticeable } from "../session/clock.ts";
import { recall } from "../session/device.ts";
import { lockNow, lockWhenIdle, tellLocked } from "../session/idle.ts";
import { whoAmI } from "../session/me.ts";
import { forgetSeed, touch } from "../session/unlocked.ts";
import { textsOf } from "./texts.ts";

/** What every staff page has: the state of the keys, "lock now", locking when idle, and a sign-out that clears. */
export async function startFrame(): Promise<void> {
  clearAtSignOut();
  tellClock();
  const state = document.getElementById("lock-state");
  if (state === null) return;
  const texts = textsOf("frame-texts");
  const button = document.getElementById("lock-now") as HTMLButtonElement;
  const open = (await recall("seed")) !== undefined && (await touch());
  // Before anybody can read that they are open: who then leaves at once is idle from that moment.
  if (open) lockWhenIdle((await whoAmI()).idleMinutes);
  state.textContent = texts(open ? "Unlocked" : "Locked");
  state.dataset["state"] = open ? "unlocked" : "locked";
  button.hidden = !open;
  button.addEventListener("click", () => void lockNow());
}

/** What people sign carries their device's time; a clock that is wrong is set right by its owner. */
function tellClock(): void {
  const box = document.getElementById("clock-wrong");
  if (box === null || clockSkew() < noticeable) return;
  const minutes = Math.round(clockSkew() / 60_000);
  const [value, unit] = minutes < 120 ? [minutes, "minute"] : minutes < 2880 ? [Math.round(minutes / 60), "hour"] : [Math.round(minutes / 1440), "day"];
  const by = new Intl.NumberFormat(document.documentElement.lang, { style: "unit", unit, unitDisplay: "long" }).format(value);
  box.textContent = textsOf("frame-texts")("ClockWrong", by);
  box.hidden = false;
}

function clearAtSignOut(): void {
  const form = document.getElementById("sign-out") as HTMLFormElement | null;
  form?.addEventListener("submit", (event) => {
    event.preventDefault();
    // Signing out must work even where the browser's store or the server does not answer.
    const signOut = (): void => {
      tellLocked();
      form.submit();
    };
    forgetSeed().then(signOut, signOut);
  });
}
