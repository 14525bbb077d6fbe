import { lawAsksForNone } from '../domain/decisions/instruments.ts';
import { everyGeography, type Geography, geographies } from '../domain/geographies.ts';
import type { DeclaredInstrument, TransferDeclarations } from '../domain/transfers/terms.ts';

/** A country of each geography, for companies that are made up. */
const countries: Readonly<Record<Geography, string>> = {
  eu: 'DE',
  us: 'US',
  au: 'AU',
  apac: 'SG',
  uk: 'GB',
  br: 'BR',
  ca: 'CA',
  in: 'IN',
  jp: 'JP',
};

const instrument = (from: Geography, to: Geography): DeclaredInstrument => {
  const facts = { id: `${from}-to-${to}`, from, to, validFrom: '2020-01-01', validUntil: '2099-01-01' };
  return lawAsksForNone.includes(from)
    ? { ...facts, kind: 'not-required', because: 'The law there asks for no instrument.' }
    : { ...facts, kind: 'standard-contractual-clauses', module: 'processor-to-processor' };
};

/** A made-up vendor with a company in every geography and an instrument for every way: a demo has to show movements. */
export const localTransfers: Partial<TransferDeclarations> = {
  vendor: { name: 'Example Assistants GmbH', contact: 'privacy@example.com' },
  entities: Object.fromEntries(
    everyGeography.map((name) => [
      name,
      { name: `Example Assistants ${geographies[name].name}`, country: countries[name] },
    ]),
  ),
  instruments: everyGeography.flatMap((from) =>
    everyGeography.filter((to) => to !== from).map((to) => instrument(from, to)),
  ),
};
