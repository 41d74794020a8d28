import type { PassphraseCost } from "./unlock.ts";
import { leastCost, newSalt, unlockByPassphrase, usualCost } from "./unlock.ts";

const longestTrial = 5_000;

/** The usual cost of a passphrase, or the least where a trial run of it would take more than five seconds here. */
export async function affordableCost(now: () => number = () => performance.now()): Promise<PassphraseCost> {
  const start = now();
  const tooSlow = new Error("too slow");
  try {
    await unlockByPassphrase("a trial run", newSalt(), usualCost, () => {
      if (now() - start > longestTrial) throw tooSlow;
    });
    return usualCost;
  } catch (problem) {
    if (problem !== tooSlow) throw problem;
    return leastCost;
  }
}
