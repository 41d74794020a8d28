const smallest = 4096;

/**
 * The length a frame is padded to: 4 KiB, above that Padmé, which costs at most 12 % and leaves
 * few sizes to tell apart (Nikitin et al., "Reducing Metadata Leakage from Encrypted Files", 2019).
 */
export function paddedLength(length: number): number {
  if (length <= smallest) return smallest;
  const exponent = Math.floor(Math.log2(length));
  const kept = Math.floor(Math.log2(exponent)) + 1;
  const step = 2 ** (exponent - kept);
  return Math.ceil(length / step) * step;
}
