import { readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Statement } from '../../contract/statement/statement.ts';
import { geographies } from '../../domain/geographies.ts';
import { tokenFor } from '../../local/sign-in.ts';
import { signedIn, theCell, theCloud } from './running-cloud.ts';

/** Every statement that the deployed assembly holds, as it lies beside the code of a function. */
const synthesized = (): readonly Statement[] => {
  const { assembly } = theCloud();
  const root = statSync(assembly).isDirectory() ? assembly : dirname(assembly);
  return readdirSync(root)
    .filter((name) => name.startsWith('asset.'))
    .map((name) => join(root, name))
    .filter((path) => statSync(path).isDirectory() && readdirSync(path).includes('residency-statement.json'))
    .map((path) => JSON.parse(readFileSync(join(path, 'residency-statement.json'), 'utf8')));
};

describe.each(['eu', 'us'] as const)('the residency statement of the deployed cell %s', (geography) => {
  test.each(['owner', 'operator', 'assistant'])(
    '[BY-9] is answered to %s as it was compiled at synthesis',
    async (role) => {
      const { status, body } = await (await signedIn(theCell(geography), role)).call<Statement>(
        'GET',
        '/v1/residency',
      );

      expect(status).toBe(200);
      expect(body).toMatchObject({ geography, region: geographies[geography].region });
      expect(synthesized()).toContainEqual(body);
    },
  );

  test('is a page for whoever asks for one', async () => {
    const cell = theCell(geography);
    const answer = await fetch(`${cell.api}/v1/residency`, {
      headers: { authorization: `Bearer ${await tokenFor(cell, 'owner')}`, accept: 'text/html' },
    });

    expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8']);
    expect(answer.headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(await answer.text()).toContain(`<h1>Where data lies: ${geographies[geography].name}</h1>`);
  });
});
