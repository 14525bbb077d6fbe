import type {
  DecisionReply,
  DecisionsReply,
  PlacementReply,
  ReportReply,
} from '../../contract/api/replies.ts';
import { movingKeys, transferKeys } from '../../contract/tables/transfers.ts';
import type { Instrument } from '../../domain/decisions/instruments.ts';
import { everyGeography, type Geography } from '../../domain/geographies.ts';
import type { MovementId, SubjectId } from '../../domain/identifiers.ts';
import { type Category, dataClassOf } from '../../domain/programs/data.ts';
import { days, isoOf } from '../../domain/time.ts';
import { type RegisterItem, registerItemOf } from '../../lambdas/shared/repositories/transfers.ts';
import { aCell, type TestCell, type TestReply } from './cell.ts';
import { anOrganization, assistant, aWorkspace, choose, expectStatus } from './story.ts';

/** Builders for questions about data, in words of the product. */
export const evaluation = { program: 'security-copilot', setting: 'prompt-evaluation-location' } as const;
export const evaluationUse = 'prompt-evaluation';
export const complianceAccess = {
  program: 'security-copilot',
  setting: 'access-compliance-services',
} as const;
export const usPreview = {
  program: 'customer-service-copilot',
  setting: 'process-in-united-states',
} as const;
export const usAnswers = 'answers-from-united-states';
export const outsideReports = {
  program: 'customer-service-insights',
  setting: 'connect-reports-apps-and-flows',
} as const;
export const outsideReportsUse = 'reports-apps-and-flows-outside';

const noon = Date.parse('2026-03-01T12:00:00.000Z');

/** Instruments between all geographies, in force for a year around the time of a cell in memory. */
export const everyInstrument: readonly Instrument[] = everyGeography.flatMap((from) =>
  everyGeography
    .filter((to) => to !== from)
    .map((to) => ({
      id: `${from}-${to}`,
      from,
      to,
      kind: 'adequacy' as const,
      validFrom: noon - days(180),
      validUntil: noon + days(180),
    })),
);

/** Words of a question that a use permits, but for what a test is about. */
export const asking = (
  cell: { readonly geography: Geography },
  use: string,
  category: Category,
  given: Readonly<Record<string, unknown>> = {},
) => ({
  use,
  category,
  dataClass: dataClassOf[category],
  purpose: 'agreed-services',
  recipient: 'vendor',
  to: cell.geography,
  ...given,
});

/** Asks as a service does. */
export const ask = (
  cell: TestCell,
  subject: string,
  questions: readonly Readonly<Record<string, unknown>>[],
  caller = assistant,
): Promise<TestReply<DecisionsReply>> =>
  cell.call<DecisionsReply>(caller, 'POST /v1/decisions', { body: { subject, questions } });

/** The answer to one question. */
export const answerTo = async (
  cell: TestCell,
  subject: string,
  question: Readonly<Record<string, unknown>>,
): Promise<DecisionReply> => {
  const [first] = expectStatus(await ask(cell, subject, [question]), 200).decisions;
  if (first === undefined) throw new Error('a question was not answered');
  return first;
};

/** Asks where a prompt can be evaluated. */
export const place = async (
  cell: TestCell,
  subject: string,
  given: Readonly<Record<string, unknown>> = {},
): Promise<PlacementReply> => {
  const ingredients = [{ category: 'prompt', dataClass: 'customer-data' }];
  const body = { subject, use: evaluationUse, purpose: 'agreed-services', ingredients, ...given };
  return expectStatus(await cell.call<PlacementReply>(assistant, 'POST /v1/placements', { body }), 200);
};

/** The identifier of what was placed. */
export const placementOf = (reply: PlacementReply) => {
  if (reply.outcome !== 'placed') throw new Error(`not placed: ${reply.reason}`);
  return reply.placement;
};

/** Reports what came of something. */
export const reportOn = (
  cell: TestCell,
  subject: string,
  id: MovementId,
  given: Readonly<Record<string, unknown>> = {},
): Promise<TestReply<ReportReply>> => {
  const at = isoOf(cell.ports.clock.now());
  const body = { subject, outcome: 'executed', place: cell.geography, at, ...given };
  return id.includes('_pl_')
    ? cell.call(assistant, 'POST /v1/placements/{placement}/report', { path: { placement: id }, body })
    : cell.call(assistant, 'POST /v1/transfers/{transfer}/report', { path: { transfer: id }, body });
};

/** What the register holds of a subject. */
export const registerOf = async (
  { store }: TestCell,
  subject: SubjectId,
): Promise<readonly RegisterItem[]> => {
  const { items } = await store.query({
    table: 'evidence',
    pk: transferKeys.partition(subject),
    consistency: 'strong',
  });
  return items.flatMap((item) => registerItemOf(item) ?? []);
};

/** Keys of what waits for a report. */
export const waitingIn = async ({ store, geography }: TestCell): Promise<readonly string[]> => {
  const pages = await Promise.all(
    movingKeys
      .movingBuckets(geography)
      .map((pk) => store.query({ table: 'registry', pk, consistency: 'strong' })),
  );
  return pages.flatMap(({ items }) => items.map(({ sk }) => sk));
};

/** A cell whose vendor declared instruments to everywhere, with a workspace whose prompts can go to one place. */
export const aChoosingCustomer = async (location: 'us' | 'eu' | 'anywhere' = 'us') => {
  const cell = aCell('eu', { instruments: everyInstrument });
  const organization = await anOrganization(cell);
  const workspace = await aWorkspace(cell, organization);
  expectStatus(await choose(cell, workspace, evaluation, location), 200);
  return { cell, organization, workspace };
};

/** A question that leads to the United States. */
export const abroad = (cell: TestCell, given: Readonly<Record<string, unknown>> = {}) =>
  asking(cell, evaluationUse, 'prompt', { to: 'us', ...given });
