import type { Fields } from './values.ts';

/** A resource that a name comes from: its logical id and type, and the resources that it stands among. */
export type Maker = { readonly id: string; readonly type: string; readonly among: Fields };

/**
 * A text as far as a template tells it. `literal` stands there; `own` is a name that CloudFormation gives to
 * something of the same stack, and so of the same region and account, or to the deployment itself, where it has no
 * maker; `unknown` is told elsewhere.
 */
export type TextPart =
  | { readonly kind: 'literal'; readonly text: string }
  | { readonly kind: 'own'; readonly name: string; readonly maker?: Maker }
  | { readonly kind: 'unknown'; readonly because: string };

export type Text = readonly TextPart[];

/** Stands for what is not known, in what is shown and in what patterns look at. */
export const gap = '\uFFFD';

export const literal = (text: string): Text => [{ kind: 'literal', text }];
export const own = (name: string, maker?: Maker): Text => [
  { kind: 'own', name, ...(maker !== undefined && { maker }) },
];
export const unknownText = (because: string): Text => [{ kind: 'unknown', because }];

/** The text with `${name}` for what the stack makes itself, and a gap for what is not known. */
export const shown = (text: Text): string =>
  text
    .map((part) => {
      if (part.kind === 'literal') return part.text;
      return part.kind === 'own' ? `\${${part.name}}` : gap;
    })
    .join('');

/** The text itself, where nothing of it is left to the deployment. */
export const literally = (text: Text): string | undefined =>
  text.every(({ kind }) => kind === 'literal') ? shown(text) : undefined;

/** Why a text is not known, one sentence for all of its gaps; undefined where it has none. */
export const whyUnknown = (text: Text): string | undefined => {
  const reasons = text.flatMap((part) => (part.kind === 'unknown' ? [part.because] : []));
  return reasons.length === 0 ? undefined : [...new Set(reasons)].join('; ');
};

/** Whether a text is nothing but a name from the same stack, or of the deployment. */
export const isOwn = (text: Text): boolean => text.length === 1 && text[0]?.kind === 'own';

/** The resource of the same stack whose name a text is, and nothing else; undefined where it is none. */
export const makerOf = (text: Text): Maker | undefined => {
  const [part, ...others] = text;
  return part?.kind === 'own' && others.length === 0 ? part.maker : undefined;
};
