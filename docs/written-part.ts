/** The lines between which a page is written from the code. */
const marks = (name: string) =>
  [`<!-- ${name}: written by npm run docs -->`, `<!-- end of ${name} -->`] as const;

/**
 * A page with a part of it written anew.
 * @throws RangeError where the page does not have both marks, in order
 */
export const withPart = (page: string, name: string, text: string): string => {
  const [begin, end] = marks(name);
  const from = page.indexOf(begin);
  const to = page.indexOf(end);
  if (from < 0 || to < from) throw new RangeError(`The page has no part between “${begin}” and “${end}”.`);
  return `${page.slice(0, from + begin.length)}\n\n${text}\n\n${page.slice(to)}`;
};
