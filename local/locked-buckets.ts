import type { CloudAddress } from './clients.ts';
import { LocalFailure } from './failure.ts';
import { account } from './ministack.ts';
import { askS3, type S3Request } from './s3.ts';
import { type Declared, type Scope, textOf } from './stacks.ts';

type Declaration = {
  readonly BucketEncryption?: {
    readonly ServerSideEncryptionConfiguration?: readonly {
      readonly ServerSideEncryptionByDefault?: { readonly KMSMasterKeyID?: unknown };
    }[];
  };
  readonly ObjectLockConfiguration?: {
    readonly Rule?: { readonly DefaultRetention?: { readonly Mode?: string; readonly Days?: number } };
  };
};

/** The lock of a bucket, as S3 takes it; undefined where its template asks for none. */
const lockOf = ({ properties }: Declared): string | undefined => {
  const { Mode, Days } = (properties as Declaration).ObjectLockConfiguration?.Rule?.DefaultRetention ?? {};
  return Mode === undefined || Days === undefined
    ? undefined
    : `<ObjectLockConfiguration><ObjectLockEnabled>Enabled</ObjectLockEnabled><Rule><DefaultRetention><Mode>${Mode}</Mode><Days>${Days}</Days></DefaultRetention></Rule></ObjectLockConfiguration>`;
};

/** The encryption of a bucket under a key, as S3 takes it; undefined where its template names none. */
const encryptionOf = ({ properties }: Declared, scope: Scope): string | undefined => {
  const { BucketEncryption } = properties as Declaration;
  const [byDefault] = BucketEncryption?.ServerSideEncryptionConfiguration ?? [];
  const key = textOf(byDefault?.ServerSideEncryptionByDefault?.KMSMasterKeyID, scope);
  return key === undefined
    ? undefined
    : `<ServerSideEncryptionConfiguration><Rule><ApplyServerSideEncryptionByDefault><SSEAlgorithm>aws:kms</SSEAlgorithm><KMSMasterKeyID>${keyArn(key, scope.stack.region)}</KMSMasterKeyID></ApplyServerSideEncryptionByDefault><BucketKeyEnabled>true</BucketKeyEnabled></Rule></ServerSideEncryptionConfiguration>`;
};

/** The emulator answers with the bare id of a key where AWS has its ARN. */
const keyArn = (key: string, region: string): string =>
  key.startsWith('arn:') ? key : `arn:aws:kms:${region}:${account}:key/${key}`;

type Policy = { readonly Statement: readonly { readonly Condition?: object }[] };

/** The emulator tells a policy nothing of `If-None-Match`: it would take every put for one that overwrites. */
const asksForCondition = (statement: Policy['Statement'][number]): boolean =>
  JSON.stringify(statement.Condition ?? {}).includes('"s3:if-none-match"');

/**
 * Locks and encrypts a bucket as its template says, and takes out of its policy what the emulator could not hold it to: there, the
 * request alone keeps a name from being used twice.
 */
export const lockBucket = async (
  cloud: CloudAddress,
  scope: Scope,
  [bucket, declared]: readonly [string, Declared],
): Promise<void> => {
  const { region } = scope.stack;
  const ask = async (what: Omit<S3Request, 'bucket'>) => {
    const answer = await askS3(cloud, region, { bucket, ...what });
    if (answer.status < 300) return answer.body;
    throw new LocalFailure(`The bucket ${bucket} answered ${answer.status}: ${answer.body.slice(0, 300)}`);
  };
  const lock = lockOf(declared);
  if (lock === undefined) return;
  await ask({ method: 'PUT', query: { 'object-lock': '' }, body: lock });
  const encryption = encryptionOf(declared, scope);
  if (encryption !== undefined) await ask({ method: 'PUT', query: { encryption: '' }, body: encryption });
  const policy: Policy = JSON.parse(await ask({ method: 'GET', query: { policy: '' } }));
  const Statement = policy.Statement.filter((statement) => !asksForCondition(statement));
  if (Statement.length === policy.Statement.length) return;
  await ask({ method: 'PUT', query: { policy: '' }, body: JSON.stringify({ ...policy, Statement }) });
};
