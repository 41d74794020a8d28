/** One label in punycode, without the xn-- in front (RFC 3492, parameters of IDNA). */
export function punycode(label: readonly number[]): string {
  const basic = label.filter((code) => code < 0x80);
  let output = String.fromCodePoint(...basic) + (basic.length > 0 ? "-" : "");
  let handled = basic.length;
  let current = 0x80;
  let delta = 0;
  let bias = 72;
  while (handled < label.length) {
    const next = Math.min(...label.filter((code) => code >= current));
    delta += (next - current) * (handled + 1);
    current = next;
    for (const code of label) {
      if (code < current) delta++;
      if (code !== current) continue;
      output += variableLength(delta, bias);
      bias = adapt(delta, handled + 1, handled === basic.length);
      delta = 0;
      handled++;
    }
    delta++;
    current++;
  }
  return output;
}

function variableLength(delta: number, bias: number): string {
  let output = "";
  let rest = delta;
  for (let weight = 36; ; weight += 36) {
    const threshold = weight <= bias ? 1 : weight >= bias + 26 ? 26 : weight - bias;
    if (rest < threshold) return output + digit(rest);
    output += digit(threshold + (rest - threshold) % (36 - threshold));
    rest = Math.floor((rest - threshold) / (36 - threshold));
  }
}

function adapt(delta: number, points: number, first: boolean): number {
  let rest = Math.floor(delta / (first ? 700 : 2));
  rest += Math.floor(rest / points);
  let weight = 0;
  for (; rest > 455; weight += 36) rest = Math.floor(rest / 35);
  return weight + Math.floor(36 * rest / (rest + 38));
}

const digit = (value: number): string => String.fromCharCode(value < 26 ? 97 + value : 22 + value);
