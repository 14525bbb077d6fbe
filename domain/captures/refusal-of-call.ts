import { isService } from '../programs/sources.ts';
import { type CallInQuestion, type CaptureRefusal, partsOf, type ToldRecord } from './call.ts';
import { isOfATakenCategory, isOfItsClass } from './categories.ts';
import { happenedSinceTheChoice, wasRetrievedWithAccess } from './origin.ts';
import { isFromATakenSource, isFromWhereItCanCome, isYieldedByItsService } from './sources.ts';
import { namesItsUploader } from './uploads.ts';

/** Rules for records and parts alike: one that is refused refuses the whole call. */
const rulesOfParts = [
  isOfATakenCategory,
  isFromATakenSource,
  isFromWhereItCanCome,
  isYieldedByItsService,
  happenedSinceTheChoice,
  wasRetrievedWithAccess,
] as const;

const rulesOfRecords = [isOfItsClass, namesItsUploader] as const;

/** The first reason why a call is not captured, rule by rule; undefined where there is none. */
export const refusalOf = (call: CallInQuestion): CaptureRefusal | undefined => {
  const parts = partsOf(call.records);
  const records = call.records.map((record, index) => ({ record, at: `/records/${index}` }));
  return (
    firstOf(rulesOfParts, (rule) => firstOf(parts, (part) => rule(part, call))) ??
    firstOf(rulesOfRecords, (rule) => firstOf(records, ({ record, at }) => rule(record, at)))
  );
};

const firstOf = <Element, Found>(
  list: readonly Element[],
  find: (element: Element) => Found | undefined,
): Found | undefined => {
  for (const element of list) {
    const found = find(element);
    if (found !== undefined) return found;
  }
  return undefined;
};

/** Whether anything of a call comes from a connected service: then access to them is asked for. */
export const asksForServices = (records: readonly ToldRecord[]): boolean =>
  partsOf(records).some(({ source }) => isService(source));
