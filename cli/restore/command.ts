import { type RestoreAsked, readRestoreArguments } from './arguments.ts';
import { dynamoDbPorts, findTables } from './dynamodb-ports.ts';
import { lookAtCopy } from './look-at-copy.ts';
import { type RestorePorts, RestoreRefused, refuseFor } from './ports.ts';
import { type ContentReport, lookAtContent, restoreContent } from './restore-content.ts';
import { restorePolicy } from './restore-policy.ts';
import { type RegistryReport, restoreRegistry } from './restore-registry.ts';

export type RestoreOutcome = { readonly output: string; readonly status: 0 | 1 };

/**
 * `domicile restore`: brings what a copy of a cell's table cannot know up to date, proves it, and lets the cell serve.
 * Status 0: done, or nothing to do; 1: refused, with every reason.
 * @throws UsageError when the arguments are wrong
 * @throws Error when a table does not answer: the cell stays closed, and the same command goes on
 */
export const restore = async (
  args: readonly string[],
  tell: RestorePorts['tell'],
): Promise<RestoreOutcome> => {
  const asked = readRestoreArguments(args);
  try {
    const found = await findTables(asked);
    if (asked.how === 'policy')
      return { output: JSON.stringify(restorePolicy(asked.what, found), null, 2), status: 0 };
    const ports = dynamoDbPorts(found, asked, tell);
    const output = asked.how === 'look' ? await look(ports, asked) : await carryOut(ports, asked);
    return { output, status: 0 };
  } catch (error) {
    if (error instanceof RestoreRefused) return { output: error.message, status: 1 };
    throw error;
  }
};

const look = async (ports: RestorePorts, { what }: RestoreAsked): Promise<string> => {
  if (Object.values(ports.tables).includes(ports.copy.name))
    refuseFor([`${ports.copy.name} is a table that the cell uses, and no copy of one`]);
  if (what === 'content') {
    const { kept, erased } = await lookAtContent(ports);
    return `${kept} records would be kept; ${erased} were deleted since the copy, and would stay deleted. Nothing was changed.`;
  }
  const { known, found, carried } = await lookAtCopy(ports);
  const open = [...known.epochs.values()].filter(({ epoch }) => epoch.state === 'open').length;
  return [
    `${carried} items of the copy would be carried over; the registry's own would be deleted.`,
    `${known.subjects.size} subjects would be replayed from their ledgers, with ${known.epochs.size} epochs.`,
    `${open} epochs that are open would be closed, and sharing that is on go on in new ones.`,
    `${known.purges.size} lots would stay purged, ${found.size} be counted anew. Nothing was changed.`,
  ].join('\n');
};

const carryOut = async (
  ports: RestorePorts,
  { what, functions, unfinished }: RestoreAsked,
): Promise<string> => {
  const report =
    what === 'registry'
      ? await restoreRegistry(ports, functions, unfinished)
      : await restoreContent(ports, functions, unfinished);
  if (report === 'restored before')
    return `${ports.copy.name} was restored before, and the cell serves: there is nothing to do.`;
  const lines = 'kept' in report ? contentLines(report) : registryLines(report);
  return [...lines, 'Nothing that was deleted is back. The cell serves.'].join('\n');
};

const contentLines = ({ kept, erased, smaller }: ContentReport): readonly string[] => [
  `${kept} records are there again; ${erased} were deleted since the copy, and stay deleted.`,
  `${smaller} lots hold fewer records than were captured: what came after the copy is lost.`,
];

const registryLines = (report: RegistryReport): readonly string[] => {
  const { subjects, createdSince, lots, returned, widened } = report;
  return [
    `${subjects} subjects stand as they were chosen last; ${lots} lots are counted. No closed epoch is open.`,
    ...(returned > 0 ? [`${returned} records of purged lots were in content, and were deleted again.`] : []),
    ...createdSince.map(
      (subject) => `${subject} came after the copy: its owner has to be told apart by a token anew.`,
    ),
    ...widened.map(
      (hold) =>
        `${hold} is on a person whom the copy does not know: it covers the whole use until it is placed anew.`,
    ),
  ];
};
