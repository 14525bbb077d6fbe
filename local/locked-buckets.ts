import type { CloudAddress } from './clients.ts';
import { LocalFailure } from './failure.ts';
import { askS3, type S3Request } from './s3.ts';
import type { Declared } from './stacks.ts';

type Lock = {
  readonly ObjectLockConfiguration?: {
    readonly Rule?: { readonly DefaultRetention?: { readonly Mode?: string; readonly Days?: number } };
  };
};

/** The lock of a bucket, as S3 takes it; undefined where its template asks for none. */
const lockOf = ({ properties }: Declared): string | undefined => {
  const { Mode, Days } = (properties as Lock).ObjectLockConfiguration?.Rule?.DefaultRetention ?? {};
  return Mode === undefined || Days === undefined
    ? undefined
    : `<ObjectLockConfiguration><ObjectLockEnabled>Enabled</ObjectLockEnabled><Rule><DefaultRetention><Mode>${Mode}</Mode><Days>${Days}</Days></DefaultRetention></Rule></ObjectLockConfiguration>`;
};

type Policy = { readonly Statement: readonly { readonly Condition?: object }[] };

/** The emulator tells a policy nothing of `If-None-Match`: it would take every put for one that overwrites. */
const asksForCondition = (statement: Policy['Statement'][number]): boolean =>
  JSON.stringify(statement.Condition ?? {}).includes('"s3:if-none-match"');

/**
 * Locks a bucket as its template says, and takes out of its policy what the emulator could not hold it to: there, the
 * request alone keeps a name from being used twice.
 */
export const lockBucket = async (
  cloud: CloudAddress,
  region: string,
  [bucket, declared]: readonly [string, Declared],
): Promise<void> => {
  const ask = async (what: Omit<S3Request, 'bucket'>) => {
    const answer = await askS3(cloud, region, { bucket, ...what });
    if (answer.status < 300) return answer.body;
    throw new LocalFailure(`The bucket ${bucket} answered ${answer.status}: ${answer.body.slice(0, 300)}`);
  };
  const lock = lockOf(declared);
  if (lock === undefined) return;
  await ask({ method: 'PUT', query: { 'object-lock': '' }, body: lock });
  const policy: Policy = JSON.parse(await ask({ method: 'GET', query: { policy: '' } }));
  const Statement = policy.Statement.filter((statement) => !asksForCondition(statement));
  if (Statement.length === policy.Statement.length) return;
  await ask({ method: 'PUT', query: { policy: '' }, body: JSON.stringify({ ...policy, Statement }) });
};
