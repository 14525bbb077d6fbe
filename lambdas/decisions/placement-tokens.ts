import { generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import { keyServiceUnavailable } from '../../contract/api/decision-problems.ts';
import { type PublicKeySet, publicJwkOfSpki } from '../../domain/evidence/signing-key.ts';
import type { Geography } from '../../domain/geographies.ts';
import {
  certificateSigningInput,
  certifiedFor,
  compact,
  type KeyCertificate,
  type PlacementToken,
  renewedBefore,
  tokenSigningInput,
} from '../../domain/placement-tokens/placement-token.ts';
import type { Instant } from '../../domain/time.ts';
import type { Clock } from '../shared/ports.ts';
import type { SigningKey } from '../shared/signing-key.ts';

/** What a token says of one placement; the cell says the rest. */
export type Granted = Omit<PlacementToken, 'v' | 'kind' | 'cell'>;

/** What signs placement tokens, where the cell is configured to. */
export type PlacementTokens = {
  /** The key that certifies; everybody may have it. @throws ProblemError key-service-unavailable */
  readonly publicKeys: () => Promise<PublicKeySet>;
  /**
   * A token for a placement, or undefined where nothing is left of the time for which it was granted.
   * @throws ProblemError key-service-unavailable: then nothing may be permitted
   */
  readonly sign: (granted: Granted) => Promise<string | undefined>;
};

export type TokenOptions = {
  readonly geography: Geography;
  readonly clock: Clock;
  /** The key of the cell that certifies. */
  readonly key: SigningKey;
  /** Is told why the key service failed. */
  readonly report: (error: unknown) => void;
};

/** A key in memory. Its secret part is never exported, and goes with the process that made it. */
type CertifiedKey = {
  readonly secret: KeyObject;
  readonly certificate: KeyCertificate;
  /** The certificate as it stands in tokens. */
  readonly written: string;
};

/** An answer of the key service came when the certificate was over. */
class CertifiedTooLate extends Error {
  override readonly name = 'CertifiedTooLate';
}

/** Whether tokens are still signed with a key: none outlives its certificate. */
const isInForce = ({ certificate: { from, until } }: CertifiedKey, at: Instant): boolean =>
  from <= at && at < until - renewedBefore;

/**
 * Signs placement tokens with a key in memory, which the key of the cell certifies at first need and then once an
 * hour (SC-17): nobody asks the key service for each token. Whoever needs the same certificate waits for the same
 * answer; where there is none, the next one asks again.
 */
export const placementTokens = (options: TokenOptions): PlacementTokens => {
  const { clock, geography, key } = options;
  let current: CertifiedKey | undefined;
  let coming: Promise<CertifiedKey> | undefined;

  const renew = async (): Promise<CertifiedKey> => {
    const made = await certified(options);
    // A function can be frozen while it waits.
    if (!isInForce(made, clock.now())) throw new CertifiedTooLate('the certificate is over');
    current = made;
    return made;
  };
  const inForce = async (): Promise<CertifiedKey> => {
    if (current !== undefined && isInForce(current, clock.now())) return current;
    coming ??= renew().finally(() => {
      coming = undefined;
    });
    return coming;
  };
  const orUnavailable = async <Answer>(asked: Promise<Answer>): Promise<Answer> => {
    try {
      return await asked;
    } catch (error) {
      options.report(error);
      throw keyServiceUnavailable();
    }
  };

  return {
    publicKeys: async () => ({ keys: [await orUnavailable(key.publicKey())] }),
    sign: async (granted) => {
      const { secret, certificate, written } = await orUnavailable(inForce());
      // Whoever asked first had to wait for the certificate, and no token is older than that.
      const from = Math.max(granted.from, certificate.from);
      if (granted.until <= from) return undefined;
      const token: PlacementToken = { v: 1, kind: 'placement', cell: geography, ...granted, from };
      const input = tokenSigningInput(token, written);
      return compact(input, signatureOf(input, secret));
    },
  };
};

const certified = async ({ geography, clock, key }: TokenOptions): Promise<CertifiedKey> => {
  const { publicKey, privateKey: secret } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const { kid } = await key.publicKey();
  const from = clock.now();
  const certificate: KeyCertificate = {
    v: 1,
    kind: 'placement-key',
    cell: geography,
    key: publicJwkOfSpki(publicKey.export({ format: 'der', type: 'spki' })),
    from,
    until: from + certifiedFor,
  };
  const input = certificateSigningInput(certificate, kid);
  return { secret, certificate, written: compact(input, await key.sign(input)) };
};

const signatureOf = (text: string, key: KeyObject): Uint8Array =>
  sign('sha256', Buffer.from(text), { key, dsaEncoding: 'ieee-p1363' });
