import { Key, KeySpec, KeyUsage } from 'aws-cdk-lib/aws-kms';
import { describe, expect, test } from 'vitest';
import { everyFunction } from '../../contract/access/every-function.ts';
import { geographies } from '../../domain/geographies.ts';
import { definePin } from '../../lib/residency/pin.ts';
import { readTemplates } from '../../lib/residency/template/template.ts';
import { compileStatement } from '../../lib/statement/compile-statement.ts';
import { aConfig, type Cell, named, onlyCell, type Resource, synthesize, synthesizeCells } from './cells.ts';

const signed = { placements: { tokens: 'signed' } } as const;

const isSigning = ({ Properties }: Resource): boolean => Properties.KeyUsage === 'SIGN_VERIFY';

type Statement = {
  readonly Effect: string;
  readonly Action: string | readonly string[];
  readonly Resource: unknown;
  readonly Principal?: unknown;
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
};

/** Grants of a role on signing, as texts. */
const signsIn = ({ Properties }: Resource): readonly string[] =>
  (Properties.Policies as unknown as { PolicyDocument: { Statement: readonly Statement[] } }[])
    .flatMap(({ PolicyDocument }) => PolicyDocument.Statement)
    .filter(({ Action }) => [Action].flat().some((action) => action === 'kms:Sign'))
    .map(({ Action, Resource }) => `${[Action].flat().join(' ')} ${JSON.stringify(Resource)}`);

const roleOf = ({ service }: Cell, name: string): Resource => service.one('AWS::IAM::Role', `${name}Role`);

const variablesOf = ({ service }: Cell, name: string): object =>
  (service.one('AWS::Lambda::Function', `${name}Function`).Properties.Environment as { Variables: object })
    .Variables;

describe.each(named(synthesizeCells(signed)))(
  'the key of placement tokens in the cell %s',
  (geography, cell) => {
    const [key] = cell.service.ofType('AWS::KMS::Key') as [Resource];

    test('[SC-17] signs with P-256 in one region, and is no key of checkpoints', () => {
      expect(cell.service.ofType('AWS::KMS::Key')).toHaveLength(1);
      expect(key.Properties).toMatchObject({ KeySpec: 'ECC_NIST_P256', KeyUsage: 'SIGN_VERIFY' });
      expect(key.Properties.MultiRegion ?? false).toBe(false);
      expect(cell.storage.ofType('AWS::KMS::Key').filter(isSigning)).toHaveLength(1);
    });

    test('[SC-17] is used by the function of decisions, and by no other; and that one signs with nothing else', () => {
      const signing = cell.service
        .ofType('AWS::IAM::Role')
        .flatMap((role) => signsIn(role).map((grant) => [role.id.replace(/[0-9A-F]{8}$/, ''), grant]));
      expect(signing).toEqual([
        ['DecisionsRole', `kms:GetPublicKey kms:Sign {"Fn::GetAtt":["${key.id}","Arn"]}`],
        ['SignerRole', expect.stringMatching(/SigningKeysGeneration1/)],
      ]);
    });

    test('[SC-17] nobody else of the account may sign with it: the policy of the key denies it', () => {
      const { Statement } = key.Properties.KeyPolicy as unknown as {
        readonly Statement: readonly Statement[];
      };
      const denied = Statement.filter(({ Effect }) => Effect === 'Deny');
      expect(denied).toEqual([
        expect.objectContaining({ Action: 'kms:Sign', Principal: { AWS: '*' }, Resource: '*' }),
      ]);
      const exempt = JSON.stringify(denied[0]?.Condition?.ArnNotLike?.['aws:PrincipalArn']);
      expect(exempt).toContain(`:role/Domicile-${geography}-Service-DecisionsRole*`);
      expect(exempt).toContain(`:assumed-role/Domicile-${geography}-Service-DecisionsRole*`);
      // The name that CloudFormation gives the role begins so, and is not cut: it has 64 characters at most.
      const { id } = roleOf(cell, 'Decisions');
      expect(`${cell.service.name}-${id}-123456789012`.length).toBeLessThanOrEqual(64);
    });

    test('goes with its stack, in which nothing is kept', () => {
      expect([key.DeletionPolicy, key.UpdateReplacePolicy]).toEqual(['Delete', 'Delete']);
      expect(key.Properties.PendingWindowInDays).toBe(7);
      expect(cell.service.template.Outputs).toHaveProperty('PlacementKeyId.Value', { Ref: key.id });
    });

    test('is told to the function of decisions alone', () => {
      const told = everyFunction.filter(({ name }) =>
        Object.keys(variablesOf(cell, `${name[0]?.toUpperCase()}${name.slice(1)}`)).includes('PLACEMENT_KEY'),
      );
      expect(told.map(({ name }) => name)).toEqual(['decisions']);
      expect(variablesOf(cell, 'Decisions')).toHaveProperty('PLACEMENT_KEY', {
        'Fn::GetAtt': [key.id, 'Arn'],
      });
    });
  },
);

