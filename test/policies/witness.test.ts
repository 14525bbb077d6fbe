import { describe, expect, test } from 'vitest';
import { tries } from '../escapes/escape.ts';
import { foreignBoundary, named, synthesizeCells } from '../infrastructure/cells.ts';
import { simulatedCell } from './roles.ts';
import { almighty, isAllowed } from './simulate.ts';

const witness = { evidence: { witness: { url: 'https://witness.example.org/checkpoints' } } } as const;
const action = 'events:InvokeApiDestination';

describe.each(named(synthesizeCells(witness)))('sending to the outside witness of the cell %s', (_, cell) => {
  const simulated = simulatedCell(cell);
  const { place, roles, boundary } = simulated;
  const destination = simulated.arn('AWS::Events::ApiDestination', 'WitnessDestination');
  const others = [
    destination.replace('-Witness/', '-Other/'),
    destination.replace('-Witness/', '-WitnessToo/'),
    destination.replace(place.here, place.abroad),
    destination.replace(place.account, place.other),
    'arn:aws:events:{here}:{account}:api-destination/{neighbor}/1',
  ];

  test('[BY-11] is allowed to the role of its rule, and to no function', async () => {
    const allowed = [];
    for (const role of roles)
      if (await isAllowed(role, tries(action, destination), place)) allowed.push(role.name);
    expect(allowed.map((name) => name.replace(/[0-9A-F]{8}$/, ''))).toEqual(['WitnessRole']);
  });

  test('[BY-11] is all that the role may do, and the boundary lets nobody send to another address', async () => {
    const role = roles.find(({ name }) => name.startsWith('WitnessRole'));
    if (role === undefined) throw new Error('There is no role of the witness.');
    const within = almighty(boundary);
    expect(await isAllowed(within, tries(action, destination), place)).toBe(true);
    for (const other of others) {
      expect(await isAllowed(almighty(), tries(action, other), place), other).toBe(true);
      expect(await isAllowed(within, tries(action, other), place), other).toBe(false);
      expect(await isAllowed(role, tries(action, other), place), other).toBe(false);
    }
    for (const more of ['events:PutEvents', 'events:UpdateApiDestination', 'sqs:SendMessage', 'kms:Decrypt'])
      expect(await isAllowed(role, tries(more), place), more).toBe(false);
  });
});

test('[BY-11] without a witness the boundary lets nobody send to any address', async () => {
  for (const cell of synthesizeCells()) {
    const { boundary, place } = simulatedCell(cell);
    const own = 'arn:aws:events:{here}:{account}:api-destination/Domicile-{geography}-Witness/1';
    expect(await isAllowed(almighty(boundary), tries(action, own), place)).toBe(false);
  }
});

test('beside a foreign boundary our Denies leave the same address', async () => {
  const [cell] = synthesizeCells({ ...witness, ...foreignBoundary, geographies: ['eu'] });
  if (cell === undefined) throw new Error('There is no cell.');
  const { roles, place, arn } = simulatedCell(cell);
  const destination = arn('AWS::Events::ApiDestination', 'WitnessDestination');
  const sender = roles.filter(({ name }) => name.startsWith('WitnessRole'));
  expect(sender).toHaveLength(1);
  for (const role of sender) {
    expect(await isAllowed(role, tries(action, destination), place)).toBe(true);
    expect(await isAllowed(role, tries(action, destination.replace('-Witness/', '-O/')), place)).toBe(false);
  }
});
