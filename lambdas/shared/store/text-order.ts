/** Moves surrogates above all other UTF-16 units, where UTF-8 has the characters that they stand for. */
const rank = (unit: number): number => {
  if (unit >= 0xe000) return unit - 0x800;
  return unit >= 0xd800 ? unit + 0x2000 : unit;
};

/**
 * Compares texts by their bytes in UTF-8, as DynamoDB does; JavaScript's own order differs beyond the basic plane.
 * Negative when a comes first, 0 when they are the same.
 */
export const compareText = (a: string, b: string): number => {
  const shared = Math.min(a.length, b.length);
  for (let at = 0; at < shared; at += 1) {
    const difference = rank(a.charCodeAt(at)) - rank(b.charCodeAt(at));
    if (difference !== 0) return difference;
  }
  return a.length - b.length;
};
