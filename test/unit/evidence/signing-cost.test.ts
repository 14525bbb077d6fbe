import { expect, test } from 'vitest';
import { evidenceKeys } from '../../../contract/tables/evidence.ts';
import { logKeys } from '../../../contract/tables/log.ts';
import { signing } from '../../../docs/scale-model.ts';
import type { PurgeRecord } from '../../../domain/evidence/purge-record.ts';
import { lotName } from '../../../domain/retention/lot.ts';
import { dayOf, days, startOfDay } from '../../../domain/time.ts';
import { toBeLogged } from '../../../lambdas/shared/repositories/signing-work.ts';
import { fieldsOf, storedItem } from '../../../lambdas/shared/repositories/stored-item.ts';
import { inMemoryStore } from '../../../lambdas/shared/store/in-memory/in-memory-store.ts';
import { itemBytes } from '../../../lambdas/shared/store/item-size.ts';
import { isNew } from '../../../lambdas/shared/store/store.ts';
import { aCell } from '../../support/cell.ts';
import { aPurgedCustomer } from '../../support/sharing-customer.ts';
import { aSigner } from '../../support/signing.ts';

const lots = 1_000;

/** A cell that was signed, then got purges like a real one, and what the signer's next run cost. */
const signManyLots = async () => {
  let units = { write: 0, read: 0 };
  const meter = (_: string, { read, write }: typeof units) => {
    units = { write: units.write + write, read: units.read + read };
  };
  const store = inMemoryStore({ meter });
  const cell = aCell('us', { store });
  const { epoch } = await aPurgedCustomer(cell);
  const signer = aSigner(cell);
  await signer.run();
  const sk = { kind: 'beginsWith', prefix: evidenceKeys.purgePrefix } as const;
  const { items } = await store.query({ table: 'evidence', pk: epoch, sk, consistency: 'strong' });
  const [pattern] = items.map((item) => fieldsOf<PurgeRecord>(item));
  if (pattern === undefined) throw new Error('nothing was purged');
  for (let lot = 1; lot <= lots; lot += 1) {
    const record = { ...pattern, day: dayOf(startOfDay(pattern.day) - days(lot)) };
    const key = evidenceKeys.purge(epoch, lotName(record));
    await store.write({ kind: 'put', table: 'evidence', item: storedItem(key, record), condition: isNew });
    await store.write(toBeLogged(epoch, record.deletedAt, key.sk));
  }
  units = { write: 0, read: 0 };
  const before = signer.key.signed.length;
  const run = await signer.run();
  return { store, run, units, signatures: signer.key.signed.length - before };
};

const bytesUnder = async ({ store }: Awaited<ReturnType<typeof signManyLots>>, size: number) => {
  const leaf = await store.get('evidence', logKeys.logEntry('us', 0, size - 1), 'strong');
  const of = leaf && fieldsOf<{ of: { pk: string; sk: string } }>(leaf).of;
  const document = of && (await store.get('evidence', of, 'strong'));
  return [leaf, document].map((item) => (item === undefined ? 0 : itemBytes(item)));
};

test('a thousand lots take one signature, and each what the page about scale reckons with', async () => {
  const signed = await signManyLots();
  const { run, units, signatures } = signed;
  const [leaf = 0, document = 0] = await bytesUnder(signed, run.size);
  console.info(
    `${lots} lots: ${signatures} signature, ${(units.write / lots).toFixed(2)} write and ` +
      `${(units.read / lots).toFixed(2)} read units a lot, ${leaf + document} bytes of evidence ` +
      `(${document} of them the certificate)`,
  );

  expect({ done: run.done, signatures }).toEqual({ done: lots, signatures: 1 });
  expect(units.write / lots).toBeCloseTo(signing.lot.write, 1);
  expect(units.read / lots).toBeCloseTo(signing.lot.read, 1);
  expect(leaf + document).toBeLessThanOrEqual(signing.lot.bytes);
});
