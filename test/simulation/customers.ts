import { identifier, type SubjectId, type UserId, type WorkspaceId } from '../../domain/identifiers.ts';
import { ordinaryNameLife } from '../../domain/retention/name-life.ts';
import { openingStore } from '../../lambdas/shared/opening.ts';
import { inMemoryStore } from '../../lambdas/shared/store/in-memory/in-memory-store.ts';
import {
  type Change,
  type InMemoryTables,
  inMemoryTables,
} from '../../lambdas/shared/store/in-memory/tables.ts';
import { otherCopiesOf } from '../../lambdas/signer/other-copies.ts';
import { signLog } from '../../lambdas/signer/sign-log.ts';
import { seededRandom } from '../races/random.ts';
import { aCell } from '../support/cell.ts';
import { tableNames } from '../support/restorable-cell.ts';
import {
  platformSharing,
  platformUse,
  type SettingAddress,
  sharing,
  sharingUse,
  validation,
  validationUse,
} from '../support/settings.ts';
import { aBucket } from '../support/signing.ts';
import { anOrganization, aWorkspace } from '../support/story.ts';
import { standInKey } from './stand-in-key.ts';

/** Somebody whom every other record concerns. */
export const somebody: UserId = identifier('us', 'user', '01J00000000000000000000002');

/** One sharing of one customer: what is chosen, which use it permits, and the workspaces that it reaches. */
export type Sharing = {
  /** `{subject}/{use}`. */
  readonly name: string;
  readonly subject: SubjectId;
  readonly address: SettingAddress;
  readonly use: string;
  readonly workspaces: readonly WorkspaceId[];
};

/** The customers of a cell before a schedule begins: the same in all of them, and nothing shared yet. */
export type Customers = {
  readonly sharings: readonly Sharing[];
  /** All that was written to make them, in order. */
  readonly made: readonly Change[];
  /** What the bucket of evidence holds by then. */
  readonly locked: ReadonlyMap<string, string>;
  /** Fills empty tables with them. */
  readonly into: <Tables extends InMemoryTables>(empty: Tables) => Tables;
};

/** Two organizations with three workspaces, set up through the door a year before. */
export const prepareCustomers = async (): Promise<Customers> => {
  const made: Change[] = [];
  const bucket = aBucket();
  const own = inMemoryTables();
  const tables = {
    ...own,
    commit: (changes: readonly Change[]) => {
      made.push(...changes);
      own.commit(changes);
    },
  };
  const draw = seededRandom(0).fraction;
  const startsAt = Date.UTC(2025, 0, 1);
  const stand = { geography: 'us', tables: tableNames, clock: { now: () => startsAt } } as const;
  const cell = aCell('us', { store: openingStore(inMemoryStore({ tables }), stand), draw, startsAt });
  const one = await anOrganization(cell);
  const other = await anOrganization(cell);
  const first = await aWorkspace(cell, one);
  const second = await aWorkspace(cell, one);
  const third = await aWorkspace(cell, other);
  // What they left for the log is signed: schedules begin with an empty work list.
  await signLog({
    ...cell.ports,
    signingKey: standInKey,
    bucket,
    otherCopies: otherCopiesOf(),
    nameLife: ordinaryNameLife,
    measure: () => {},
    report: () => {},
  });
  return {
    made,
    locked: bucket.objects,
    sharings: [
      sharingOf(one, sharing, sharingUse, [first, second]),
      sharingOf(first, validation, validationUse, [first]),
      sharingOf(other, platformSharing, platformUse, [third]),
    ],
    into: (empty) => {
      empty.commit(made);
      return empty;
    },
  };
};

const sharingOf = (
  subject: SubjectId,
  address: SettingAddress,
  use: string,
  workspaces: readonly WorkspaceId[],
): Sharing => ({ name: `${subject}/${use}`, subject, address, use, workspaces });
