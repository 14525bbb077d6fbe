import { describe, expect, test } from 'vitest';
import { registryKeys } from '../../contract/tables/registry.ts';
import { type Geography, geographies } from '../../domain/geographies.ts';
import { identifier, type SubjectId } from '../../domain/identifiers.ts';
import { named, synthesizeCells } from '../infrastructure/cells.ts';
import { type SimulatedRole, simulatedCell } from './roles.ts';
import { isAllowed } from './simulate.ts';
import { onKeys } from './table-reach.ts';

const ulid = '01J9Z3QK8V5W2X7Y4T6R1N0M9P';

/** What a cell of a geography keeps in its registry of some subjects and of what they do. */
const registryOf = (geography: Geography) => {
  const organization = identifier(geography, 'org', ulid);
  const workspace = identifier(geography, 'ws', ulid);
  const user = identifier(geography, 'user', ulid);
  const epoch = identifier(geography, 'ep', ulid);
  const hold = identifier(geography, 'hold', ulid);
  const subjects: readonly SubjectId[] = [organization, workspace, user];
  const ofSubject = (subject: SubjectId) => ({
    [`${subject} itself`]: registryKeys.subject(subject),
    [`a hold of ${subject}`]: registryKeys.hold(subject, hold),
    [`the gate of holds of ${subject}`]: registryKeys.holdGate(subject),
    [`a setting of ${subject}`]: registryKeys.setting(subject, 'security-copilot', 'sharing'),
    [`a member of ${subject}`]: registryKeys.member(subject, user),
    [`an epoch of ${subject}`]: registryKeys.epochPointer(subject, epoch),
    [`a closure of ${subject}`]: registryKeys.closure(subject, epoch),
    [`an answered request of ${subject}`]: registryKeys.idempotency(subject, 'digest'),
  });
  return {
    names: subjects.map((subject) => registryKeys.name(subject, 7).pk),
    beside: Object.entries<{ readonly pk: string }>({
      ...Object.fromEntries(subjects.flatMap((subject) => Object.entries(ofSubject(subject)))),
      'a workspace of an organization': registryKeys.workspaceOf(organization, workspace),
      'a membership of a user': registryKeys.membership(user, organization),
      'the person of a user': registryKeys.personOf(user),
      'the user of a token': registryKeys.userOfToken(geography, 'owner-1'),
      'an epoch': registryKeys.epoch(epoch),
      'a gate': registryKeys.gate(epoch, 3),
      'a lot': registryKeys.lot(epoch, 'lot'),
      'a salt': registryKeys.salt(epoch, 'lot'),
    }),
  };
};

/** Who does what to names, and nobody else. */
const whoMay = {
  GetItem: ['consent', 'evidence', 'sweep'],
  Query: ['sweep'],
  PutItem: ['instructions', 'operations', 'organizations', 'settings', 'worker'],
  UpdateItem: [],
  DeleteItem: ['sweep'],
  BatchWriteItem: [],
  BatchGetItem: [],
  ConditionCheckItem: [],
  Scan: [],
  PartiQLSelect: [],
  PartiQLUpdate: [],
  PartiQLInsert: [],
  PartiQLDelete: [],
} as const;

const functionOf = ({ name }: SimulatedRole): string => name.replace(/Role\w{8}$/, '').toLowerCase();

describe.each(named(synthesizeCells()))('the names of the cell %s', (_, cell) => {
  const simulated = simulatedCell(cell);
  const { place, roles } = simulated;
  const registry = simulated.arn('AWS::DynamoDB::GlobalTable', 'TablesRegistry');
  const { names, beside } = registryOf(cell.geography);
  const may = (role: SimulatedRole, operation: string, keys: readonly string[]) =>
    isAllowed(role, onKeys(operation, registry, keys), place);
  const sweep = roles.find((role) => functionOf(role) === 'sweep');
  if (sweep === undefined) throw new Error('The sweep has no role.');

  test.each(Object.entries(whoMay))('take %s of %j, and of no other role', async (operation, who) => {
    for (const name of names) {
      const allowed: string[] = [];
      for (const role of roles) if (await may(role, operation, [name])) allowed.push(functionOf(role));
      expect(allowed.sort(), name).toEqual(who);
    }
  });

  test('may be deleted by the sweep, each of them and several', async () => {
    for (const name of names) expect(await may(sweep, 'DeleteItem', [name]), name).toBe(true);
    expect(await may(sweep, 'DeleteItem', names)).toBe(true);
  });

  test.each(['DeleteItem', 'BatchWriteItem', 'PutItem'])(
    'let the sweep do no %s to what lies beside them, alone or among them',
    async (operation) => {
      for (const [what, { pk }] of beside) {
        expect(await may(sweep, operation, [pk]), what).toBe(false);
        expect(await may(sweep, operation, [...names, pk]), `${what}, among names`).toBe(false);
      }
    },
  );

  test('of another geography are out of reach of the sweep', async () => {
    for (const other of Object.keys(geographies) as Geography[]) {
      if (other === cell.geography) continue;
      for (const name of registryOf(other).names)
        expect(await may(sweep, 'DeleteItem', [name]), name).toBe(false);
    }
  });
});
