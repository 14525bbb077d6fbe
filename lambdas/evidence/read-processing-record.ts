import type {
  ConnectionsReply,
  ProcessingRecordReply,
  ProcessorsReply,
} from '../../contract/api/transfer-replies.ts';
import type { SubjectId } from '../../domain/identifiers.ts';
import { settingsOf } from '../../domain/settings/resolve-setting.ts';
import { connectionOf, isConnection } from '../../domain/transfers/connections.ts';
import type { RegisteredMovement } from '../../domain/transfers/entry-state.ts';
import { processingRecord } from '../../domain/transfers/processing-record.ts';
import { listProcessors } from '../../domain/transfers/processors.ts';
import { isTransfer, listTransfer } from '../../domain/transfers/register.ts';
import { ok, type Reply } from '../shared/http/reply.ts';
import type { Request } from '../shared/http/request.ts';
import { readRegister } from '../shared/repositories/register.ts';
import { readStoredSetting } from '../shared/repositories/settings.ts';
import type { Cursor } from '../shared/store/store.ts';
import type { EvidencePorts } from './ports.ts';
import { readingOf } from './read-transfers.ts';
import { demandTransferReader, recordSubject } from './transfer-reader.ts';

/**
 * The record of processing activities of a subject (GDPR, Art. 30), with where its previews store data (DL-6).
 * @throws ProblemError not-found
 */
export const readProcessingRecord = async (
  request: Request<'GET /v1/processing-record'>,
  ports: EvidencePorts,
): Promise<Reply> => {
  const subject = await demandTransferReader(ports, request.caller, request.query.subject);
  const about = await recordSubject(ports, subject);
  const { movements, since } = await newestOf(ports, subject);
  const reading = readingOf(ports);
  const transfers = movements.filter(isTransfer).map((movement) => listTransfer(movement, reading));
  const { terms } = ports;
  return ok(
    processingRecord({
      subject,
      ...about,
      terms,
      transfers,
      at: reading.at,
      ...(since !== undefined && { transfersSince: since }),
    }) satisfies ProcessingRecordReply,
  );
};

/** So much of a register is looked through for one answer: it is told how far that reached. */
const pagesLookedAt = 10;
const entriesAtOnce = 100;

const newestOf = async (
  { store }: EvidencePorts,
  subject: SubjectId,
): Promise<{ readonly movements: readonly RegisteredMovement[]; readonly since?: string }> => {
  const movements: RegisteredMovement[] = [];
  let after: Cursor | undefined;
  for (let page = 0; page < pagesLookedAt; page += 1) {
    const wanted = { limit: entriesAtOnce, order: 'descending', ...(after && { after }) } as const;
    const read = await readRegister(store, subject, wanted);
    movements.push(...read.movements);
    after = read.next;
    if (after === undefined) return { movements };
  }
  const since = movements.at(-1)?.entry.at;
  return { movements, ...(since !== undefined && { since }) };
};

/**
 * The services outside that a subject can connect, each as it stands (DL-7).
 * @throws ProblemError not-found
 */
export const listConnections = async (
  request: Request<'GET /v1/connections'>,
  ports: EvidencePorts,
): Promise<Reply> => {
  const subject = await demandTransferReader(ports, request.caller, request.query.subject);
  const { scope, programs } = await recordSubject(ports, subject);
  const settings = settingsOf(programs, scope).filter(({ setting }) => isConnection(setting));
  const connections = await Promise.all(
    settings.map(async (addressed) =>
      connectionOf(
        addressed,
        await readStoredSetting(ports.store, subject, addressed.program.id, addressed.settingId),
      ),
    ),
  );
  return ok({ connections } satisfies ConnectionsReply);
};

/** Who else processes data of this cell. */
export const readProcessors = async (
  _request: Request<'GET /v1/processors'>,
  { terms, clock }: EvidencePorts,
): Promise<Reply> =>
  ok({
    objectionPeriod: terms.objectionPeriod,
    processors: listProcessors(terms, clock.now()),
  } satisfies ProcessorsReply);
