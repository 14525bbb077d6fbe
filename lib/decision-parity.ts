import type {
  IPolicyValidationContext,
  IPolicyValidationPlugin,
  PolicyValidationStack,
  PolicyViolation,
} from 'aws-cdk-lib';
import { everyGeography, type Geography, geographies } from '../domain/geographies.ts';
import { cellsOf, sourcesOf } from './cell-templates.ts';
import { type Config, chosenPrograms } from './config.ts';
import { judgeParity } from './parity/judge-parity.ts';
import { type Direction, describeMismatch } from './parity/mismatch.ts';

const fixes: Readonly<Record<Direction, string>> = {
  'decided-without-means': 'Bring back what carries it out, or take the program out of domicile.config.ts.',
  'permitted-without-decision':
    'Take the permission away, or declare what it is for: in contract/access, contract/api/routes.ts, a program or domicile.config.ts.',
};

const geographyOf = ([stack]: readonly PolicyValidationStack[]): Geography | undefined =>
  everyGeography.find((geography) => geographies[geography].region === stack?.region);

/**
 * Stops the synthesis where what the settings can decide and what the infrastructure permits do not agree (BY-6).
 * It cannot be acknowledged away. Stacks outside the region of every cell are for the residency rules, and the
 * policies of an organization are of no cell, wherever their stack lies.
 */
export class DecisionParity implements IPolicyValidationPlugin {
  readonly name = 'parity';
  readonly ruleIds = Object.keys(fixes);
  private readonly config: Config;

  constructor(config: Config) {
    this.config = config;
  }

  validate({ stackTemplates }: IPolicyValidationContext) {
    const violations = cellsOf(stackTemplates).flatMap((stacks) => {
      const geography = geographyOf(stacks);
      return geography === undefined ? [] : this.judge(geography, stacks);
    });
    return { success: violations.length === 0, violations };
  }

  private judge(geography: Geography, stacks: readonly PolicyValidationStack[]): readonly PolicyViolation[] {
    const { config } = this;
    const templates = sourcesOf(stacks);
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
