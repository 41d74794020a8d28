/** From here on people are told, milliseconds. */
export const noticeable = 10 * 60_000;

/** From here on nothing is done by itself because of a date, milliseconds. */
export const doubtful = 24 * 3_600_000;

let measured: number | null = null;

/** How far this device's clock was from the server's when the page was loaded, milliseconds. Neither of the two is believed. */
export function clockSkew(): number {
  const told = document.querySelector<HTMLMetaElement>('meta[name="now"]')?.content;
  measured ??= told === undefined ? 0 : Math.abs(Date.now() - Date.parse(told));
  return measured;
}
