import type { DataEntry, Readers, Statement } from '../../contract/statement/statement.ts';
import { describeGeography } from '../../domain/geographies.ts';
import { type Html, html, list, section, table } from './html.ts';

/** The one style of the page, which the answer's policy lets in by its digest. */
export const residencyStyle =
  'body{font:1rem/1.5 system-ui,sans-serif;max-width:70rem;margin:auto;padding:1rem;color:#1a1a1a;background:#fff}' +
  'table{border-collapse:collapse;width:100%}caption,th,td{text-align:left;vertical-align:top;padding:.4rem}' +
  'th,td{border:1px solid #767676}.wide{overflow-x:auto}ul{margin:0;padding-left:1.2rem}';

const inWords = (name: string): string => name.replaceAll('-', ' ');

const kinds: Readonly<Record<DataEntry['kind'], string>> = {
  'customer-data': 'content of customers',
  'personal-data': 'data about people',
  'no-customer-data': 'neither content nor data about people',
};

const readersOf = ({ functions, services, vendorRoles, customer, countries }: Readers): Html =>
  list([
    `functions: ${functions.join(', ') || 'none'}`,
    `services of the vendor: ${services.join(', ') || 'none'}`,
    `people of the vendor through the API: ${vendorRoles.join(', ') || 'none'}`,
    `people of the customer: ${customer}`,
    `countries of the vendor's readers: ${typeof countries === 'string' ? countries : countries.join(', ')}`,
  ]);

const whereOf = ({ store, region, copies, encryptedWith }: DataEntry): Html =>
  list([
    `${region}: ${store.type} ${store.ids.join(', ')}`.trim(),
    ...(copies.length === 0 ? ['no copies'] : copies.map((copy) => `${copy.region}: ${copy.what}`)),
    `encryption: ${encryptedWith}`,
  ]);

const rowOf = (entry: DataEntry): readonly (string | Html)[] => [
  `${entry.data} (${kinds[entry.kind]})`,
  whereOf(entry),
  readersOf(entry.readers),
  list(entry.longestLife.map(({ what, life }) => `${what}: ${life}`)),
];

const answers: Readonly<Record<Statement['unitedStates']['answer'], string>> = {
  'at-home': 'This cell is in the United States.',
  'no-grant-and-no-address': 'No grant and no address of this cell leads to processing in the United States.',
  'cannot-tell':
    'Whether a grant or an address of this cell leads to processing in the United States cannot be told.',
};

const signInOf = ({ identity }: Statement): Html =>
  identity.kind === 'user-pool'
    ? html`<p>People sign in with a user pool in ${identity.region}.</p>`
    : html`<p>People sign in with an issuer of the vendor. Outside the cell:</p>${list(identity.outside)}`;

const identityOf = (statement: Statement): Html => {
  const { ownersOfSharing, actingForPeople } = statement.identity;
  return html`${signInOf(statement)}<p>${ownersOfSharing}</p>${
    actingForPeople.length === 0
      ? html`<p>No service acts for people.</p>`
      : html`<p>Services that act for people:</p>${list(actingForPeople)}`
  }`;
};

const witnessOf = ({ witness }: Statement): Html =>
  witness === undefined
    ? html``
    : html`<h3>Sent to an outside witness of the log</h3>
<p>To ${witness.address}: ${witness.receives.join('; ')}. ${witness.says}</p>`;

const elsewhereOf = (statement: Statement): Html => {
  const { exceptions, movements, global, cellDirectory } = statement;
  return html`
${table(
  'Known exceptions',
  ['exception', 'applies', 'to what, or why not'],
  exceptions.map(({ id, status, reasons }) => [
    inWords(id),
    status === 'applies' ? 'yes' : 'not used',
    list(reasons.map(({ from, says }) => `${says} (${from})`)),
  ]),
)}
<p>Stored globally, and nothing else can be: ${global.map(inWords).join(', ') || 'nothing'}.</p>
<h3>Movements that a customer can permit</h3>
${list(movements.length === 0 ? ['none'] : movements.map(({ program, use, where }) => `${use} (${program}): ${where}`))}
<h3>Addresses of other cells that this one knows</h3>
${list(cellDirectory.length === 0 ? ['none'] : cellDirectory.map(({ geography, address }) => `${describeGeography(geography)}: ${address}`))}
${witnessOf(statement)}`;
};

/** The statement as one page: readable without scripts, and loading nothing. */
export const residencyPage = (statement: Statement): string => {
  const title = `Where data lies: ${statement.name}`;
  const page = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1">
<title>${title}</title>
<style>${styleElement}</style>
</head>
<body>
<main>
<h1>${title}</h1>
<p>The cell is in ${statement.region}. It runs the programs ${statement.programs.join(', ')}. This page follows from the templates that the cell is made of.</p>
${section('Data', table('Data, where it is, who can read it and how long it lives', ['data', 'where', 'who can read it', 'longest life'], statement.data.map(rowOf)))}
${section('Sign-in', identityOf(statement))}
${section('The United States', html`<p>${answers[statement.unitedStates.answer]}</p>${list(statement.unitedStates.because)}`)}
${section('When data can be elsewhere', elsewhereOf(statement))}
${section(
  'Services that are not of one region in all respects',
  list(statement.notRegional.map(({ service, says }) => `${service}: ${says}`)),
)}
${section('Network', html`<p>${statement.network.option}: ${statement.network.says}</p>`)}
${section('Also', list(statement.remarks))}
${section('Where this statement ends', list(statement.endsWhere))}
</main>
</body>
</html>
`;
  return page.text;
};

const styleElement: Html = { text: residencyStyle };
