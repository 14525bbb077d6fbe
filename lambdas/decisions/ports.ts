import type { EdgePorts } from '../shared/http/request.ts';
import type { CellPorts } from '../shared/ports.ts';
import type { Measure } from './metric-line.ts';
import type { PlacementTokens } from './placement-tokens.ts';
import type { RuleBook } from './rule-book.ts';

export type DecisionsPorts = CellPorts &
  EdgePorts & {
    readonly book: RuleBook;
    readonly measure: Measure;
    /** Keys of what this instance has left in the outbox about missing rules, each with the hour that it is of. */
    readonly told: Map<string, number>;
    /** Absent where the cell is not configured to sign any. */
    readonly tokens?: PlacementTokens;
  };
