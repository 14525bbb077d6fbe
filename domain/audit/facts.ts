import { canonicalize } from '../canonical-form.ts';

/** Where one stands alone, a list of one means the same; and every list in a policy is a set. */
const setOf = (values: readonly unknown[]): unknown => {
  const sorted = [...new Map(values.map((value) => [canonicalize(value), value]))].sort(([a], [b]) =>
    a < b ? -1 : 1,
  );
  return sorted.length === 1 ? sorted[0]?.[1] : sorted.map(([, value]) => value);
};

const withoutOrder = (value: unknown): unknown => {
  if (Array.isArray(value)) return setOf(value.map(withoutOrder));
  if (typeof value !== 'object' || value === null) return String(value);
  return Object.fromEntries(Object.entries(value).map(([name, part]) => [name, withoutOrder(part)]));
};

/**
 * One written form for facts that mean the same: JSON without the order of its lists, one and a list of one
 * alike, numbers and switches as words. A text that is no JSON stands for itself.
 */
export const plainFact = (fact: string): string => {
  if (!fact.startsWith('{')) return fact;
  try {
    return canonicalize(withoutOrder(JSON.parse(fact)));
  } catch {
    return fact;
  }
};

/** A fact of several parts; absent parts are left out. */
export const factOf = (parts: object): string => JSON.stringify(parts);

type Document = { readonly Statement?: unknown };

/**
 * The statements of a policy, a fact each. Their ids are left out: services write their own.
 * @param policy the document, or its JSON
 * @throws SyntaxError when it is no JSON
 */
export const statementsOf = (policy: unknown): readonly string[] => {
  const document = (typeof policy === 'string' ? JSON.parse(policy) : policy) as Document;
  const statements = Array.isArray(document.Statement) ? document.Statement : [document.Statement];
  return statements.flatMap((statement: unknown) => {
    if (typeof statement !== 'object' || statement === null) return [];
    const { Sid: _id, ...rest } = statement as Record<string, unknown>;
    return [factOf(rest)];
  });
};
