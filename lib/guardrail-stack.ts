import { Stack, type StackProps, Stage } from 'aws-cdk-lib';
import { CfnPolicy } from 'aws-cdk-lib/aws-organizations';
import type { Construct } from 'constructs';
import { type Geography, geographies } from '../domain/geographies.ts';
import type { Config, GuardrailsConfig } from './config.ts';
import { copiesOf } from './copies.ts';
import { boundaryDeny } from './guardrails/boundary-control.ts';
import { reachDeny } from './guardrails/resource-control.ts';
import { copyDeny, type GuardedCell, regionDeny, type Statement } from './guardrails/service-control.ts';
import { guardrailsName } from './stack-names.ts';

/** Accounts or units, and the cells that they hold. */
type Held = {
  readonly name: string;
  readonly targets: readonly string[];
  readonly cells: readonly GuardedCell[];
  readonly account?: string;
};

/** Where cells are, and where the copies are that the configuration asks for (DL-2). */
const cellsOf = (config: Config, chosen: readonly Geography[]): readonly GuardedCell[] =>
  chosen.map((geography) => {
    const copies = copiesOf(config, geography);
    const { region: home } = geographies[geography];
    return { geography, home, ...(copies !== undefined && { copiesIn: copies.region }) };
  });

/** With an account for each cell, each account is held to the regions of its own cells alone. */
const heldBy = (config: Config, { targets }: GuardrailsConfig): readonly Held[] => {
  const { accounts, geographies: chosen } = config;
  if (targets !== undefined) return [{ name: 'cells', targets, cells: cellsOf(config, chosen) }];
  const byAccount = Map.groupBy(chosen, (geography) => accounts[geography] ?? '');
  return [...byAccount].map(([account, cells]) => ({
    name: cells.join('-'),
    targets: [account],
    account,
    cells: cellsOf(config, cells),
  }));
};

type Props = StackProps & { readonly config: Config; readonly guardrails: GuardrailsConfig };

/**
 * Policies of the organization that hold the accounts of the cells, their administrators included. It is no cell,
 * and holds nothing else: the residency rules let it stand for that alone. The management account and roles that are
 * linked to services are held by no such policy.
 */
export class GuardrailStack extends Stack {
  constructor(scope: Construct, id: string, { config, guardrails, ...props }: Props) {
    super(scope, id, { ...props, description: 'Domicile: what holds the accounts of the cells' });
    const held = boundaryDeny(config.boundary);
    for (const { name, targets, cells, account } of heldBy(config, guardrails)) {
      const add = this.policyOn(name, targets);
      add('Regions', 'SERVICE_CONTROL_POLICY', regionDeny(cells, account));
      add('Copies', 'SERVICE_CONTROL_POLICY', [...copyDeny(cells), ...held]);
      add('Reach', 'RESOURCE_CONTROL_POLICY', reachDeny(guardrails.organization));
    }
  }

  private policyOn(name: string, targets: readonly string[]) {
    return (what: string, type: string, statements: readonly Statement[]) =>
      new CfnPolicy(this, `${what}-${name}`, {
        name: `${guardrailsName}-${what}-${name}`.slice(0, 128),
        description: `Domicile: holds the accounts of the cells (${what.toLowerCase()})`,
        type,
        targetIds: [...targets],
        content: { Version: '2012-10-17', Statement: statements },
      });
  }
}

/** The stack of the management account, beside the stages of the cells. Organizations is answered in us-east-1. */
export class GuardrailStage extends Stage {
  readonly policies: GuardrailStack;

  constructor(scope: Construct, config: Config, guardrails: GuardrailsConfig) {
    super(scope, 'guardrails', { env: { region: 'us-east-1' }, stageName: guardrailsName });
    this.policies = new GuardrailStack(this, 'Policies', {
      config,
      guardrails,
      stackName: guardrailsName,
      terminationProtection: true,
    });
  }
}
