import { readFileSync } from 'node:fs';
import type {
  IPolicyValidationContext,
  IPolicyValidationPlugin,
  PolicyValidationStack,
  PolicyViolation,
} from 'aws-cdk-lib';
import { everyGeography, type Geography, geographies } from '../domain/geographies.ts';
import { type Config, chosenPrograms } from './config.ts';
import { judgeParity } from './parity/judge-parity.ts';
import { type Direction, describeMismatch } from './parity/mismatch.ts';

const fixes: Readonly<Record<Direction, string>> = {
  'decided-without-means': 'Bring back what carries it out, or take the program out of domicile.config.ts.',
  'permitted-without-decision':
    'Take the permission away, or declare what it is for: in contract/access, contract/api/routes.ts, a program or domicile.config.ts.',
};

const geographyOf = ({ region }: PolicyValidationStack): Geography | undefined =>
  everyGeography.find((geography) => geographies[geography].region === region);

/**
 * Stops the synthesis where what the settings can decide and what the infrastructure permits do not agree (BY-6).
 * It cannot be acknowledged away. Stacks outside the region of every cell are for the residency rules.
 */
export class DecisionParity implements IPolicyValidationPlugin {
  readonly name = 'parity';
  readonly ruleIds = Object.keys(fixes);
  private readonly config: Config;

  constructor(config: Config) {
    this.config = config;
  }

  validate({ stackTemplates }: IPolicyValidationContext) {
    const cells = Map.groupBy(stackTemplates, geographyOf);
    const violations = [...cells].flatMap(([geography, stacks]) =>
      geography === undefined ? [] : this.judge(geography, stacks),
    );
    return { success: violations.length === 0, violations };
  }

  private judge(geography: Geography, stacks: readonly PolicyValidationStack[]): readonly PolicyViolation[] {
    const { config } = this;
    const templates = stacks.map(({ templatePath }) => ({
      name: templatePath,
      content: JSON.parse(readFileSync(templatePath, 'utf8')),
    }));
    const anyTemplate = templates[0]?.name ?? '';
    const chosen = { geography, programs: chosenPrograms(config.programs), config };
    return judgeParity(templates, chosen).map((mismatch) => ({
      ruleName: mismatch.direction,
      description: describeMismatch(mismatch),
      fix: fixes[mismatch.direction],
      severity: 'fatal',
      violatingResources: [
        {
          resourceLogicalId: mismatch.resource,
          templatePath: mismatch.template || anyTemplate,
          locations: [],
        },
      ],
    }));
  }
}
