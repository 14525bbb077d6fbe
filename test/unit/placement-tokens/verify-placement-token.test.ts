import { describe, expect, test } from 'vitest';
import { placementVerifier } from '../../../client/placement-verifier.ts';
import type { KeyCertificate, PlacementToken } from '../../../domain/placement-tokens/placement-token.ts';
import { aPair, certified, tokenBy } from './keys.ts';

const at = Date.parse('2026-11-22T10:00:00.000Z');
const ofCell = aPair();
const inMemory = aPair();

const certificate: KeyCertificate = {
  v: 1,
  kind: 'placement-key',
  cell: 'eu',
  key: inMemory.jwk,
  from: at - 60_000,
  until: at + 3_540_000,
};

const token: PlacementToken = {
  v: 1,
  kind: 'placement',
  cell: 'eu',
  id: 'eu_pl_01JDEM0EXAMP0000000000000A',
  subject: 'eu_ws_01JDEM0EXAMP0000000000000B',
  use: 'prompt-evaluation',
  places: [{ geography: 'eu', region: 'eu-central-1', inferenceProfilePrefix: 'eu.' }],
  from: at,
  until: at + 60_000,
};

type Given = {
  readonly token?: Partial<PlacementToken>;
  readonly certificate?: Partial<KeyCertificate>;
  readonly certifiedBy?: ReturnType<typeof aPair>;
  readonly signedBy?: ReturnType<typeof aPair>;
};

const made = ({ certifiedBy = ofCell, signedBy = inMemory, ...given }: Given = {}) =>
  tokenBy(
    { ...token, ...given.token },
    certified({ ...certificate, ...given.certificate }, certifiedBy),
    signedBy,
  );

const verified = (written: string, now = at, cell: 'eu' | 'us' = 'eu') =>
  placementVerifier({ cell, keys: [ofCell.jwk], now: () => now }).verify(written);

describe('a placement token', () => {
  test('[SC-17] is verified without asking anybody, and says where a prompt may be evaluated', () => {
    expect(verified(made())).toEqual({ ok: true, placement: token });
  });

  test('[SC-17] is worth nothing in another cell', () => {
    expect(verified(made(), at, 'us')).toEqual({ ok: false, reason: 'other-cell' });
    // Also where that cell trusts the same key.
    expect(verified(made({ token: { cell: 'us' } }))).toEqual({ ok: false, reason: 'other-cell' });
  });

  test('[CC-6] [SC-17] ends after a minute at most', () => {
    expect(verified(made(), at + 59_999).ok).toBe(true);
    expect(verified(made(), at + 60_000)).toEqual({ ok: false, reason: 'ended' });
    expect(verified(made({ token: { until: at + 60_001 } }))).toEqual({
      ok: false,
      reason: 'lives-too-long',
    });
    expect(verified(made({ token: { until: at } }))).toEqual({ ok: false, reason: 'lives-too-long' });
  });

  test('is not good before its time, beyond what two clocks may be apart', () => {
    expect(verified(made(), at - 300_000).ok).toBe(true);
    expect(verified(made(), at - 300_001)).toEqual({ ok: false, reason: 'not-yet' });
  });

  test.each<readonly [string, Given, string]>([
    ['a certificate by a key that the cell did not publish', { certifiedBy: aPair() }, 'unknown-key'],
    ['a signature by another key than the certified', { signedBy: aPair() }, 'bad-signature'],
    ['a certificate of another cell', { certificate: { cell: 'us' } }, 'other-cell'],
    ['a certificate for longer than an hour', { certificate: { from: at - 3_600_000 } }, 'bad-certificate'],
    [
      'a certificate that ends before the token',
      { certificate: { until: at + 1 } },
      'certificate-not-in-force',
    ],
    [
      'a certificate that starts after the token',
      { certificate: { from: at + 1 } },
      'certificate-not-in-force',
    ],
    [
      'a key under another name than its own',
      { certificate: { key: { ...inMemory.jwk, kid: ofCell.jwk.kid } } },
      'bad-certificate',
    ],
  ])('with %s is refused', (_what, given, reason) => {
    expect(verified(made(given))).toEqual({ ok: false, reason });
  });

  test('that was changed anywhere is refused, and never with an error', () => {
    const written = made();
    for (let position = 0; position < written.length; position += 1) {
      const letter = written[position] === 'A' ? 'B' : 'A';
      const changed = written.slice(0, position) + letter + written.slice(position + 1);
      expect(verified(changed).ok, `position ${position}`).toBe(false);
    }
  });

  test.each(['', '.', '..', 'a.b.c', '....', 'x'.repeat(9_000), '\u0000', `${made()}.`, ` ${made()}`])(
    'is not %j',
    (written) => {
      expect(verified(written)).toEqual({ ok: false, reason: 'not-a-token' });
    },
  );

  test('costs one signature once its certificate is known, and each is checked all the same', () => {
    const verifier = placementVerifier({ cell: 'eu', keys: [ofCell.jwk], now: () => at });
    const first = made();
    expect(verifier.verify(first).ok).toBe(true);
    expect(verifier.verify(first).ok).toBe(true);
    expect(verifier.verify(made({ signedBy: aPair() }))).toEqual({ ok: false, reason: 'bad-signature' });
  });
});
