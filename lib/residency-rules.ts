import { readFileSync } from 'node:fs';
import type {
  IPolicyValidationContext,
  IPolicyValidationPlugin,
  PolicyValidationStack,
  PolicyViolation,
} from 'aws-cdk-lib';
import { everyGeography, geographies } from '../domain/geographies.ts';
import { everyRule } from './residency/every-rule.ts';
import { type Finding, judge } from './residency/judge.ts';
import { definePin } from './residency/pin.ts';

const homes: readonly string[] = everyGeography.map((geography) => geographies[geography].region);

const violation = (finding: Omit<Finding, 'answer'>, answer: string): PolicyViolation => ({
  ruleName: finding.rule,
  description: `${answer}: ${finding.reason} (${finding.path})`,
  fix: finding.fix,
  severity: 'fatal',
  violatingResources: [
    { resourceLogicalId: finding.resource, templatePath: finding.template, locations: [finding.path] },
  ],
});

/**
 * Where the other cells are reached, for a caller who came to the wrong one. It is the one address abroad that a
 * cell is told: its functions hand it out, and the boundary of their roles lets them call nothing there.
 */
const isCellDirectory = ({ path }: Finding): boolean =>
  /^Resources\/[A-Za-z0-9]+\/Properties\/Environment\/Variables\/CELL_DIRECTORY$/.test(path);

const notHome = ({ templatePath, region = 'no region' }: PolicyValidationStack): PolicyViolation =>
  violation(
    {
      rule: 'home-region',
      template: templatePath,
      resource: '',
      path: 'Resources',
      reason: `the stack is for ${region}; a cell is in one of ${homes.join(', ')}`,
      fix: 'Make the stack in the stage of a geography.',
    },
    'broken',
  );

/** Stacks of one region and account belong together: what one exports, another imports. */
const cellsOf = (stacks: readonly PolicyValidationStack[]) => [
  ...Map.groupBy(stacks, ({ region, accountId }) => `${region} ${accountId}`).values(),
];

const judgeCell = (stacks: readonly PolicyValidationStack[]): readonly PolicyViolation[] => {
  const [{ region, accountId } = {}] = stacks;
  if (region === undefined || !homes.includes(region)) return stacks.map(notHome);
  const sources = stacks.map(({ templatePath }) => ({
    name: templatePath,
    content: JSON.parse(readFileSync(templatePath, 'utf8')),
  }));
  // An account that only the deployment knows has a name of another form here.
  const account = accountId !== undefined && /^\d{12}$/.test(accountId) ? { account: accountId } : {};
  return judge(sources, definePin(region, account))
    .filter((finding) => !isCellDirectory(finding))
    .map((finding) => violation(finding, finding.answer));
};

/**
 * Stops the synthesis where a template keeps, copies or sends anything outside the region of its cell, and also
 * where the rules cannot tell (BY-11, DL-2). It cannot be acknowledged away.
 */
export class ResidencyRules implements IPolicyValidationPlugin {
  readonly name = 'residency';
  readonly ruleIds = everyRule.map(({ id }) => id);

  validate({ stackTemplates }: IPolicyValidationContext) {
    const violations = cellsOf(stackTemplates).flatMap(judgeCell);
    return { success: violations.length === 0, violations };
  }
}
