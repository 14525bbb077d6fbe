import { deflateRawSync, inflateRawSync } from 'node:zlib';
import { contentKeys } from '../../../contract/tables/content.ts';
import { commitmentTo, sha256Hex } from '../../../domain/canonical-form.ts';
import type { ToldPart } from '../../../domain/captures/call.ts';
import type { EpochId, UserId } from '../../../domain/identifiers.ts';
import type { DataClass } from '../../../domain/programs/data.ts';
import type { Lot } from '../../../domain/retention/lot.ts';
import { type Item, isNew, type Put, type Query, type Store, StoreUnavailable } from '../store/store.ts';
import { readWithMoved, stoodStill } from './moved-lots.ts';
import { fieldsOf, storedItem } from './stored-item.ts';

/** What was captured, as the assistant sent it. */
export type CapturedRecord = ToldPart & {
  readonly dataClass: DataClass;
  readonly body: string;
  /** Parts that bring an origin of their own: what it is, from where and when (SC-18, SC-25). */
  readonly parts?: readonly ToldPart[] | undefined;
  /** Who uploaded what it was retrieved from. */
  readonly uploader?: UserId | undefined;
  /** Users whom it concerns: who asked, who is named. */
  readonly people?: readonly UserId[] | undefined;
};

/** Whether an item of the content table concerns a person: its uploader, or one of its people. */
export const concerns = ({ uploader, people }: Item, person: UserId): boolean =>
  uploader === person || (Array.isArray(people) && people.includes(person));

/** Records of before sources were told have none, and are read back as they are: nobody knows it any more. */
type Untold<Part extends ToldPart> = Omit<Part, 'source'> & Partial<Pick<Part, 'source'>>;

type StoredRecord = Omit<Untold<CapturedRecord>, 'body' | 'parts'> & {
  readonly parts?: readonly Untold<ToldPart>[] | undefined;
  readonly capturedAt: string;
  /** Salted with the lot's salt, so that it says nothing once the salt is gone. */
  readonly digest: string;
  readonly body: Uint8Array;
};

/** Where a call's records go. */
export type RecordPlace = { readonly epoch: EpochId; readonly lot: string; readonly callId: string };

/** The salted digest of a record, by which a repeated call is told from another one. */
export const recordDigest = (record: CapturedRecord, salt: string): string => commitmentTo(record, salt);

/** Writes one record of a call, on condition that the call did not write it before. */
export const recordAction = (
  place: RecordPlace,
  index: number,
  record: CapturedRecord,
  captured: { readonly at: string; readonly digest: string },
): Put => ({
  kind: 'put',
  table: 'content',
  item: storedItem(contentKeys.record(place.epoch, place.lot, place.callId, index), {
    ...record,
    capturedAt: captured.at,
    digest: captured.digest,
    body: deflateRawSync(record.body),
  } satisfies StoredRecord),
  condition: isNew,
});

/** What a call stored before, and where that could be. */
export type StoredCall = {
  /** In the order of its records. */
  readonly digests: readonly string[];
  /** The lot of the call first, then those that were moved out of it for holds. Empty where there is no lot yet. */
  readonly lots: readonly Lot[];
};

/**
 * What a call stored before, be it in its own lot or moved to those of holds. Lots count what leaves them: it is read
 * again until nothing was moved meanwhile.
 * @throws StoreUnavailable where records were moved all the time; the call may be repeated
 */
export const readStoredCall = async (store: Store, place: RecordPlace): Promise<StoredCall> => {
  for (let attempt = 0; attempt < 5; attempt += 1) {
    const lots = await readWithMoved(store, place.epoch, place.lot);
    const items = (await Promise.all(lots.map((lot) => itemsOfCall(store, place, lot)))).flat();
    if (!stoodStill(lots, await readWithMoved(store, place.epoch, place.lot))) continue;
    const inOrder = items.sort((one, other) => (one.sk < other.sk ? -1 : 1));
    return { digests: inOrder.map(digestIn), lots };
  }
  throw new StoreUnavailable('records of the lot are being moved; it may be tried again');
};

/** Large records fill several pages. */
const itemsOfCall = async (store: Store, place: RecordPlace, lot: Lot): Promise<readonly Item[]> => {
  const query: Query = {
    table: 'content',
    pk: contentKeys.partition(place.epoch, lot.name),
    sk: { kind: 'beginsWith', prefix: contentKeys.callPrefix(place.callId) },
    consistency: 'strong',
  };
  let page = await store.query(query);
  const items = [...page.items];
  while (page.next !== undefined) {
    page = await store.query({ ...query, after: page.next });
    items.push(...page.items);
  }
  return items;
};

/**
 * The salted digest that an item of the content table carries. A record of another shape has none that is known,
 * and stands for itself by its key: it must be deleted all the same.
 */
export const digestIn = ({ digest, sk }: Item): string =>
  typeof digest === 'string' ? digest : sha256Hex(sk);

/** A page of a lot's records, opened: at most `limit`, and no more after `bytes` as they are answered. */
export const readRecords = async (
  store: Store,
  epoch: EpochId,
  lot: string,
  page: { readonly limit: number; readonly bytes: number; readonly after?: string },
): Promise<{ readonly records: readonly ReadRecord[]; readonly bytes: number; readonly after?: string }> => {
  const pk = contentKeys.partition(epoch, lot);
  const { items, next } = await store.query({
    table: 'content',
    pk,
    consistency: 'eventual',
    limit: page.limit,
    ...(page.after !== undefined && { after: { pk, sk: page.after } }),
  });
  const records: ReadRecord[] = [];
  let bytes = 0;
  for (const item of items) {
    // Bodies are stored deflated: a small page can open into a large answer.
    if (bytes >= page.bytes) break;
    const record = opened(item);
    bytes += Buffer.byteLength(JSON.stringify(JSON.stringify(record)));
    records.push(record);
  }
  const after = records.length < items.length ? records.at(-1)?.id : next?.sk;
  return { records, bytes, ...(after !== undefined && { after }) };
};

/** A record as it is read back. */
export type ReadRecord = Omit<StoredRecord, 'body' | 'digest'> & {
  readonly id: string;
  readonly body: string;
};

const opened = (item: Item): ReadRecord => {
  const { body, digest: _digest, ...facts } = fieldsOf<StoredRecord>(item);
  return { id: item.sk, ...facts, body: inflateRawSync(body).toString('utf8') };
};
