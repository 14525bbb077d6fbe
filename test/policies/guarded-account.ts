import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runSimulation, type Simulation } from '@cloud-copilot/iam-simulate';
import { App } from 'aws-cdk-lib';
import { GuardrailStage } from '../../lib/guardrail-stack.ts';
import { aConfig, cdkFlags } from '../infrastructure/cells.ts';

export const account = '111122223333';
export const other = '444455556666';
export const here = 'eu-central-1';
export const abroad = 'us-east-1';

const guardrails = { organization: 'o-a1b2c3d4e5' };
const config = aConfig({ geographies: ['eu'], account, guardrails });

type Policy = { readonly Type: string; readonly Content: object };

/** The guardrails of the cell of Europe, as they are deployed. */
const synthesizePolicies = (): readonly Policy[] => {
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

const policies = synthesizePolicies();

const statement = { Effect: 'Allow', Action: '*', Resource: '*' };
const everything = (whoever: object = {}) => ({
  Version: '2012-10-17',
  Statement: [{ ...statement, ...whoever }],
});

const ofType = (type: string) =>
  policies.filter(({ Type }) => Type === type).map((one, at) => ({ name: `${at}`, policy: one.Content }));

/** Every account has the first one: what the others do not deny is left to it. */
const ofServices = [
  {
    orgIdentifier: 'cells',
    policies: [{ name: 'all', policy: everything() }, ...ofType('SERVICE_CONTROL_POLICY')],
  },
];
const ofResources = [{ orgIdentifier: 'cells', policies: ofType('RESOURCE_CONTROL_POLICY') }];

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

const simulated = ({ action, resource, by = administrator, context = {} }: Call): Simulation => ({
  request: {
    principal: by,
    action,
    resource: { resource, accountId: account },
    contextVariables: {
      'aws:RequestedRegion': here,
      'aws:ResourceAccount': account,
      'aws:PrincipalAccount': accountOf(by),
      'aws:PrincipalArn': by,
      'aws:PrincipalIsAWSService': 'false',
      ...context,
    },
  },
  identityPolicies: [{ name: 'all', policy: everything() }],
  // Those of services hold who is in the account, those of resources what is there.
  serviceControlPolicies: accountOf(by) === account ? ofServices : [],
  resourceControlPolicies: ofResources,
  resourcePolicy: everything({ Principal: { AWS: by } }),
});

/**
 * Whether a call passes the guardrails, where its own policies and those of the resource allow everything.
 * @throws Error where there is no such call
 */
export const isAllowed = async (call: Call): Promise<boolean> => {
  const answer = await runSimulation(simulated(call), {});
  if (answer.resultType === 'error') throw new Error(JSON.stringify(answer.errors));
  return answer.overallResult === 'Allowed';
};

/** The ARN of something in the account. */
export const arn = (service: string, rest: string, region: string = here): string =>
  `arn:aws:${service}:${region}:${account}:${rest}`;
