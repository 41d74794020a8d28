import { currentEpoch, currentMembers, officers, sealEpochKey } from "../../lib/roster/index.ts";
import { base64url } from "../../lib/sealing/bytes.ts";
import { ApiProblem } from "../page/api.ts";
import { byId } from "../page/dom.ts";
import { textsOf } from "../page/texts.ts";
import { clockSkew } from "../session/clock.ts";
import type { Session } from "../session/session.ts";
import { currentSession } from "../session/session.ts";
import { postEntries } from "./extendRoster.ts";
import { epochIsOver, turnEpoch } from "./newEpoch.ts";
import type { TurningProgress } from "./turnCases.ts";
import { fetchTurning, turnCases } from "./turnCases.ts";

/**
 * Turns what is due, by itself, in the browser of an officer: the team's key after 30 days, and the cases after it.
 * Anybody else's browser turns the restricted cases that only she and those beside her can open.
 * @throws ApiProblem
 */
export async function startTurning(session: Session): Promise<TurningProgress | null> {
  const isOfficer = officers(session.roster).some((officer) => officer.user === session.me.id);
  const current = isOfficer && epochIsOver(session, new Date(), clockSkew()) ? await withNewEpoch(session) : session;
  if (current === null) return null;
  if (isOfficer) await giveTeamKey(current);
  const progress = await turnCases(current, !isOfficer, draw);
  if (progress.total > 0) finish(progress);
  return progress;
}

/** Brings along what no team key here opens, with the identity that two holders opened. */
export async function turnWithRecovery(session: Session, recovery: string): Promise<TurningProgress> {
  byId("turning-done").hidden = true;
  byId("turning-going").hidden = false;
  const progress = await turnCases(session, false, draw, recovery);
  finish(progress);
  return progress;
}

/** Seals the newest team key to members whose roles open reports only since they were admitted. */
async function giveTeamKey(session: Session): Promise<void> {
  const { roster, keys, epochs } = session;
  const epoch = currentEpoch(roster);
  const key = epoch === null ? undefined : epochs.get(epoch.number);
  const { withoutKey } = await fetchTurning(false);
  const members = currentMembers(roster).filter(({ user }) => withoutKey.includes(user));
  if (epoch === null || key === undefined || members.length === 0) return;
  const grant = { instance: roster.instance, epoch: epoch.number, seed: key.seed, at: new Date().toISOString() };
  const epochWraps = await Promise.all(
    members.map(async (member) => ({ epoch: epoch.number, staffId: member.user, file: base64url(await sealEpochKey(grant, member, keys)) })),
  );
  await postEntries([], { epochWraps, intake: null });
}

async function withNewEpoch(session: Session): Promise<Session | null> {
  try {
    await turnEpoch(session, (await fetchTurning(false)).openers, new Date());
  } catch (problem) {
    // Another officer turned it at the same moment: then the cases are turned to that key.
    if (!(problem instanceof ApiProblem && /^roster-(sequence|previous)$/.test(problem.code))) throw problem;
  }
  return currentSession();
}

function draw({ done, total, rekeys }: TurningProgress): void {
  const texts = textsOf("turning-texts");
  byId("turning").hidden = false;
  byId("turning-lead").textContent = texts(rekeys ? "Leaving" : "Routine");
  const bar = byId<HTMLProgressElement>("turning-bar");
  bar.max = total;
  bar.value = done;
  byId("turning-state").textContent = texts("State", done, total);
}

function finish({ done, total, closed }: TurningProgress): void {
  const texts = textsOf("turning-texts");
  byId("turning-done").textContent = closed.length === 0 ? texts("Done", done) : texts("SomeClosed", total - closed.length, closed.length);
  byId("turning-done").hidden = false;
  byId("turning-going").hidden = true;
}
