import { GetFunctionConfigurationCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { beforeAll, describe, expect, test } from 'vitest';
import { clientConfig } from '../../local/clients.ts';
import { filledIn } from '../escapes/escape.ts';
import { everyEscape } from '../escapes/escapes.ts';
import type { LiveCall, LivePlace } from '../escapes/live/call.ts';
import { outcomeOf } from './adversary/answers.ts';
import { boundaryOf, cellSite } from './adversary/cell-site.ts';
import { createAlmightyRole, deployAdversary, packAdversary } from './adversary/deploy.ts';
import { namesIn, placeOf, type Site } from './adversary/places.ts';
import { deployStandIns } from './adversary/stand-ins.ts';
import { theCloud } from './running-cloud.ts';

const tried = everyEscape.flatMap(({ id, way, layers: { live = [] } }) =>
  live.length === 0 ? [] : [{ id, way, live }],
);
const everyCall = tried.flatMap(({ id, live }) => live.map((call) => ({ id, call })));

const inPlace = (call: LiveCall, place: LivePlace): LiveCall => {
  const filled = (text: string) => filledIn(text, place);
  const headers = Object.entries(call.headers).map(([name, value]) => [name, filled(value)]);
  return {
    ...call,
    at: filled(call.at),
    path: filled(call.path),
    headers: Object.fromEntries(headers),
    body: filled(call.body),
  };
};

/** Who tries: its role, and the things that it tries to get away with. */
type Attacker = { readonly name: string; readonly role: string; readonly place: LivePlace };

/** What became of the calls of one escape, by attacker. */
type Outcomes = ReadonlyMap<string, readonly { readonly id: string; readonly outcome: string }[]>;

/** Each attacker makes every call in one invocation of its own. The calls of none are in the way of another's. */
const outcomesOf = async (
  region: string,
  attackers: readonly Attacker[],
  archive: Uint8Array,
): Promise<Outcomes> => {
  const entries = attackers.map(async ({ name, role, place }) => {
    const tries = await deployAdversary({ region, name: `adversary-${name}`, role, archive });
    const answers = await tries(everyCall.map(({ call }) => inPlace(call, place)));
    const outcomes = everyCall.map(({ id, call: { action } }, index) => {
      const answer = answers[index];
      return { id, outcome: `${action}: ${answer ? outcomeOf(action, answer) : 'no answer'}` };
    });
    return [name, outcomes] as const;
  });
  return new Map(await Promise.all(entries));
};

/** The roles that the functions of a cell really run under. */
const functionRoles = async (site: Site): Promise<readonly { name: string; role: string }[]> => {
  const lambda = new LambdaClient(clientConfig(theCloud(), site.region));
  const roles = await Promise.all(
    namesIn(site, 'AWS::Lambda::Function').map(async (FunctionName) => {
      const { Role = '' } = await lambda.send(new GetFunctionConfigurationCommand({ FunctionName }));
      return { name: FunctionName.replace(/^.*-(\w+)Function.*$/, '$1').toLowerCase(), role: Role };
    }),
  );
  lambda.destroy();
  return roles;
};

describe.each([
  ['us', 'eu'],
  ['eu', 'us'],
] as const)('adversaries in the cell %s', (geography, neighbor) => {
  let outcomes: Outcomes = new Map();
  let roles: readonly string[] = [];

  beforeAll(async () => {
    const [archive, here, there] = await Promise.all([
      packAdversary(),
      cellSite(geography),
      cellSite(neighbor),
    ]);
    const [standIns, standInsAbroad] = await Promise.all([
      deployStandIns(here.region),
      deployStandIns(there.region),
    ]);
    const boundary = boundaryOf(here);
    const ofAll = { standIns, standInsAbroad, archive };
    const place = placeOf({ ...ofAll, site: here, neighbor: there, tablesAre: 'Tables', boundary });
    const elsewhere = placeOf({
      ...ofAll,
      site: standIns,
      neighbor: standInsAbroad,
      tablesAre: '',
      boundary: namesIn(standIns, 'AWS::IAM::ManagedPolicy')[0] ?? '',
    });
    const real = await functionRoles(here);
    roles = real.map(({ name }) => name);
    const almighty = { region: here.region, name: `almighty-${geography}` };
    const bounded = await createAlmightyRole({ ...almighty, boundary });
    const unbounded = await createAlmightyRole({ ...almighty, name: `${almighty.name}-unbounded` });
    const attackers = [
      ...real.map(({ name, role }) => ({
        name,
        role,
        place: { ...place, role: role.split('/').at(-1) ?? role },
      })),
      { name: 'bounded', role: bounded, place },
      { name: 'bounded-beside', role: bounded, place: elsewhere },
      { name: 'unbounded', role: unbounded, place: elsewhere },
    ];
    outcomes = await outcomesOf(here.region, attackers, archive);
  });

  const outcomesAs = (attacker: string, way: string): readonly string[] =>
    (outcomes.get(attacker) ?? []).flatMap(({ id, outcome }) => (id === way ? [outcome] : []));

  test('have the role of each function', () => {
    expect(roles.length).toBeGreaterThanOrEqual(7);
    expect(new Set(roles).size).toBe(roles.length);
    expect(roles).toEqual(expect.arrayContaining(['settings', 'worker', 'outbox']));
  });

  describe.each(tried)('$id: $way', ({ id, live }) => {
    // IAM says why it refuses: because of a Deny, which only the boundary has.
    const refused = live.map(({ action }) => `${action}: refused by a Deny`);

    test('[BY-11] is refused by IAM to the role of every function', () => {
      for (const role of roles) expect(outcomesAs(role, id), role).toEqual(refused);
    });

    test('[BY-11] is refused within the boundary to a role that permits everything', () => {
      expect(outcomesAs('bounded', id)).toEqual(refused);
      expect(outcomesAs('bounded-beside', id)).toEqual(refused);
    });

    test('is let through to that role without the boundary, by calls that the emulator has', () => {
      for (const outcome of outcomesAs('unbounded', id)) expect(outcome).toMatch(/: (done$|let through: )/);
      expect(outcomesAs('unbounded', id)).toHaveLength(live.length);
    });
  });
});
