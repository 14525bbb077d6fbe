import { type App, Validations } from 'aws-cdk-lib';
import { AwsSolutionsChecks } from 'cdk-nag';
import { noticeCatalog } from '../domain/notices/catalog.ts';
import { checkCatalog } from '../domain/programs/check-catalog.ts';
import { everyWholeProgram } from '../domain/programs/located.ts';
import type { Instant } from '../domain/time.ts';
import { BundleHints } from './bundle-hints.ts';
import { CarriedFilesCheck } from './carried-files-check.ts';
import type { Config } from './config.ts';
import { DecisionParity } from './decision-parity.ts';
import type { FunctionBundles } from './function-bundles.ts';
import { GeographyStage } from './geography-stage.ts';
import { GuardrailStage } from './guardrail-stack.ts';
import { PolicySizes } from './policy-sizes.ts';
import { ResidencyRules } from './residency-rules.ts';

/**
 * Adds the cell of each configured geography to an app, and the checks that every one of them must pass.
 * @param at when the cells are deployed; it decides which versions of notices a program is held to, and nothing else
 * @throws CatalogError when a program is faulty or keeps less than its notice promises
 */
export const addCells = (
  app: App,
  config: Config,
  bundles: FunctionBundles,
  at: Instant = Date.now(),
): readonly GeographyStage[] => {
  checkCatalog(everyWholeProgram, noticeCatalog, at);
  const cells = config.geographies.map(
    (geography) => new GeographyStage(app, geography, { config, bundles }),
  );
  const askedCopies = cells.flatMap(({ askedCopies: asked }) => (asked ? [asked] : []));
  Validations.of(app).addPlugins(
    new AwsSolutionsChecks(app),
    new PolicySizes(),
    new ResidencyRules(askedCopies),
    new CarriedFilesCheck(config),
    new DecisionParity(config),
    new BundleHints(),
  );
  if (config.guardrails !== undefined) new GuardrailStage(app, config, config.guardrails);
  return cells;
};
