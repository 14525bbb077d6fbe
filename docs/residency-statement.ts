import type { DataEntry, Statement } from '../contract/statement/statement.ts';

/** The page of where data lies, written from the statements of the cells. */
export const residencyStatement = (statements: readonly Statement[]): string => {
  const [first, ...others] = statements;
  if (first === undefined) throw new Error('There is no cell to write of.');
  return `${[
    '# Where data lies',
    'Written from the templates of the cells of `domicile.config.ts` by `npm run docs`; a test fails where it says other things than they do. A deployed cell answers the same for itself at `/v1/residency`, as JSON or as a page.',
    ...aCell(first),
    '## The other cells',
    'What differs between the cells is in this table. All else is the same in each, with its own region in place of the one above. A table with copies has a stream, which keeps its changes for 24 hours.',
    table(
      [
        'geography',
        'region',
        'copies',
        'captured records',
        'processing in the United States',
        'movements that a customer can permit',
        'also',
      ],
      [first, ...others].map((statement) => difference(statement, first)),
    ),
  ].join('\n\n')}\n`;
};

const aCell = (statement: Statement): readonly string[] => [
  `## ${statement.name}, in ${statement.region}`,
  `Programs: ${statement.programs.join(', ')}.`,
  '### Data',
  'From which countries people of the vendor read is not declared anywhere yet, and so it is not said for any of it.',
  copiesOf(statement),
  table(
    ['data', 'store', 'read by', 'longest life'],
    statement.data.map((entry) => [
      `${entry.data} (${inWords(entry.kind)})`,
      storeOf(entry),
      readersOf(entry),
      entry.longestLife.map(({ what, life }) => `${what}: ${life}`).join('<br>'),
    ]),
  ),
  '### Sign-in',
  statement.identity.kind === 'user-pool'
    ? `A user pool in ${statement.identity.region}. With an issuer of the vendor in its place, the statement lists what lies outside the cell.`
    : statement.identity.outside.join(' '),
  statement.identity.ownersOfSharing,
  ...(statement.identity.actingForPeople.length === 0
    ? ['No service acts for people.']
    : ['Services that act for people:', list(statement.identity.actingForPeople)]),
  '### Processing in the United States',
  list(statement.unitedStates.because),
  '### When data can be elsewhere',
  table(
    ['exception', 'applies', 'to what, or why not', 'known from'],
    statement.exceptions.map(({ id, status, reasons }) => [
      inWords(id),
      status === 'applies' ? 'yes' : 'not used',
      reasons.map(({ says }) => says).join('<br>'),
      [...new Set(reasons.map(({ from }) => from))].join(', '),
    ]),
  ),
  ...(statement.witness === undefined
    ? []
    : [
        '### Sent to an outside witness of the log',
        `To ${statement.witness.address}: ${statement.witness.receives.join('; ')}. ${statement.witness.says}`,
      ]),
  `Stored globally, and nothing else can be: ${statement.global.map(inWords).join(', ') || 'nothing'}.`,
  '### Services that are not of one region in all respects',
  table(
    ['service', 'in which respect'],
    statement.notRegional.map(({ service, says }) => [service, says]),
  ),
  '### Network',
  `${statement.network.option}: ${statement.network.says}`,
  '### Also',
  list(statement.remarks),
  '### Where it ends',
  list(statement.endsWhere),
];

const copiesOf = ({ data, region }: Statement): string =>
  data.some(({ copies }) => copies.length > 0)
    ? 'Copies lie where the column of stores says so.'
    : `All of it lies in ${region}, and no copy of it elsewhere.`;

const storeOf = ({ store, copies, encryptedWith }: DataEntry): string =>
  [
    `${store.type}${store.ids.length === 0 ? '' : `: ${store.ids.map((id) => `\`${id}\``).join(', ')}`}`,
    ...copies.map(({ region, what }) => `${region}: ${what}`),
    encryptedWith,
  ].join('<br>');

const readersOf = ({ readers }: DataEntry): string =>
  [
    `functions: ${readers.functions.join(', ') || 'none'}`,
    `services: ${readers.services.join(', ') || 'none'}`,
    `people of the vendor: ${readers.vendorRoles.join(', ') || 'none through the API'}`,
    `people of the customer: ${readers.customer}`,
  ].join('<br>');

const isCaptured = ({ data }: DataEntry): boolean => data.startsWith('Captured records');

const capturedIn = ({ data }: Statement): string =>
  [...new Set(data.filter(isCaptured).flatMap(({ longestLife }) => longestLife.map(({ what }) => what)))]
    .filter((what) => what.startsWith('for '))
    .join('<br>');

/** Where a cell has copies, and of which tables. */
const copiesIn = ({ data }: Statement): string => {
  const all = data.flatMap(({ copies, store }) => copies.map(({ region }) => ({ region, ids: store.ids })));
  const places = [...Map.groupBy(all, ({ region }) => region)].map(([region, same]) => {
    const ids = [...new Set(same.flatMap((copy) => copy.ids))];
    return `${region}: ${ids.map((id) => `\`${id}\``).join(', ')}`;
  });
  return places.join('<br>') || '–';
};

/** A table with copies has a stream, and one without may have none. */
const isOfStream = ({ what }: DataEntry['longestLife'][number]): boolean => what.includes('in the stream');

/** Keys that lie where the copies do, and not where the cell is. */
const isAtHome =
  ({ region }: Statement) =>
  (entry: DataEntry): boolean =>
    entry.region === region;

/** What is compared beside the table, with names and regions taken out: it must be the same in every cell. */
const rest = (statement: Statement): string =>
  JSON.stringify({
    ...statement,
    unitedStates: '',
    movements: '',
    remarks: '',
    data: statement.data
      .filter((entry) => !isCaptured(entry))
      .filter(isAtHome(statement))
      .map(({ copies: _, ...entry }) => ({
        ...entry,
        longestLife: entry.longestLife.filter((one) => !isOfStream(one)),
      })),
  })
    .replaceAll(statement.region, 'region')
    .replaceAll(`"${statement.geography}"`, '"geography"')
    .replaceAll(`"${statement.name}"`, '"name"');

const difference = (statement: Statement, first: Statement): readonly string[] => {
  if (rest(statement) !== rest(first)) {
    throw new Error(
      `The cell of ${statement.name} differs from that of ${first.name} in more than the page shows.`,
    );
  }
  return [
    statement.name,
    statement.region,
    copiesIn(statement),
    capturedIn(statement),
    inWords(statement.unitedStates.answer),
    statement.movements.map(({ program, use, where }) => `${use} (${program}): ${where}`).join('<br>'),
    statement.remarks.filter((remark) => !first.remarks.includes(remark)).join('<br>') || '–',
  ];
};

const inWords = (name: string): string => name.replaceAll('-', ' ');

const list = (items: readonly string[]): string => items.map((item) => `- ${item}`).join('\n');

const table = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
