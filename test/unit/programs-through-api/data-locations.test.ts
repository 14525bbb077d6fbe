import { expect, test } from 'vitest';
import { everyGeography, geographies } from '../../../domain/geographies.ts';
import { aPerson } from '../../support/callers.ts';
import { aCell } from '../../support/cell.ts';
import { anEvent } from '../../support/events.ts';
import { platformSharing, platformUse } from '../../support/settings.ts';
import { anOrganization, aWorkspace, capture, expectStatus, optIn, owner } from '../../support/story.ts';

test('[DL-1] there are nine geographies, each with its own regions, and a program says that its data lies in one of them', async () => {
  const cell = aCell('br');
  const reply = await cell.call(owner, 'GET /v1/programs/{program}', {
    path: { program: 'customer-service-insights' },
  });
  const regions = everyGeography.flatMap((geography) => {
    const facts: { readonly region: string; readonly durabilityRegion?: string } = geographies[geography];
    return [facts.region, ...(facts.durabilityRegion === undefined ? [] : [facts.durabilityRegion])];
  });

  expect(everyGeography.map((geography) => geographies[geography].name).sort()).toEqual([
    'Asia Pacific',
    'Australia',
    'Brazil',
    'Canada',
    'Europe',
    'India',
    'Japan',
    'United Kingdom',
    'United States',
  ]);
  expect(new Set(regions).size).toBe(regions.length);
  expect(expectStatus(reply, 200).locations).toMatchObject({ geographies: everyGeography });
});

test.each(everyGeography)(
  '[DL-1] in %s everything that is stored of a customer lies under keys of that geography',
  async (geography) => {
    const cell = aCell(geography);
    const organization = await anOrganization(cell);
    const workspace = await aWorkspace(cell, organization);
    const epoch = await optIn(cell, organization, platformSharing);
    const { lot } = expectStatus(await capture(cell, workspace, platformUse), 201);

    const { items } = await cell.store.query({
      table: 'content',
      pk: `${epoch}#${lot}`,
      consistency: 'strong',
    });

    expect(items).toHaveLength(1);
    for (const id of [organization, workspace, epoch, lot, items[0]?.pk]) {
      expect(id).toMatch(new RegExp(`^${geography}_`));
    }
  },
);

test('[DL-1] a customer’s data is where it chose: another cell refuses its workspace, and looks nothing up', async () => {
  const cell = aCell('jp');
  const workspace = await aWorkspace(cell);

  for (const other of everyGeography.filter((geography) => geography !== 'jp')) {
    const reply = await capture(aCell(other), workspace, platformUse);
    expect(reply).toMatchObject({ status: 421, body: { type: 'urn:domicile:problem:misdirected-request' } });
  }
});

test.each(['203.0.113.7', '198.51.100.4', '2001:db8::1'])(
  '[DL-3] a user who connects from %s is answered as from anywhere else',
  async (sourceIp) => {
    const cell = aCell('eu');
    const organization = await anOrganization(cell);
    const route = 'GET /v1/organizations/{organization}';
    const event = anEvent(route, aPerson('owner-1'), {
      path: { organization },
      headers: { 'x-forwarded-for': sourceIp, 'cloudfront-viewer-country': 'NZ' },
    });
    const { requestContext } = event;
    const abroad = { ...requestContext, http: { ...requestContext.http, sourceIp } };

    const there = await cell.send({ ...event, requestContext: abroad });

    expect(there.status).toBe(200);
    expect(there.body).toEqual((await cell.call(owner, route, { path: { organization } })).body);
  },
);
