/** What each name leads to. */
export type Ways = ReadonlyMap<string, ReadonlySet<string>>;

/** What is left when whatever leads nowhere, or only to what was taken away, is taken away. */
const withoutEnds = (ways: Ways): Ways => {
  const from = new Map([...ways.keys()].map((name) => [name, [] as string[]]));
  const open = new Map([...ways.keys()].map((name) => [name, 0]));
  for (const [name, others] of ways) {
    for (const other of others) {
      if (!ways.has(other)) continue;
      from.get(other)?.push(name);
      open.set(name, (open.get(name) ?? 0) + 1);
    }
  }
  const ends = [...open].filter(([, count]) => count === 0).map(([name]) => name);
  // The list grows while it is read.
  for (const end of ends) {
    open.delete(end);
    for (const name of from.get(end) ?? []) {
      const left = (open.get(name) ?? 0) - 1;
      open.set(name, left);
      if (left === 0) ends.push(name);
    }
  }
  return new Map([...ways].filter(([name]) => open.has(name)));
};

const turned = (ways: Ways): Ways => {
  const back = new Map([...ways.keys()].map((name) => [name, new Set<string>()]));
  for (const [name, others] of ways) for (const other of others) back.get(other)?.add(name);
  return back;
};

/** The names that are in a circle, or on a way from one circle to another. Takes as long as there are ways. */
export const inCircles = (ways: Ways): readonly string[] => [
  ...withoutEnds(turned(withoutEnds(ways))).keys(),
];
