import { type CfnElement, Stage } from 'aws-cdk-lib';
import type { TableV2 } from 'aws-cdk-lib/aws-dynamodb';
import type { Construct } from 'constructs';
import type { Geography } from '../domain/geographies.ts';
import { carryFiles } from './carry-files.ts';
import { type Config, environmentOf } from './config.ts';
import { boundEveryRole } from './constructs/bound-roles.ts';
import { copiesOf } from './copies.ts';
import { CopyKeyStack } from './copy-key-stack.ts';
import type { FunctionBundles } from './function-bundles.ts';
import type { AskedCopies } from './residency-rules.ts';
import { ServiceStack } from './service-stack.ts';
import { cellName } from './stack-names.ts';
import { StorageStack } from './storage-stack.ts';

/**
 * The cell of one geography, complete alone: what it keeps apart from what it runs, in its own region, every
 * role within its boundary. No cell refers to another. Where copies are asked for (DL-2), their key is a stack of
 * its own in the second region, and the cell is told its ARN by the configuration.
 */
export class GeographyStage extends Stage {
  /** Only where copies are asked for. */
  readonly keys?: CopyKeyStack;
  private readonly keyArn: string | undefined;
  readonly storage: StorageStack;
  readonly service: ServiceStack;

  constructor(
    scope: Construct,
    geography: Geography,
    props: { readonly config: Config; readonly bundles: FunctionBundles },
  ) {
    super(scope, geography, {
      env: environmentOf(props.config, geography),
      stageName: cellName(geography),
    });
    const { config, bundles } = props;
    const copies = copiesOf(config, geography);
    this.keyArn = copies?.keyArn;
    if (copies) this.keys = new CopyKeyStack(this, 'Keys', { geography, config, copiesIn: copies.region });
    this.storage = new StorageStack(this, 'Storage', { geography, config });
    // An order of deployment, and no reference: the key is there before what it encrypts.
    if (this.keys) this.storage.addStackDependency(this.keys);
    this.service = new ServiceStack(this, 'Service', { geography, config, bundles, storage: this.storage });
    boundEveryRole(this, this.storage.bounds);
    carryFiles(this, this.service.carriers, config);
  }

  /** What the residency rules must let pass in this cell (DL-2), and nothing more. */
  get askedCopies(): AskedCopies | undefined {
    if (this.keys === undefined) return undefined;
    const { registry, evidence } = this.storage.tables;
    const logicalId = ({ node }: TableV2) => this.storage.getLogicalId(node.defaultChild as CfnElement);
    const tables = [registry, evidence].map((table) => String(this.storage.resolve(logicalId(table))));
    const keyAccount = this.keyArn?.split(':')[4];
    const { region } = this.keys;
    return { home: this.storage.region, region, tables, ...(keyAccount && { keyAccount }) };
  }
}
