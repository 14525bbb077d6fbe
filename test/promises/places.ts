/** Where a test shows something, from what says most about a cell on AWS to what says least. */
export const everyPlace = ['AWS', 'embedded cloud', 'policy simulation', 'template', 'in memory'] as const;
export type Place = (typeof everyPlace)[number];

/** The folder that a test lies in says where it runs. The first that fits counts. */
const placeOfFolder: readonly (readonly [string, Place])[] = [
  ['test/aws/', 'AWS'],
  ['test/embedded/', 'embedded cloud'],
  ['test/store/embedded-', 'embedded cloud'],
  ['test/policies/', 'policy simulation'],
  ['test/infrastructure/', 'template'],
  ['test/races/', 'in memory'],
  ['test/simulation/', 'in memory'],
  ['test/store/', 'in memory'],
  ['test/unit/', 'in memory'],
];

/** Where a test file runs, by its path from the root; undefined for a folder that nobody has placed. */
export const placeOf = (path: string): Place | undefined =>
  placeOfFolder.find(([folder]) => path.startsWith(folder))?.[1];
