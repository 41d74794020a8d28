/** Tells the registrable host of a host: the public suffix and one label. Groups links, never a part of a key. */
export type RegistrableHost = (host: string) => string;

/** Reads the list of `public-suffixes.txt`: one rule a line, "*." for any label, "!" for an exception. */
export function registrableHosts(list: string): RegistrableHost {
  const rules = new Set(list.split("\n").filter((line) => line !== "" && !line.startsWith("//")));

  return (host) => {
    if (host.startsWith("[") || /^[0-9.]+$/.test(host)) return host;
    const labels = host.split(".");
    for (let at = 0; at < labels.length; at++) {
      const name = labels.slice(at).join(".");
      if (rules.has(`!${name}`)) return name;
      const parent = labels.slice(at + 1).join(".");
      if (rules.has(name) || (parent !== "" && rules.has(`*.${parent}`))) return labels.slice(Math.max(0, at - 1)).join(".");
    }
    return labels.slice(-2).join(".");
  };
}
