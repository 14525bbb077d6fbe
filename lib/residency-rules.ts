import type {
  IPolicyValidationContext,
  IPolicyValidationPlugin,
  PolicyValidationStack,
  PolicyViolation,
} from 'aws-cdk-lib';
import { cellsOf, homes, pinOfCell, sourcesOf } from './cell-templates.ts';
import { everyRule } from './residency/every-rule.ts';
import { type Finding, judge } from './residency/judge.ts';

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

const judgeCell = (stacks: readonly PolicyValidationStack[]): readonly PolicyViolation[] => {
  const pin = pinOfCell(stacks);
  if (pin === undefined) return stacks.map(notHome);
  return judge(sourcesOf(stacks), pin)
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
