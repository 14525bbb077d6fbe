import { Stage } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import type { Geography } from '../domain/geographies.ts';
import { carryFiles } from './carry-files.ts';
import { type Config, environmentOf } from './config.ts';
import { boundEveryRole } from './constructs/bound-roles.ts';
import type { FunctionBundles } from './function-bundles.ts';
import { ServiceStack } from './service-stack.ts';
import { cellName } from './stack-names.ts';
import { StorageStack } from './storage-stack.ts';

/**
 * The cell of one geography, complete alone: what it keeps apart from what it runs, in its own region, every
 * role within its boundary. No cell refers to another.
 */
export class GeographyStage extends Stage {
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
    this.storage = new StorageStack(this, 'Storage', { geography, config });
    this.service = new ServiceStack(this, 'Service', { geography, config, bundles, storage: this.storage });
    boundEveryRole(this, this.storage.bounds);
    carryFiles(this, this.service.carriers);
  }
}
