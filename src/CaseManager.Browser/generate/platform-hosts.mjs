/** What the browser needs of the seeded directory to name a link's platform. */
export function platformHosts(directory) {
  const hosts = {};
  const schemes = {};
  for (const platform of directory.platforms) {
    if (platform.host_patterns.length > 0) hosts[platform.id] = platform.host_patterns;
    for (const scheme of platform.schemes ?? []) schemes[scheme] = platform.id;
  }
  return { hosts, schemes };
}
