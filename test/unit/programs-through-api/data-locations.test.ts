import { expect, test } from 'vitest';
import { everyGeography, geographies } from '../../../domain/geographies.ts';
import { aPerson } from '../../support/callers.ts';
import { aCell } from '../../support/cell.ts';
import { anEvent } from '../../support/events.ts';
import { platformSharing, platformUse } from '../../support/settings.ts';
import { anOrganization, aWorkspace, capture, expectStatus, optIn, owner } from '../../support/story.ts';

/** Written by hand, apart from the table that the product reads: a region that moves must be moved here too. */
const promisedGeographies = {
  eu: { name: 'Europe', region: 'eu-central-1', durabilityRegion: 'eu-west-1' },
  us: { name: 'United States', region: 'us-east-1', durabilityRegion: 'us-west-2' },
  au: { name: 'Australia', region: 'ap-southeast-2', durabilityRegion: 'ap-southeast-4' },
  apac: { name: 'Asia Pacific', region: 'ap-southeast-1', durabilityRegion: 'ap-east-1' },
  uk: { name: 'United Kingdom', region: 'eu-west-2' },
  br: { name: 'Brazil', region: 'sa-east-1' },
  ca: { name: 'Canada', region: 'ca-central-1', durabilityRegion: 'ca-west-1' },
  in: { name: 'India', region: 'ap-south-1', durabilityRegion: 'ap-south-2' },
  jp: { name: 'Japan', region: 'ap-northeast-1', durabilityRegion: 'ap-northeast-3' },
};

test('[DL-1] there are nine geographies, each with its own regions, and a program says that its data lies in one of them', async () => {
  const cell = aCell('br');
  const reply = await cell.call(owner, 'GET /v1/programs/{program}', {
    path: { program: 'customer-service-insights' },
  });

  expect(geographies).toStrictEqual(promisedGeographies);
  expect(expectStatus(reply, 200).locations).toMatchObject({ geographies: Object.keys(promisedGeographies) });
});

test.each(['directory', 'multi-factor-sign-in'])(
  '[DL-4] the exception %s is published as one that applies where the vendor brings its own issuer',
  async (id) => {
    const reply = await aCell('eu').call(owner, 'GET /v1/programs/{program}', {
      path: { program: 'customer-service-insights' },
    });

    expect(expectStatus(reply, 200).locations).toMatchObject({
      exceptions: { [id]: { status: 'applies', what: expect.stringMatching(/issuer of its own/) } },
    });
  },
);

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
