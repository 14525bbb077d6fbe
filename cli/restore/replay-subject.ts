import { holdsRecords } from '../../domain/consent/epoch.ts';
import { type LedgerEvent, nextEntry } from '../../domain/consent/ledger.ts';
import { inLanguage } from '../../domain/consent/notice-reference.ts';
import { identifier, parseIdentifier } from '../../domain/identifiers.ts';
import { type ReplayedSubject, replayLedger, settingName } from '../../domain/restore/replay-ledger.ts';
import type { Hold } from '../../domain/retention/hold.ts';
import { type Instant, instantOf } from '../../domain/time.ts';
import { readHold } from '../../lambdas/shared/repositories/holds.ts';
import { appendActions } from '../../lambdas/shared/repositories/ledger.ts';
import { readSubject, standingActions } from '../../lambdas/shared/repositories/subjects.ts';
import { StoreUnavailable } from '../../lambdas/shared/store/store.ts';
import type { Closed } from './close-cell.ts';
import { type RestorePorts, RestoreRefused } from './ports.ts';
import { putItems } from './put-items.ts';
import { readLedger } from './read-evidence.ts';
import { holdItems, restoredHold } from './restored-holds.ts';
import { subjectAsCreated, subjectItems } from './subject-items.ts';

/** A subject as it stands after the restore, with its holds. */
export type RestoredSubject = {
  readonly replayed: ReplayedSubject;
  readonly holds: readonly Hold[];
  /** Holds that cover more than they did, because the copy is older than they are. */
  readonly widened: readonly Hold[];
  /** It was created after the copy was made. */
  readonly isNew: boolean;
};

/**
 * Brings one subject up to what its ledger says. Opt-outs that were accepted are finished first, and sharing that is
 * on goes on in a new epoch, each with an entry of its own. May be repeated: an entry is written once a restore.
 * @throws StoreUnavailable when somebody else writes to its ledger
 */
export const replaySubject = async (
  ports: RestorePorts,
  closed: Closed,
  before: ReplayedSubject,
): Promise<RestoredSubject> => {
  const settled = await appendAll(ports, before, finishedOptOuts(before));
  const replayed = await appendAll(ports, settled, reopenings(ports, closed, settled));
  const isNew = await createWhereMissing(ports, replayed);
  const restored = await holdsOf(ports, replayed, closed.since);
  const holds = restored.map(({ hold }) => hold);
  const subject = parseIdentifier(replayed.subject, 'org', 'ws')?.id;
  const items = [...subjectItems(replayed), ...(subject === undefined ? [] : holdItems(subject, holds))];
  await putItems(ports, 'registry', items);
  const widened = restored.filter((each) => each.widened).map(({ hold }) => hold);
  return { replayed, holds, widened, isNew };
};

type Step = { readonly at: Instant; readonly event: LedgerEvent };

/** What an owner was told is done: it counts from the moment at which it was accepted (DS-6, DS-8). */
const finishedOptOuts = ({ settings, epochs, accepted }: ReplayedSubject): readonly Step[] =>
  [...accepted.values()].flatMap((optOut) => {
    const { program, programVersion, setting: needed, by, at, group, endsToo = [] } = optOut;
    const endOf = (
      { setting, acts }: Pick<typeof optOut, 'setting' | 'acts'>,
      words: Pick<typeof optOut, 'notice' | 'language'> = optOut,
    ): Step => {
      const { value: before = 'on', epoch } = settings.get(settingName({ program, setting })) ?? {};
      const open = epoch !== undefined && epochs.get(epoch)?.state === 'open';
      const event: LedgerEvent = {
        type: 'setting-chosen',
        ...{ program, programVersion, acts, setting, notice: words.notice, by, before },
        ...inLanguage(words.language),
        value: 'off',
        ...(setting !== needed && { endedWith: needed }),
        ...(group && { group }),
        ...(open && { closes: [{ epoch, cause: 'opt-out' as const }] }),
      };
      return { at: instantOf(at), event };
    };
    // What needs the setting ends before it, as where nothing was lost: a run that stops between repeats both.
    const others = endsToo.flatMap((each) => {
      const stored = settings.get(settingName({ program, setting: each.setting }));
      const byItself = accepted.has(settingName({ program, setting: each.setting }));
      return stored?.value === 'on' && !byItself ? [endOf(each, stored)] : [];
    });
    return [...others, endOf(optOut)];
  });

/** Sharing that is on, in an epoch that this restore has not opened. */
const reopenings = (
  ports: RestorePorts,
  { restore, since }: Closed,
  { settings, epochs, reopened }: ReplayedSubject,
): readonly Step[] =>
  [...settings].flatMap(([name, { epoch }]) => {
    const open = epoch === undefined ? undefined : epochs.get(epoch);
    if (open?.state !== 'open' || !holdsRecords(open) || reopened.get(open.id) === restore) return [];
    const [program = '', setting = ''] = name.split('#');
    const at = instantOf(since);
    const opens = identifier(ports.geography, 'ep', ports.randomness.ulid(at));
    return [{ at, event: { type: 'epoch-reopened', restore, program, setting, opens, closes: open.id } }];
  });

/** Appends entries one by one, and replays with each. @throws StoreUnavailable when somebody else writes there too */
const appendAll = async (
  ports: RestorePorts,
  before: ReplayedSubject,
  steps: readonly Step[],
): Promise<ReplayedSubject> => {
  if (steps.length === 0) return before;
  const { subject } = before;
  for (const { at, event } of steps) {
    const head = (await readLedger(ports.store, subject)).at(-1);
    const actor = { kind: 'function', name: 'restore' } as const;
    const made = nextEntry(subject, head, { at, event, actor, salt: ports.randomness.salt() });
    const outcome = await ports.store.transact(appendActions(made.entry, made.name));
    if (!outcome.ok) throw new StoreUnavailable(`${subject}: somebody else writes to its ledger`);
  }
  const replay = replayLedger(subject, await readLedger(ports.store, subject));
  if (!replay.ok) throw new RestoreRefused([`${subject}: ${replay.why}`]);
  return replay.replayed;
};

const createWhereMissing = async (ports: RestorePorts, replayed: ReplayedSubject): Promise<boolean> => {
  const { created, subject } = replayed;
  const asCreated = subjectAsCreated(replayed, ports.randomness.salt());
  if (created === undefined || asCreated === undefined) return false;
  if ((await readSubject(ports.store, subject)) !== undefined) return false;
  const outcome = await ports.store.transact(standingActions(asCreated, created.owner));
  if (!outcome.ok) throw new StoreUnavailable(`${subject}: somebody else writes to the registry`);
  return true;
};

const holdsOf = async (ports: RestorePorts, { subject, holds }: ReplayedSubject, now: string) => {
  const holder = parseIdentifier(subject, 'org', 'ws')?.id;
  if (holder === undefined) return [];
  return Promise.all(
    [...holds.values()].map(async (placed) =>
      restoredHold(holder, placed, await readHold(ports.store, holder, placed.hold), now),
    ),
  );
};
