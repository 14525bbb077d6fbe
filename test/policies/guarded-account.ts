import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runSimulation, type Simulation } from '@cloud-copilot/iam-simulate';
import { App } from 'aws-cdk-lib';
import type { ConfigInput } from '../../lib/config.ts';
import { GuardrailStage } from '../../lib/guardrail-stack.ts';
import { aConfig, cdkFlags } from '../infrastructure/cells.ts';

export const account = '111122223333';
export const other = '444455556666';
export const here = 'eu-central-1';
export const abroad = 'us-east-1';

export const organization = 'o-a1b2c3d4e5';

type Policy = { readonly Type: string; readonly Content: object };

/** The guardrails of a configuration of one account, as they are deployed. */
const synthesizePolicies = (changes: Partial<ConfigInput>): readonly Policy[] => {
  const guardrails = { organization };
  const config = aConfig({ geographies: ['eu'], account, guardrails, ...changes });
  const directory = mkdtempSync(join(tmpdir(), 'domicile-guardrails-'));
  try {
    const app = new App({
      outdir: join(directory, 'out'),
      context: cdkFlags(),
      analyticsReporting: false,
    });
    const [stack] = new GuardrailStage(app, config, guardrails).synth().stacks;
    const resources: Record<string, { Properties: Policy }> = stack?.template.Resources ?? {};
    return Object.values(resources).map(({ Properties }) => Properties);
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
};

const statement = { Effect: 'Allow', Action: '*', Resource: '*' };
const everything = (whoever: object = {}) => ({
  Version: '2012-10-17',
  Statement: [{ ...statement, ...whoever }],
});

const ofType = (policies: readonly Policy[], type: string) =>
  policies.filter(({ Type }) => Type === type).map((one, at) => ({ name: `${at}`, policy: one.Content }));

/** A call in the account of the cell. */
export type Call = {
  readonly action: string;
  readonly resource: string;
  /** Default: an administrator of the account. */
  readonly by?: string;
  readonly context?: Readonly<Record<string, string | string[]>>;
};

const administrator = `arn:aws:iam::${account}:role/Administrator`;
const accountOf = (arn: string) => arn.split(':')[4] ?? '';

/** A service calls for itself, and is no principal of an account. */
const isService = (principal: string): boolean => principal.endsWith('.amazonaws.com');

const named = (by: string) => (isService(by) ? { Service: by } : { AWS: by });

const contextOf = (by: string): NonNullable<Call['context']> =>
  isService(by)
    ? { 'aws:PrincipalIsAWSService': 'true' }
    : {
        'aws:PrincipalAccount': accountOf(by),
        'aws:PrincipalArn': by,
        'aws:PrincipalIsAWSService': 'false',
      };

const simulated = (
  policies: readonly Policy[],
  { action, resource, by = administrator, context = {} }: Call,
): Simulation => ({
  request: {
    principal: by,
    action,
    resource: { resource, accountId: account },
    contextVariables: {
      'aws:RequestedRegion': here,
      'aws:ResourceAccount': account,
      ...contextOf(by),
      ...context,
    },
  },
  identityPolicies: [{ name: 'all', policy: everything() }],
  // Those of services hold who is in the account, those of resources what is there. Every account has the first
  // one here: what the others do not deny is left to it.
  serviceControlPolicies:
    accountOf(by) === account
      ? [
          {
            orgIdentifier: 'cells',
            policies: [{ name: 'all', policy: everything() }, ...ofType(policies, 'SERVICE_CONTROL_POLICY')],
          },
        ]
      : [],
  resourceControlPolicies: [
    { orgIdentifier: 'cells', policies: ofType(policies, 'RESOURCE_CONTROL_POLICY') },
  ],
  resourcePolicy: everything({ Principal: named(by) }),
});

/**
 * Asks whether a call passes the guardrails of a configuration, where its own policies and those of the resource
 * allow everything. The asking throws where there is no such call.
 */
export const guardedBy = (changes: Partial<ConfigInput> = {}) => {
  const policies = synthesizePolicies(changes);
  return async (call: Call): Promise<boolean> => {
    const answer = await runSimulation(simulated(policies, call), {});
    if (answer.resultType === 'error') throw new Error(JSON.stringify(answer.errors));
    return answer.overallResult === 'Allowed';
  };
};

/** The ARN of something in the account. */
export const arn = (service: string, rest: string, region: string = here): string =>
  `arn:aws:${service}:${region}:${account}:${rest}`;
