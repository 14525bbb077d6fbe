import { registryKeys } from '../../contract/tables/registry.ts';
import { canonicalize } from '../../domain/canonical-form.ts';
import type { Epoch } from '../../domain/consent/epoch.ts';
import { type EpochId, parseIdentifier, type UserId } from '../../domain/identifiers.ts';
import type { CustomerRole } from '../../domain/programs/program.ts';
import type { ReplayedSubject } from '../../domain/restore/replay-ledger.ts';
import { gateOf } from '../../domain/retention/hold.ts';
import { lotsInScope } from '../../lambdas/shared/holds/scope-lots.ts';
import { readAdmission } from '../../lambdas/shared/repositories/admissions.ts';
import { readClosure } from '../../lambdas/shared/repositories/closures.ts';
import { readEpoch } from '../../lambdas/shared/repositories/epochs.ts';
import { isMarkedBy, suspensionsIn } from '../../lambdas/shared/repositories/hold-marks.ts';
import { readLot } from '../../lambdas/shared/repositories/lots.ts';
import { readMembers } from '../../lambdas/shared/repositories/members.ts';
import { readStoredSetting } from '../../lambdas/shared/repositories/settings.ts';
import { isUser } from '../../lambdas/shared/repositories/users.ts';
import type { Cursor } from '../../lambdas/shared/store/store.ts';
import { everyItem, type RestorePorts } from './ports.ts';
import { readEvidence } from './read-evidence.ts';
import type { RestoredSubject } from './replay-subject.ts';
import { isInForce } from './restored-holds.ts';

/**
 * Reads again what is stored, as functions will read it, and compares it with evidence as it is read again, too:
 * nothing that was purged and nobody who was erased is back (BY-3), no closed epoch is open (I2), settings are as they
 * were chosen last, roles are those that ledgers gave (SC-2), and holds hold (I7). Empty where all of it is so.
 */
export const whatIsNotProven = async (
  ports: RestorePorts,
  subjects: readonly RestoredSubject[],
): Promise<readonly string[]> => {
  const { known, reasons } = await readEvidence(ports);
  const wrong = [...reasons, ...(await whatIsBack(ports, new Set(known.purges.keys())))];
  for (const replayed of known.subjects.values()) {
    for (const [name, expected] of replayed.settings) {
      const [program = '', setting = ''] = name.split('#');
      const stored = await readStoredSetting(ports.store, replayed.subject, program, setting);
      if (canonicalize(stored ?? null) !== canonicalize(expected))
        wrong.push(`${program}/${setting} of ${replayed.subject} is not as it was chosen last`);
    }
    for (const expected of replayed.admissions.values()) {
      const { subject, program, setting } = expected;
      const stored = await readAdmission(ports.store, subject, { program, setting });
      if (canonicalize(stored ?? null) !== canonicalize(expected))
        wrong.push(`the admission of ${subject} to ${program}/${setting} is not as the ledger has it`);
    }
    wrong.push(...(await whoIsBack(ports, replayed)), ...(await whoHasOtherRoles(ports, replayed)));
    for (const epoch of replayed.epochs.values()) wrong.push(...(await whatIsOpen(ports, epoch)));
    for (const { epoch, endedAt } of replayed.closures.values()) {
      const closure = await readClosure(ports.store, replayed.subject, epoch);
      if (closure === undefined || closure.endedAt !== endedAt)
        wrong.push(`the closure of ${epoch} is not as the ledger has it`);
    }
  }
  for (const subject of subjects) wrong.push(...(await whatIsNotHeld(ports, subject)));
  return wrong;
};

/** Records of a purged lot, and records whose lot the registry does not have or takes for purged. */
export const whatIsBack = async (
  ports: RestorePorts,
  purged: ReadonlySet<string>,
): Promise<readonly string[]> => {
  const wrong: string[] = [];
  const seen = new Set<string>();
  for await (const { pk } of everyItem(ports.scan('content'))) {
    if (seen.has(pk)) continue;
    seen.add(pk);
    const [epoch = '', ...rest] = pk.split('#');
    const lot = await readLot(ports.store, epoch as EpochId, rest.join('#'));
    if (purged.has(pk)) wrong.push(`${pk} was purged, and records of it are there`);
    else if (lot === undefined || lot.state === 'purged')
      wrong.push(`${pk} has records and no lot that lives`);
  }
  return wrong;
};

/** An erased person to whom their user leads again. */
const whoIsBack = async (
  { store }: RestorePorts,
  { subject, erased }: ReplayedSubject,
): Promise<readonly string[]> => {
  const user = erased && parseIdentifier(subject, 'user')?.id;
  return user !== undefined && (await isUser(store, user))
    ? [`${subject} was erased, and leads to a person`]
    : [];
};

/** Roles that no ledger gave, or that it took: nobody decides with them (SC-2). */
const whoHasOtherRoles = async (
  { store }: RestorePorts,
  { subject, members }: ReplayedSubject,
): Promise<readonly string[]> => {
  if (parseIdentifier(subject, 'org', 'ws') === undefined) return [];
  const stored = new Map<UserId, readonly CustomerRole[]>();
  let after: Cursor | undefined;
  do {
    const page = await readMembers(store, subject, after === undefined ? {} : { after });
    for (const { user, roles } of page.members) stored.set(user, roles);
    after = page.next;
  } while (after !== undefined);
  const given = [...members].filter(([, roles]) => roles.length > 0);
  const isSame =
    stored.size === given.length && given.every(([user, roles]) => stored.get(user)?.join() === roles.join());
  return isSame ? [] : [`the roles in ${subject} are not as the ledger has them`];
};

const whatIsOpen = async ({ store }: RestorePorts, expected: Epoch): Promise<readonly string[]> => {
  const epoch = await readEpoch(store, expected.id);
  if (epoch?.state !== expected.state) return [`the epoch ${expected.id} is not ${expected.state}`];
  if (expected.state === 'open') return [];
  const gates = await store.query({
    table: 'registry',
    pk: expected.id,
    sk: { kind: 'beginsWith', prefix: 'gate#' },
    consistency: 'strong',
  });
  return gates.items.some(({ state }) => state !== 'closed')
    ? [`the epoch ${expected.id} has an open gate`]
    : [];
};

const whatIsNotHeld = async (
  { store }: RestorePorts,
  { replayed, holds }: RestoredSubject,
): Promise<readonly string[]> => {
  const wrong: string[] = [];
  const gate = await store.get('registry', registryKeys.holdGate(replayed.subject), 'strong');
  const kept = new Set(suspensionsIn(gate ?? {}).map(({ hold }) => hold));
  const inForce = [...replayed.holds.values()].filter(({ endedAt }) => endedAt === undefined);
  for (const { hold: id } of inForce) {
    const hold = holds.find((each) => each.id === id);
    if (hold === undefined || !isInForce(hold)) wrong.push(`the hold ${id} is not in force`);
    else if (gateOf(hold.scope) !== undefined && !kept.has(id))
      wrong.push(`the hold ${id} keeps no gate shut`);
    else {
      for await (const lot of lotsInScope(store, hold)) {
        if (lot.state !== 'purged' && !isMarkedBy(lot, id))
          wrong.push(`${lot.name} is not kept by the hold ${id}`);
      }
    }
  }
  return wrong;
};
