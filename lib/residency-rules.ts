import type {
  IPolicyValidationContext,
  IPolicyValidationPlugin,
  PolicyValidationStack,
  PolicyViolation,
} from 'aws-cdk-lib';
import { askedOfCell, isCellDirectory } from './cell-pin.ts';
import { cellsOf, homes, pinIn, pinOfCell, sourcesOf } from './cell-templates.ts';
import { everyRule } from './residency/every-rule.ts';
import { type Finding, judge } from './residency/judge.ts';
import { definePin, type Pin } from './residency/pin.ts';
import type { Source } from './residency/template/template.ts';

/** The copies that the configuration asks for in one cell (DL-2): in which region, and of which tables. */
export type AskedCopies = {
  readonly home: string;
  readonly region: string;
  /** Logical ids of the tables that may have a copy there; nothing else may so much as name that region. */
  readonly tables: readonly string[];
  /** Of the account that the key of the copies is in, for where the deployment's is not configured. */
  readonly keyAccount?: string;
};

const violation = (finding: Omit<Finding, 'answer'>, answer: string): PolicyViolation => ({
  ruleName: finding.rule,
  description: `${answer}: ${finding.reason} (${finding.path})`,
  fix: finding.fix,
  severity: 'fatal',
  violatingResources: [
    { resourceLogicalId: finding.resource, templatePath: finding.template, locations: [finding.path] },
  ],
});

/** The only two places that say where a copy lies: its region, and its key there. */
const saysWhereCopyLies = ({ path }: Finding): boolean =>
  /^Resources\/[A-Za-z0-9]+\/Properties\/Replicas\/[0-9]+\/(Region|SSESpecification\/KMSMasterKeyId)$/.test(
    path,
  );

const notHome = (
  { templatePath, region = 'no region' }: PolicyValidationStack,
  asked: readonly AskedCopies[],
): PolicyViolation => {
  const keys = asked.length === 0 ? '' : `, and the keys of its copies are in ${asked.map((c) => c.region)}`;
  return violation(
    {
      rule: 'home-region',
      template: templatePath,
      resource: '',
      path: 'Resources',
      reason: `the stack is for ${region}; a cell is in one of ${homes.join(', ')}${keys}`,
      fix: 'Make the stack in the stage of a geography.',
    },
    'broken',
  );
};

/**
 * Each kind of data has its own pin. A cell is held to its home alone; only what says where a copy of the tables
 * lies that the configuration asks for is held to the second region of the geography instead.
 */
const judgeCell = (
  sources: readonly Source[],
  pin: Pin,
  copies: AskedCopies | undefined,
): readonly Finding[] => {
  const findings = judge(sources, { ...pin, ...askedOfCell(pin.home) }).filter(
    (finding) => !isCellDirectory(finding),
  );
  if (copies === undefined) return findings;
  const says = (finding: Finding) => copies.tables.includes(finding.resource) && saysWhereCopyLies(finding);
  const templates = new Set(findings.filter(says).map(({ template }) => template));
  const account = pin.account ?? copies.keyAccount;
  const wide = definePin(pin.home, { also: [copies.region], ...(account !== undefined && { account }) });
  const again = judge(
    sources.filter(({ name }) => templates.has(name)),
    wide,
  );
  const isWrongAllTheSame = new Set(again.map(({ template, path }) => `${template} ${path}`));
  return findings.filter(
    (finding) => !says(finding) || isWrongAllTheSame.has(`${finding.template} ${finding.path}`),
  );
};

/** Where copies lie, their key is the only thing that a stack may make: it holds no data and starts nothing. */
const notAKey = ({ name, content }: Source): readonly Finding[] => {
  const { Resources = {} } = content as { readonly Resources?: Record<string, { readonly Type: string }> };
  return Object.entries(Resources)
    .filter(([, { Type }]) => Type !== 'AWS::KMS::Key')
    .map(([resource, { Type }]) => ({
      rule: 'copy-region',
      template: name,
      resource,
      answer: 'broken',
      path: `Resources/${resource}`,
      reason: `${Type} lies where only the key of copies may lie`,
      fix: 'Make it in the region of the cell.',
    }));
};

const judgeTogether = (
  stacks: readonly PolicyValidationStack[],
  asked: readonly AskedCopies[],
): readonly PolicyViolation[] => {
  const [{ region, accountId } = {}] = stacks;
  const home = pinOfCell(stacks);
  const ofCopies = asked.find((copies) => copies.region === region);
  const pin = home ?? (ofCopies && pinIn(ofCopies.region, accountId));
  if (pin === undefined) return stacks.map((stack) => notHome(stack, asked));
  const sources = sourcesOf(stacks);
  const findings =
    ofCopies === undefined
      ? judgeCell(
          sources,
          pin,
          asked.find((copies) => copies.home === region),
        )
      : [...judge(sources, pin), ...sources.flatMap(notAKey)];
  return findings.map((finding) => violation(finding, finding.answer));
};

/**
 * Stops the synthesis where a template keeps, copies or sends anything outside the region of its cell, and also
 * where the rules cannot tell (BY-11, DL-2). It cannot be acknowledged away.
 *
 * Copies of registry and evidence in the second region of the same geography are no fault where the configuration
 * asks for them; of anything else, or elsewhere, they are.
 */
export class ResidencyRules implements IPolicyValidationPlugin {
  readonly name = 'residency';
  readonly ruleIds = [...everyRule.map(({ id }) => id), 'home-region', 'copy-region'];
  private readonly asked: readonly AskedCopies[];

  constructor(asked: readonly AskedCopies[]) {
    this.asked = asked;
  }

  validate({ stackTemplates }: IPolicyValidationContext) {
    const violations = cellsOf(stackTemplates).flatMap((stacks) => judgeTogether(stacks, this.asked));
    return { success: violations.length === 0, violations };
  }
}
