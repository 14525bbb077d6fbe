import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import type { Statement } from '../../../contract/statement/statement.ts';
import { anOperator, aPerson, aService } from '../../support/callers.ts';
import { aCell } from '../../support/cell.ts';
import { aStatement } from '../../support/statement.ts';

const asked = (headers: Record<string, string> = {}, statement: Statement = aStatement('eu')) =>
  aCell('eu', { statement }).call<{ readonly page: string; readonly type: string }>(
    aPerson('ann'),
    'GET /v1/residency',
    { headers },
  );

test.each([
  ['a person', aPerson('ann')],
  ['an operator', anOperator()],
  ['a service', aService()],
])('%s with a token of the cell is shown the statement that the function carries', async (_, claims) => {
  const { status, body } = await aCell('eu').call(claims, 'GET /v1/residency');

  expect(status).toBe(200);
  expect(body).toEqual(aStatement('eu'));
});

test.each([
  [undefined, 'application/json'],
  ['*/*', 'application/json'],
  ['application/json', 'application/json'],
  ['application/json;q=0.5, text/html', 'text/html; charset=utf-8'],
  ['text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8', 'text/html; charset=utf-8'],
  ['TEXT/HTML', 'text/html; charset=utf-8'],
  ['text/*', 'text/html; charset=utf-8'],
])('a caller who accepts %s is answered in %s', async (accept, type) => {
  const { status, headers } = await asked(accept === undefined ? {} : { Accept: accept });

  expect(status).toBe(200);
  expect(headers).toMatchObject({ 'content-type': type, 'cache-control': 'no-store', vary: 'Accept' });
});

test.each(['application/pdf', 'text/html;q=0', 'nonsense', '*/*;q=0'])(
  'who accepts nothing but %s is told what there is',
  async (accept) => {
    const { status, body, headers } = await asked({ accept });

    expect(status).toBe(406);
    expect(headers['content-type']).toBe('application/problem+json');
    expect(body).toMatchObject({
      type: 'urn:domicile:problem:not-acceptable',
      given: accept,
      allowed: ['application/json', 'text/html'],
    });
  },
);

test('the page runs, loads and sends nothing, and its policy lets in its one style by digest', async () => {
  const { headers, body } = await asked({ accept: 'text/html' });

  const styles = [...body.page.matchAll(/<style>(.*?)<\/style>/gs)].map(([, text = '']) => text);
  expect(styles).toHaveLength(1);
  const digest = createHash('sha256')
    .update(styles[0] ?? '')
    .digest('base64');
  expect(headers['content-security-policy']).toBe(
    `default-src 'none'; style-src 'sha256-${digest}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`,
  );
  expect(body.page).not.toMatch(/<script|<link|<img|<iframe|<form|\son\w+=|style=|https?:\/\//i);
});

test('the page is a document of one language, with headings, and tables whose cells have heads', async () => {
  const { body } = await asked({ accept: 'text/html' });

  expect(body.page).toMatch(/^<!doctype html>\n<html lang="en">/);
  expect(body.page).toContain('<title>Where data lies: Europe</title>');
  expect(body.page.match(/<h1>/g)).toHaveLength(1);
  const tables = body.page.split('<table>').slice(1);
  expect(tables).not.toHaveLength(0);
  for (const table of tables) expect(table).toMatch(/<caption>.*<th scope="col">/s);
  expect(body.page).toContain('<th scope="row">');
});

test('whatever a statement says stays text on the page', async () => {
  const evil = `"><script>alert('x')</script>&`;
  const entry = aStatement('eu').data[0];
  if (entry === undefined) throw new Error('The statement says nothing of data.');
  const { body } = await asked(
    { accept: 'text/html' },
    aStatement('eu', {
      name: evil,
      programs: [evil],
      data: [{ ...entry, data: evil, longestLife: [{ what: evil, life: evil }] }],
      remarks: [evil],
      cellDirectory: [{ geography: 'us', address: evil }],
    }),
  );

  expect(body.page).not.toContain('<script');
  expect(body.page).not.toContain('">alert');
  expect(body.page).toContain('&quot;&gt;&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;&amp;');
});

test('[BY-9] an outside witness of the log stands on the page with all that it is sent, and without one there is nothing', async () => {
  const address = 'https://witness.example.org/checkpoints';
  const witness = { address, receives: ['a root', 'a header'], says: 'No customer data is in it.' };
  const { body } = await asked({ accept: 'text/html' }, aStatement('eu', { witness }));
  const { body: without } = await asked({ accept: 'text/html' });

  expect(body.page).toContain(`<p>To ${address}: a root; a header. No customer data is in it.</p>`);
  expect(without.page).not.toContain('witness');
});
