import { Annotations } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { describeGeography, type Geography } from '../domain/geographies.ts';
import { dayOf, type Instant, startOfDay } from '../domain/time.ts';
import { endingSoon, type TransferDeclarations, termsFor } from '../domain/transfers/terms.ts';

/** What a vendor should know of the instruments of a cell: at most one note, and a warning for each that ends. */
export type TransferNotes = { readonly note?: string; readonly warnings: readonly string[] };

/** What is to be told when a cell is synthesized at an instant. */
export const transferNotes = (
  declared: TransferDeclarations,
  geography: Geography,
  at: Instant,
): TransferNotes => {
  const terms = termsFor(declared, geography);
  const live = terms.instruments.filter(({ validUntil }) => at < startOfDay(validUntil));
  const warnings = endingSoon(terms, at).map(
    ({ id, to, validUntil }) =>
      `The instrument '${id}' to ${to} ends on ${validUntil}, and no other follows it: from then on nothing may go there.`,
  );
  if (live.length > 0) return { warnings };
  const note = `Nothing may leave ${describeGeography(geography)}: on ${dayOf(at)} no instrument in \`transfers\` leads out of it.`;
  return { note, warnings };
};

/** Tells of them beside the messages of the synthesis. Templates are the same on every day. */
export const noteTransfers = (
  scope: Construct,
  declared: TransferDeclarations,
  geography: Geography,
): void => {
  const { note, warnings } = transferNotes(declared, geography, Date.now());
  if (note !== undefined) Annotations.of(scope).addInfoV2('domicile:nothing-leaves', note);
  for (const [index, warning] of warnings.entries())
    Annotations.of(scope).addWarningV2(`domicile:instrument-ends-${index}`, warning);
};
