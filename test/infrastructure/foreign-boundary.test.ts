import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CustomResourceProvider, CustomResourceProviderRuntime } from 'aws-cdk-lib';
import { AnyPrincipal, ManagedPolicy, Role } from 'aws-cdk-lib/aws-iam';
import { afterAll, describe, expect, test } from 'vitest';
import {
  aConfig,
  foreignBoundary,
  type Json,
  named,
  onlyCell,
  type Synthesized,
  synthesize,
  synthesizeCells,
} from './cells.ts';

const { boundary } = foreignBoundary;
const foreignArn = {
  'Fn::Join': ['', ['arn:aws:iam::', { Ref: 'AWS::AccountId' }, ':policy/platform/WorkloadBoundary']],
};

const rolesOf = (stacks: readonly Synthesized[]) => stacks.flatMap((stack) => stack.ofType('AWS::IAM::Role'));

const code = mkdtempSync(join(tmpdir(), 'domicile-provider-'));
writeFileSync(join(code, 'index.js'), 'exports.handler = async () => undefined;');
afterAll(() => rmSync(code, { recursive: true, force: true }));

type Statement = { readonly Sid?: string; readonly Effect: string };
const statementsOf = (storage: Synthesized): readonly Statement[] => {
  const { PolicyDocument } = storage.one('AWS::IAM::ManagedPolicy').Properties;
  return (PolicyDocument as unknown as { Statement: Statement[] }).Statement;
};

describe.each(named(synthesizeCells(foreignBoundary)))(
  'the cell %s within a foreign boundary',
  (geography, cell) => {
    test('has every role within that boundary, and our Denies attached beside it', () => {
      const roles = rolesOf(cell.stacks);
      expect(roles.length).toBeGreaterThan(0);
      for (const { Properties } of roles) {
        expect(Properties.PermissionsBoundary).toEqual(foreignArn);
        expect(Properties.ManagedPolicyArns).toEqual([
          {
            'Fn::ImportValue': expect.stringContaining(
              `Domicile-${geography}-Storage:ExportsOutputRefDenies`,
            ),
          },
        ]);
      }
    });

    test('denies what our own boundary denies, and allows nothing', () => {
      const own = synthesizeCells().find((other) => other.geography === geography);
      const ours = own ? statementsOf(own.storage) : [];
      const [first, ...denials] = ours;
      expect(first?.Effect).toBe('Allow');
      expect(statementsOf(cell.storage)).toEqual(denials);
      expect(new Set(denials.map(({ Effect }) => Effect))).toEqual(new Set(['Deny']));
    });
  },
);

describe('a role that somebody else makes in the cell', () => {
  const cell = onlyCell(
    synthesize(aConfig({ geographies: ['eu'], boundary }), ({ service }) => {
      CustomResourceProvider.getOrCreate(service, 'Custom::Anything', {
        codeDirectory: code,
        runtime: CustomResourceProviderRuntime.NODEJS_22_X,
      });
      const role = new Role(service, 'Another', { assumedBy: new AnyPrincipal() });
      role.addManagedPolicy(ManagedPolicy.fromAwsManagedPolicyName('ReadOnlyAccess'));
    }),
  );
  const denies = { 'Fn::ImportValue': expect.stringContaining('ExportsOutputRefDenies') };
  const attached = (prefix: string): Json | undefined =>
    cell.service.one('AWS::IAM::Role', prefix).Properties.ManagedPolicyArns;

  test('keeps its policies and gets our Denies: a role of a construct', () => {
    expect(attached('Another')).toEqual([expect.objectContaining({ 'Fn::Join': expect.anything() }), denies]);
  });

  test('keeps its policies and gets our Denies: a role that CDK makes for a custom resource', () => {
    expect(attached('CustomAnything')).toEqual([
      expect.objectContaining({ 'Fn::Sub': expect.anything() }),
      denies,
    ]);
    expect(cell.service.one('AWS::IAM::Role', 'CustomAnything').Properties.PermissionsBoundary).toEqual(
      foreignArn,
    );
  });
});
