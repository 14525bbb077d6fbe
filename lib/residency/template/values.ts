/** A value of a template, as it was written. */
export type Json = null | boolean | number | string | readonly Json[] | Fields;
export type Fields = { readonly [name: string]: Json };

export const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

export const asFields = (value: unknown): Fields => (isFields(value) ? value : {});

export const isList = (value: unknown): value is readonly Json[] => Array.isArray(value);

export const asList = (value: unknown): readonly Json[] => (isList(value) ? value : []);

/** The function that a value calls, with its argument; undefined where it calls none. */
export const calledIn = (value: Json): { readonly name: string; readonly argument: Json } | undefined => {
  if (!isFields(value)) return undefined;
  const [entry, ...others] = Object.entries(value);
  if (entry === undefined || others.length > 0) return undefined;
  const [name, argument] = entry;
  return name === 'Ref' || name.startsWith('Fn::') ? { name, argument } : undefined;
};
