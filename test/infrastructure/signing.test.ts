import { describe, expect, test } from 'vitest';
import { everyFunction } from '../../contract/access/every-function.ts';
import { minutes } from '../../domain/time.ts';
import { named, onlyCell, type Resource, synthesizeCells } from './cells.ts';

type Statement = {
  readonly Effect: string;
  readonly Action: string | readonly string[];
  readonly Resource?: unknown;
  readonly Principal?: unknown;
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
};

const listed = (value: string | readonly string[]): readonly string[] => [value].flat();

const statementsOf = ({ Properties }: Resource): readonly Statement[] =>
  (Properties.Policies as readonly { PolicyDocument: { Statement: readonly Statement[] } }[]).flatMap(
    ({ PolicyDocument }) => PolicyDocument.Statement,
  );

const mayCall = (role: Resource, action: RegExp): readonly string[] =>
  statementsOf(role)
    .filter(({ Effect, Action }) => Effect === 'Allow' && listed(Action).some((name) => action.test(name)))
    .map(({ Resource }) => JSON.stringify(Resource));

const isSigning = ({ Properties }: Resource): boolean => Properties.KeyUsage === 'SIGN_VERIFY';

describe.each(named(synthesizeCells()))('the keys that sign in the cell %s', (geography, cell) => {
  const { storage, service } = cell;
  const roles = service.ofType('AWS::IAM::Role');

  test('sign with P-256, in one region', () => {
    const keys = storage.ofType('AWS::KMS::Key').filter(isSigning);
    expect(keys.map(({ Properties }) => [Properties.KeySpec, Properties.MultiRegion ?? false])).toEqual([
      ['ECC_NIST_P256', false],
    ]);
  });

  test('[BY-2] [BY-10] no function but the signer may sign, and that one with the newest key alone', () => {
    const signers = roles.filter((role) => mayCall(role, /^kms:(Sign|\*)$|^\*$/).length > 0);
    expect(signers.map(({ id }) => id.replace(/[0-9A-F]{8}$/, ''))).toEqual(['SignerRole']);
    const [signer] = signers as [Resource];
    expect(mayCall(signer, /^kms:Sign$/)).toEqual([expect.stringMatching(/SigningKeysGeneration1.*Arn/)]);
  });

  test('[BY-2] [BY-10] nobody else of the account may sign either: the policy of the key denies it', () => {
    const [key] = storage.ofType('AWS::KMS::Key').filter(isSigning) as [Resource];
    const { Statement } = key.Properties.KeyPolicy as { readonly Statement: readonly Statement[] };
    const denied = Statement.filter(({ Effect }) => Effect === 'Deny');
    expect(denied).toEqual([
      expect.objectContaining({ Action: 'kms:Sign', Principal: { AWS: '*' }, Resource: '*' }),
    ]);
    const exempt = JSON.stringify(denied[0]?.Condition?.ArnNotLike?.['aws:PrincipalArn']);
    expect(exempt).toContain(`:role/Domicile-${geography}-Service-SignerRole*`);
    expect(exempt).toContain(`:assumed-role/Domicile-${geography}-Service-SignerRole*`);
    // The name that CloudFormation gives the role begins so, and is not cut: it has 64 characters at most.
    const [signer] = roles.filter(({ id }) => id.startsWith('SignerRole')) as [Resource];
    expect(`${service.name}-${signer.id}-123456789012`.length).toBeLessThanOrEqual(64);
  });
});

test('another generation signs, and the key before it stays with its logical id', () => {
  const { storage, service } = onlyCell(
    synthesizeCells({ geographies: ['eu'], evidence: { signingKeys: 3 } }),
  );
  const keys = storage.ofType('AWS::KMS::Key').filter(isSigning);
  expect(keys.map(({ id, DeletionPolicy }) => [id.slice(0, 22), DeletionPolicy]).sort()).toEqual([
    ['SigningKeysGeneration1', 'RetainExceptOnCreate'],
    ['SigningKeysGeneration2', 'RetainExceptOnCreate'],
    ['SigningKeysGeneration3', 'RetainExceptOnCreate'],
  ]);
  expect(keys.map(({ id }) => id)).toContain('SigningKeysGeneration1F217E8DB');
  const [signer] = service.ofType('AWS::IAM::Role').filter(({ id }) => id.startsWith('SignerRole'));
  expect(mayCall(signer as Resource, /^kms:Sign$/)).toEqual([
    expect.stringMatching(/SigningKeysGeneration3/),
  ]);
});

test('[BY-12] alarms ring when evidence waits for longer than three runs, for what is set aside, and while an incident is open', () => {
  const { service } = onlyCell(
    synthesizeCells({ geographies: ['eu'], evidence: { signEvery: minutes(10) } }),
  );
  const alarms = service
    .ofType('AWS::CloudWatch::Alarm')
    .filter(({ Properties }) => Properties.Namespace === 'Domicile/Evidence')
    .map(({ Properties: { MetricName, Threshold, Statistic } }) => [MetricName, Threshold, Statistic]);
  expect(alarms.sort()).toEqual([
    ['OldestUnsignedSeconds', 1_800, 'Maximum'],
    ['OpenIncidents', 1, 'Maximum'],
    ['SigningSetAside', 1, 'Maximum'],
  ]);
});

test('one function signs checkpoints and nothing else, and it answers nobody', () => {
  const signing = everyFunction.filter(({ signs }) => signs?.includes('checkpoints'));
  expect(signing.map(({ signs }) => signs)).toEqual([['checkpoints']]);
  expect(signing.map(({ name }) => name)).toEqual(['signer']);
  expect(signing.flatMap(({ triggers }) => triggers.map(({ kind }) => kind))).toEqual(['schedule']);
});
