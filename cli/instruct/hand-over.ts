import { commitmentToPart, type FirstReceipt } from '../../domain/consent/group-instruction.ts';
import { geographyOf, type SubjectId } from '../../domain/identifiers.ts';
import { type Duration, type Instant, seconds } from '../../domain/time.ts';
import { type InstructionFile, isReceiptOf, type Progress, type Receipt, statedOf } from './files.ts';
import { type Answer, type NotReceived, whyNotReceived } from './not-received.ts';

/** What a cell is handed for one of its parts. */
export type HandedPart = {
  readonly subject: SubjectId;
  readonly instruction: InstructionFile['instruction'];
  /** Commitments to all parts: no cell learns from them what the others are. */
  readonly parts: readonly string[];
  readonly signature: string;
  readonly first?: FirstReceipt;
};

/** What handing over needs of the world. */
export type HandOverPorts = {
  /** Hands a part to the cell of a geography. Never throws: no answer is an answer, too. */
  readonly send: (geography: string, part: HandedPart) => Promise<Answer>;
  /** Keeps how far it has come, before anything else happens. */
  readonly save: (progress: Progress) => Promise<void>;
  readonly wait: (duration: Duration) => Promise<void>;
  readonly now: () => Instant;
};

/** How far an instruction has come, and why not further. */
export type HandedOver = {
  readonly progress: Progress;
  /** Of parts that are not confirmed; the last reason of each. */
  readonly missing: ReadonlyMap<SubjectId, NotReceived>;
};

/** How often a run tries what may succeed later. */
const rounds = 4;

/**
 * Hands an instruction to each of its parts, until every cell has confirmed it or this run gives up (BY-13). It may be
 * ended at any point, and begun again from what was saved: each part is carried out once, and the deadline counts from
 * the first receipt everywhere, also from one of which the answer was lost at first.
 */
export const handOver = async (
  file: InstructionFile,
  before: Progress,
  ports: HandOverPorts,
): Promise<HandedOver> => {
  let progress = before;
  const missing = new Map<SubjectId, NotReceived>();
  for (let round = 0; ; round += 1) {
    for (const subject of unconfirmed(file, progress)) {
      if (missing.get(subject)?.again === 'never') continue;
      const answer = await ports.send(geographyOf(subject), partFor(file, progress, subject));
      if (
        answer.kind === 'answered' &&
        isReceiptOf(answer.body, { instruction: file.instruction, subject }, ports.now())
      ) {
        progress = { ...progress, receipts: { ...progress.receipts, [subject]: answer.body } };
        await ports.save(progress);
        missing.delete(subject);
      } else missing.set(subject, whyNotReceived(answer));
    }
    const again = unconfirmed(file, progress).filter((subject) => missing.get(subject)?.again !== 'never');
    if (again.length === 0 || round + 1 >= rounds)
      return { progress, missing: stillMissing(file, progress, missing) };
    await ports.wait(longestWait(again, missing, round));
  }
};

/** The receipt from which all deadlines count: the first there is. */
export const firstReceipt = ({ receipts }: Progress): Receipt | undefined =>
  Object.values(receipts).reduce<Receipt | undefined>(
    (first, each) => (first === undefined || isBefore(each, first) ? each : first),
    undefined,
  );

/** Of two at the same instant, the name decides: every run tells the same one. */
const isBefore = (one: Receipt, other: Receipt): boolean =>
  one.receivedAt === other.receivedAt ? one.subject < other.subject : one.receivedAt < other.receivedAt;

/** Parts that have no receipt, or one whose promise counts from later than the first. */
export const unconfirmed = (
  { parts }: Pick<InstructionFile, 'parts'>,
  progress: Progress,
): readonly SubjectId[] => {
  const first = firstReceipt(progress);
  return parts
    .map(({ subject }) => subject)
    .filter((subject) => {
      const receipt = progress.receipts[subject];
      if (receipt === undefined || first === undefined) return true;
      return receipt.countsFrom !== undefined && receipt.countsFrom > first.receivedAt;
    });
};

const partFor = (
  { instruction, parts, signature }: InstructionFile,
  progress: Progress,
  subject: SubjectId,
): HandedPart => {
  const first = firstReceipt(progress);
  return {
    subject,
    instruction,
    parts: parts.map((part) => commitmentToPart(part, instruction.nonce)).sort(),
    signature,
    ...(first && first.subject !== subject && { first: statedOf(first) }),
  };
};

const stillMissing = (
  file: InstructionFile,
  progress: Progress,
  missing: ReadonlyMap<SubjectId, NotReceived>,
): HandedOver['missing'] =>
  new Map(
    unconfirmed(file, progress).map((subject) => [
      subject,
      missing.get(subject) ?? {
        again: 'later',
        why: 'its deadline counts from a later receipt than the first',
      },
    ]),
  );

const longestWait = (
  again: readonly SubjectId[],
  missing: ReadonlyMap<SubjectId, NotReceived>,
  round: number,
): Duration =>
  Math.max(
    seconds(2 ** round),
    ...again.map((subject) => seconds(Math.min(missing.get(subject)?.after ?? 0, 60))),
  );
