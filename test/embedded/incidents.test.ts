import { setTimeout as sleep } from 'node:timers/promises';
import { beforeAll, describe, expect, test } from 'vitest';
import type {
  CertificateReply,
  CorrectionReply,
  IncidentReply,
  ListedIncidentReply,
} from '../../contract/api/replies.ts';
import { verifyCertificateFile } from '../../domain/evidence/verify-certificate.ts';
import { days, isoOf } from '../../domain/time.ts';
import type { Api } from '../../local/api.ts';
import { type Actors, actorsIn, captureOf, choose } from '../../local/demo/story.ts';
import { tokenFor } from '../../local/sign-in.ts';
import { cellSite } from './adversary/cell-site.ts';
import { endNow, runNow } from './at-once.ts';
import { signedIn, theCell, theCloud } from './running-cloud.ts';

const patience = 60_000;

describe('a certificate that was wrong', () => {
  let us: Actors;
  let operator: Api;
  let token: string;

  beforeAll(async () => {
    us = await actorsIn(theCell('us'));
    operator = await signedIn(theCell('us'), 'operator');
    token = await tokenFor(us.cell, 'owner');
  });

  const bytesOf = async (path: string, headers: Record<string, string> = {}) => {
    const response = await fetch(`${us.cell.api}${path}`, { headers, signal: AbortSignal.timeout(30_000) });
    return { status: response.status, bytes: new Uint8Array(await response.arrayBuffer()) };
  };

  const verified = async (certificate: string) => {
    const { bytes } = await bytesOf(`/v1/certificates/${certificate}`, { authorization: `Bearer ${token}` });
    const { bytes: keys } = await bytesOf('/.well-known/jwks.json');
    return verifyCertificateFile(bytes, { keys });
  };

  const now = async (name: 'Planner' | 'Signer') => runNow(theCloud(), await cellSite('us'), name);

  /** Looks after each run of the signer until it is as it should be: one run can lead to another. */
  const until = async <Seen>(look: () => Promise<Seen>, isThere: (seen: Seen) => boolean): Promise<Seen> => {
    for (const start = Date.now(); ; await sleep(1_000)) {
      await now('Signer');
      const seen = await look();
      if (isThere(seen) || Date.now() - start > patience) return seen;
    }
  };

  const aCertificate = async (): Promise<string> => {
    expect((await choose(us, 'on')).status).toBe(200);
    const { epoch } = (await us.assistant.capture(captureOf(us.workspace))).body;
    expect((await choose(us, 'off')).status).toBe(200);
    await endNow(us, epoch, () => now('Planner'));
    type Listed = { readonly certificates: readonly CertificateReply[] };
    const { body } = await us.owner.call<Listed>('GET', `/v1/certificates?epoch=${epoch}`);
    const certificate = body.certificates[0]?.certificate ?? '';
    await until(
      () => verified(certificate),
      (file) => file.verified,
    );
    return certificate;
  };

  const incidentsOf = async () => {
    type Listed = { readonly incidents: readonly ListedIncidentReply[] };
    const { body } = await us.owner.call<Listed>('GET', `/v1/incidents?subject=${us.organization}`);
    return body.incidents.map(({ kind }) => kind).sort();
  };

  test('[BY-12] is superseded openly, its customer sees why, and what follows from it opens by itself', async () => {
    const certificate = await aCertificate();
    const otherCopies = [{ store: 'an export', until: isoOf(Date.now() + days(400)) }];
    const correction = { revision: 1, wrong: 'An export was overlooked.', facts: { otherCopies } };

    const taken = await operator.call<CorrectionReply>('POST', `/v1/certificates/${certificate}/correction`, {
      body: correction,
    });

    expect(taken.status).toBe(202);
    const file = await until(
      () => verified(certificate),
      (seen) => seen.verified && seen.certificate.revision === 2,
    );
    expect(file).toMatchObject({
      verified: true,
      certificate: { revision: 2, met: false, supersedes: { revision: 1, cause: 'corrected' } },
    });
    expect(await until(incidentsOf, (kinds) => kinds.length === 2)).toEqual([
      'certificate-wrong',
      'deadline-missed',
    ]);

    const path = `/v1/incidents/${taken.body.incident}`;
    const read = await operator.call<IncidentReply>('GET', path);
    const closed = await operator.call('POST', `${path}/close`, {
      body: { reason: 'The customer was told.' },
      ifMatch: read.headers.get('etag') ?? '',
    });
    expect(closed.status).toBe(200);
    const proven = await until(
      async () => (await us.owner.call<IncidentReply>('GET', path)).body,
      ({ entries }) => entries.every(({ inclusion }) => inclusion !== undefined),
    );
    expect(proven.entries.map(({ entry, inclusion }) => [entry.event.type, inclusion !== undefined])).toEqual(
      [
        ['opened', true],
        ['fact', true],
        ['closed', true],
      ],
    );
  });

  test('is corrected by no owner, and its incident closed by none', async () => {
    const refused = [
      await us.owner.call('POST', '/v1/certificates/us_cert_01J9Z3V8Q2T4N6R8S0W2Y4A6C8/correction', {
        body: { revision: 1, wrong: 'It is wrong.', facts: {} },
      }),
      await us.owner.call('POST', '/v1/incidents/us_inc_01J9Z3V8Q2T4N6R8S0W2Y4A6C8/close', {
        body: { reason: 'It is over.' },
        ifMatch: '"1"',
      }),
    ];
    expect(refused.map(({ status }) => status)).toEqual([403, 403]);
  });
});
