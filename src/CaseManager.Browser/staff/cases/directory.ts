import { NoAnswer } from "../../lib/casework/caseAnswer.ts";
import type { PlatformDirectory } from "../../lib/links/index.ts";
import { platformDirectory } from "../../lib/links/platformDirectory.ts";
import { count, flag, list, object, orNull, text } from "../../lib/sealing/shape.ts";
import type { ShapeOf } from "../../lib/sealing/shape.ts";
import { call } from "../page/api.ts";

const regime = object({
  id: text(64), name: text(500), jurisdiction: text(100), isDraft: flag, needsAuthority: flag, exposing: flag, secondPerson: flag, strict: flag, asksForOwnWork: flag,
  clockValue: orNull(count(100_000)), clockUnit: orNull(text(20)), languages: list(text(20), 50),
});
const shape = object({
  platforms: list(object({ id: text(64), name: text(500), hosts: list(text(300), 200), schemes: list(text(40), 20), languages: list(text(40), 100) }), 1000),
  regimes: list(regime, 200),
  routes: list(object({ platform: text(64), regime: text(64), routes: list(text(20), 10) }), 20_000),
});

export type DirectoryRegime = ShapeOf<typeof regime>;

/** The platforms and laws that count today. */
export interface CaseDirectory {
  readonly links: PlatformDirectory;
  readonly regimes: readonly DirectoryRegime[];
  readonly nameOf: (platform: string) => string;
  /** Languages the record of a platform asks for. */
  readonly languagesOf: (platform: string) => readonly string[];
  /** Ways to a platform under a law, forms first; none where there is none. */
  readonly routesOf: (platform: string, regime: string) => readonly string[];
}

/** Asks the server for the directory. Throws ApiProblem, NoAnswer. */
export async function fetchDirectory(): Promise<CaseDirectory> {
  const answer = await call("GET", "/api/staff/directory");
  if (!shape(answer)) throw new NoAnswer();
  const platforms = new Map(answer.platforms.map((platform) => [platform.id, platform]));
  const routes = new Map(answer.routes.map((one) => [`${one.platform} ${one.regime}`, one.routes]));
  return {
    links: platformDirectory(
      Object.fromEntries(answer.platforms.map(({ id, hosts }) => [id, hosts])),
      Object.fromEntries(answer.platforms.flatMap(({ id, schemes }) => schemes.map((scheme) => [scheme, id]))),
    ),
    regimes: answer.regimes,
    nameOf: (platform) => platforms.get(platform)?.name ?? platform,
    languagesOf: (platform) => platforms.get(platform)?.languages ?? [],
    routesOf: (platform, id) => routes.get(`${platform} ${id}`) ?? [],
  };
}
