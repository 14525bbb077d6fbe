import { evidenceKeys } from '../../contract/tables/evidence.ts';
import { incidentRecordKeys } from '../../contract/tables/incidents.ts';
import { logKeys } from '../../contract/tables/log.ts';
import { isGeography } from '../../domain/geographies.ts';
import {
  type CertificateId,
  type EpochId,
  type IncidentId,
  parseIdentifier,
  type SubjectId,
} from '../../domain/identifiers.ts';
import type { Instant } from '../../domain/time.ts';
import { correctionWork } from '../shared/incidents/correction-work.ts';
import { completionWork } from '../shared/repositories/completion-work.ts';
import { isOfKnownShape } from '../shared/repositories/stored-item.ts';
import type { Item, Key } from '../shared/store/store.ts';

/** A piece of work: something of evidence that the log has to take in, or a checkpoint that has to be locked away. */
export type Work = {
  /** Of the item in the work list. */
  readonly key: Key;
  /** Since when it waits. */
  readonly since: Instant;
  readonly of:
    | { readonly kind: 'entry'; readonly subject: SubjectId; readonly sequence: number }
    | { readonly kind: 'purge'; readonly epoch: EpochId; readonly lot: string }
    | { readonly kind: 'incident'; readonly incident: IncidentId; readonly sequence: number }
    | { readonly kind: 'correction'; readonly incident: IncidentId }
    /** A certificate whose other copies are gone by now. */
    | { readonly kind: 'completion'; readonly certificate: CertificateId }
    /** Signed and stored; whoever stored it may have come to its end right after. */
    | { readonly kind: 'checkpoint'; readonly size: number };
};

const keyForm = /^(\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z)#([^#]+)#(.+)$/;
const sequenceForm = /^\d{12}$/;

/** What an item of the work list asks for, or undefined where this version does not know it. */
export const workIn = (item: Item): Work | undefined => {
  const [, at = '', id = '', what = ''] = keyForm.exec(item.sk) ?? [];
  const since = Date.parse(at);
  const of =
    subjectOf(id, what) ??
    purgeOf(id, what) ??
    incidentOf(id, what) ??
    completionOf(id, what) ??
    checkpointOf(id, what);
  if (!isOfKnownShape(item) || Number.isNaN(since) || of === undefined) return undefined;
  return { key: { pk: item.pk, sk: item.sk }, since, of };
};

const after = (prefix: string, text: string): string | undefined =>
  text.startsWith(prefix) && text.length > prefix.length ? text.slice(prefix.length) : undefined;

const subjectOf = (id: string, what: string): Work['of'] | undefined => {
  const subject = parseIdentifier(id, 'org', 'ws', 'user')?.id;
  const sequence = after(evidenceKeys.entryPrefix, what);
  if (subject === undefined || sequence === undefined || !sequenceForm.test(sequence)) return undefined;
  return { kind: 'entry', subject, sequence: Number(sequence) };
};

const purgeOf = (id: string, what: string): Work['of'] | undefined => {
  const epoch = parseIdentifier(id, 'ep')?.id;
  const lot = after(evidenceKeys.purgePrefix, what);
  return epoch === undefined || lot === undefined ? undefined : { kind: 'purge', epoch, lot };
};

const incidentOf = (id: string, what: string): Work['of'] | undefined => {
  const incident = parseIdentifier(id, 'inc')?.id;
  if (incident === undefined) return undefined;
  if (what === correctionWork) return { kind: 'correction', incident };
  const sequence = after(incidentRecordKeys.entryPrefix, what);
  if (sequence === undefined || !sequenceForm.test(sequence)) return undefined;
  return { kind: 'incident', incident, sequence: Number(sequence) };
};

const completionOf = (id: string, what: string): Work['of'] | undefined => {
  const certificate = parseIdentifier(id, 'cert')?.id;
  return certificate === undefined || what !== completionWork
    ? undefined
    : { kind: 'completion', certificate };
};

const checkpointOf = (id: string, what: string): Work['of'] | undefined => {
  const size = after(logKeys.checkpointPrefix, what);
  const isOurs = isGeography(id.replace(/_log$/, '')) && id.endsWith('_log');
  return isOurs && size !== undefined && sequenceForm.test(size)
    ? { kind: 'checkpoint', size: Number(size) }
    : undefined;
};
