import { GetFunctionConfigurationCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { beforeAll, expect, test } from 'vitest';
import { placementVerifier } from '../../client/placement-verifier.ts';
import type { PlacementReply } from '../../contract/api/replies.ts';
import type { PublicKeySet } from '../../domain/evidence/signing-key.ts';
import { apiOf, bodyOf, tagOf } from '../../local/api.ts';
import { clientConfig } from '../../local/clients.ts';
import { type Actors, actorsIn } from '../../local/demo/story.ts';
import { deployedStacks } from '../../local/stacks.ts';
import { json } from '../escapes/live/call.ts';
import { outcomeOf } from './adversary/answers.ts';
import { cellSite } from './adversary/cell-site.ts';
import { createAlmightyRole, deployAdversary, packAdversary } from './adversary/deploy.ts';
import { namesIn } from './adversary/places.ts';
import { theCell, theCloud } from './running-cloud.ts';

const location = 'security-copilot/prompt-evaluation-location';

let eu: Actors;

beforeAll(async () => {
  eu = await actorsIn(theCell('eu'));
});

/** The owner chooses where prompts are evaluated, having read the notice. */
const chooseLocation = async ({ owner, workspace }: Actors, value: string) => {
  const shown = await owner.setting(workspace, location);
  const { notice } = bodyOf('Reading the setting', 200, shown);
  const choice = { value, notice: { id: notice.id, version: notice.version } };
  return bodyOf('Choosing', 200, await owner.choose(workspace, location, choice, tagOf(shown)));
};

const placeIn = async ({ assistant, workspace: subject }: Actors): Promise<PlacementReply> => {
  const ingredients = [{ category: 'prompt', dataClass: 'customer-data' }];
  const body = { subject, use: 'prompt-evaluation', purpose: 'agreed-services', ingredients };
  return bodyOf('Placing', 200, await assistant.call<PlacementReply>('POST', '/v1/placements', { body }));
};

test('[SC-17] a gateway verifies with the published keys of a deployed cell where a prompt may be evaluated', async () => {
  expect(await placeIn(eu)).toMatchObject({ reason: 'location-not-chosen' });
  await chooseLocation(eu, 'eu');
  const reply = await placeIn(eu);
  const nobody = apiOf(eu.cell.api);
  const published = await nobody.call<PublicKeySet>('GET', '/.well-known/placement-keys.json');
  const { keys } = bodyOf('Fetching the keys', 200, published);
  const token = 'token' in reply ? (reply.token ?? '') : '';

  const verified = placementVerifier({ cell: 'eu', keys }).verify(token);

  expect(verified).toMatchObject({
    ok: true,
    placement: {
      id: 'placement' in reply ? reply.placement : '',
      subject: eu.workspace,
      places: [{ geography: 'eu', region: 'eu-central-1', inferenceProfilePrefix: 'eu.' }],
      until: Date.parse(reply.expiresAt),
    },
  });
  expect(placementVerifier({ cell: 'us', keys }).verify(token)).toMatchObject({ reason: 'other-cell' });
});

test('[SC-17] the key of placements signs for the function of decisions, and for no other role', async () => {
  const { region } = eu.cell;
  const site = await cellSite('eu');
  const stacks = await deployedStacks(theCloud(), region);
  const idOf = (output: string) =>
    stacks.map(({ outputs }) => outputs[output]).find((id) => id !== undefined) ?? '';
  const calls = ['PlacementKeyId', 'SigningKeyId'].map((output) => ({
    ...json('kms:Sign', {
      KeyId: idOf(output),
      Message: btoa('a key'),
      SigningAlgorithm: 'ECDSA_SHA_256',
    }),
    at: region,
  }));
  const archive = await packAdversary();
  const triedAs = async (name: string, role: string) => {
    const tries = await deployAdversary({ region, name: `certifies-as-${name}`, role, archive });
    const answers = await tries(calls);
    return answers.map((answer, index) => outcomeOf(calls[index]?.action ?? '', answer));
  };
  const lambda = new LambdaClient(clientConfig(theCloud(), region));
  const outcomes: Record<string, readonly string[]> = {};
  for (const name of ['Decisions', 'Signer', 'Captures']) {
    const [FunctionName] = namesIn(site, 'AWS::Lambda::Function', name);
    const { Role = '' } = await lambda.send(new GetFunctionConfigurationCommand({ FunctionName }));
    outcomes[name] = await triedAs(name, Role);
  }
  lambda.destroy();
  const almighty = await createAlmightyRole({ region, name: 'almighty-certifier' });
  outcomes.almighty = await triedAs('almighty', almighty);

  expect(outcomes).toEqual({
    Decisions: ['done', 'refused'],
    Signer: ['refused', 'done'],
    Captures: ['refused', 'refused'],
    // Its own policy allows everything, and it has no boundary: the policies of the keys refuse.
    almighty: ['refused', 'refused'],
  });
});
