import suffixes from "../../../CaseManager.Core/Platforms/Links/country-suffixes.json";

/** Names the platform of a host or scheme: the directory's id, or null. */
export interface PlatformDirectory {
  ofHost(host: string): string | null;
  ofScheme(scheme: string): string | null;
}

/** `*.name` is any host under a name, `name.*` that name under any public suffix, all else one host. The most exact pattern wins. */
export function platformDirectory(
  hosts: Readonly<Record<string, readonly string[]>>,
  schemes: Readonly<Record<string, string>>,
): PlatformDirectory {
  const exact = new Map<string, string>();
  const under = new Map<string, string>();
  const anySuffix = new Map<string, string>();
  for (const [platform, patterns] of Object.entries(hosts)) {
    for (const pattern of patterns) {
      const [map, name] = pattern.startsWith("*.") ? [under, pattern.slice(2)]
        : pattern.endsWith(".*") ? [anySuffix, pattern.slice(0, -2)] : [exact, pattern];
      if (!map.has(name)) map.set(name, platform);
    }
  }
  const ofSchemes = new Map(Object.entries(schemes));

  return {
    ofScheme: (scheme) => ofSchemes.get(scheme) ?? null,
    ofHost(host) {
      const bare = host.startsWith("www.") ? host.slice(4) : host;
      const found = exact.get(bare);
      if (found !== undefined) return found;
      for (let dot = bare.indexOf("."); dot >= 0; dot = bare.indexOf(".", dot + 1)) {
        const parent = under.get(bare.slice(dot + 1));
        if (parent !== undefined) return parent;
      }
      for (let dot = bare.indexOf("."); dot >= 0; dot = bare.indexOf(".", dot + 1)) {
        const platform = anySuffix.get(bare.slice(0, dot));
        if (platform !== undefined && isSuffix(bare.slice(dot + 1))) return platform;
      }
      return null;
    },
  };
}

/** Any top-level domain, and the com.XX and co.XX of the countries that have them. */
function isSuffix(suffix: string): boolean {
  const [first = "", second, ...more] = suffix.split(".");
  if (second === undefined) return !/^[0-9]*$/.test(first);
  return more.length === 0 && ((first === "com" && suffixes.com.includes(second)) || (first === "co" && suffixes.co.includes(second)));
}