test('without tokens there is no key, and nothing that could be done with one', () => {
  expect(aConfig().placements).toEqual({ tokens: 'none' });
  const cell = onlyCell(synthesizeCells({ geographies: ['eu'] }));
  expect(cell.service.ofType('AWS::KMS::Key')).toEqual([]);
  expect(signsIn(roleOf(cell, 'Decisions'))).toEqual([]);
  expect(variablesOf(cell, 'Decisions')).not.toHaveProperty('PLACEMENT_KEY');
  expect(cell.service.template.Outputs).not.toHaveProperty('PlacementKeyId');
});

test('everything else of the cell is as it is without tokens', () => {
  const typesIn = (changes: object) => {
    const { storage, service } = onlyCell(synthesizeCells({ geographies: ['eu'], ...changes }));
    const idsIn = (resources: readonly Resource[]) => resources.map(({ id, Type }) => `${Type} ${id}`);
    return { storage: idsIn(storage.resources), service: idsIn(service.resources) };
  };
  const [without, withTokens] = [typesIn({}), typesIn(signed)];
  expect(withTokens.storage).toEqual(without.storage);
  expect(withTokens.service.filter((name) => !without.service.includes(name))).toEqual([
    expect.stringMatching(/^AWS::KMS::Key PlacementKey[0-9A-F]{8}$/),
  ]);
});

test('[BY-11] an isolated cell passes both keys through the one endpoint of the key service, and no other', () => {
  const isolated = (changes: object) =>
    onlyCell(synthesizeCells({ geographies: ['eu'], network: 'isolated', ...changes })).service;
  const endpointsIn = (changes: object) => isolated(changes).ofType('AWS::EC2::VPCEndpoint');
  expect(endpointsIn(signed)).toHaveLength(endpointsIn({}).length);
  const { Properties } = isolated(signed).one('AWS::EC2::VPCEndpoint', 'NetworkKmsEndpoint');
  const { Statement } = Properties.PolicyDocument as unknown as { readonly Statement: readonly Statement[] };
  const passed = Statement.map(({ Action, Resource }) => [Action, JSON.stringify(Resource)]);
  const actions = ['kms:GetPublicKey', 'kms:Sign'];
  const names = /^\[\{"Fn::GetAtt":\["PlacementKey\w{8}","Arn"\]\},[^,]*SigningKeysGeneration1[^,]*\]$/;
  expect(passed).toEqual([[actions, expect.stringMatching(names)]]);
});

describe('[BY-9] the residency statement', () => {
  const statedOf = (cell: Cell) => {
    const sources = cell.stacks.map(({ name, template }) => ({ name, content: template }));
    const pin = definePin(geographies[cell.geography].region);
    return compileStatement(readTemplates(sources, pin), pin);
  };

  test('says what each key of a cell signs', () => {
    const cell = onlyCell(synthesizeCells({ geographies: ['eu'], ...signed }));
    const keys = statedOf(cell).data.filter(({ store }) => store.type === 'AWS::KMS::Key');
    expect(keys.map(({ data, region, kind }) => [data, region, kind]).sort()).toEqual([
      [
        expect.stringMatching(/^A key that certifies keys of placement tokens/),
        'eu-central-1',
        'no-customer-data',
      ],
      [expect.stringMatching(/^A key that signs checkpoints/), 'eu-central-1', 'no-customer-data'],
      ['The key of tables and bucket', 'eu-central-1', 'no-customer-data'],
    ]);
  });

  test('does not know what a key of another name signs', () => {
    const [cell] = synthesize(aConfig({ geographies: ['eu'] }), ({ service }) => {
      new Key(service, 'Another', { keySpec: KeySpec.ECC_NIST_P256, keyUsage: KeyUsage.SIGN_VERIFY });
    });
    expect(() => statedOf(cell as Cell)).toThrow(/does not know what Another\w{8} signs/);
  });
});

test.each([
  [
    'another word',
    { placements: { tokens: 'yes' } },
    "`placements.tokens` is \"yes\"; allowed: 'signed', 'none'.",
  ],
  ['another field', { placements: { token: 'signed' } }, '`placements.token` is not known; allowed: tokens.'],
])('a configuration with %s is refused', (_, changes, message) => {
  expect(() => aConfig(changes as never)).toThrow(message);
});
