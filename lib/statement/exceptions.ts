import type { ExceptionEntry } from '../../contract/statement/statement.ts';
import { type DataException, type ExceptionId, exceptionIds } from '../../domain/programs/locations.ts';
import type { CellReading } from './cell-reading.ts';
import { textAt } from './cell-reading.ts';
import { storeTypes } from './known-types.ts';

type Reason = ExceptionEntry['reasons'][number];
type Said = { readonly applies: boolean; readonly reason: Reason };

const applies = (from: Reason['from'], says: string): Said => ({ applies: true, reason: { from, says } });
const notUsed = (from: Reason['from'], says: string): Said => ({ applies: false, reason: { from, says } });

const poolsOf = (cell: CellReading) => cell.ofType(storeTypes.userPool);

const hasOwnIssuer = ({ tokenRules }: CellReading): boolean => tokenRules.kind === 'oidc';

const email = (cell: CellReading): Said => {
  const senders = poolsOf(cell).map(
    ({ properties }) => textAt(properties, 'EmailConfiguration', 'EmailSendingAccount') ?? 'COGNITO_DEFAULT',
  );
  if (senders.length === 0)
    return notUsed('templates', 'The cell has no user pool, and nothing else in it sends email.');
  const by = senders.includes('DEVELOPER') ? "an email service of the vendor's account" : 'the provider';
  return applies(
    'templates',
    `The user pool sends invitations and codes through ${by}, to the address of the person and wherever that is read. They hold no content.`,
  );
};

const directory = (cell: CellReading): Said =>
  hasOwnIssuer(cell)
    ? applies(
        'templates',
        'People sign in with an issuer of the vendor. What it keeps about them lies outside the cell.',
      )
    : notUsed('templates', 'People are in the user pool of the cell, in its region.');

/** Second factors that leave the region: a text message or an email goes through somebody else. */
const secondFactor = (cell: CellReading): Said => {
  if (hasOwnIssuer(cell))
    return applies('templates', 'Second factors are with the issuer of the vendor, outside the cell.');
  const sent = poolsOf(cell).flatMap(({ properties }) =>
    properties.each('EnabledMfas').filter((factor) => factor.literal !== 'SOFTWARE_TOKEN_MFA'),
  );
  return sent.length > 0
    ? applies('templates', 'The user pool sends codes by text message or email.')
    : notUsed(
        'templates',
        'The user pool takes codes of an authenticator only, and keeps them in its region.',
      );
};

const routing = (cell: CellReading): Said => {
  const { cellDirectory } = cell;
  const told =
    cellDirectory.length > 0
      ? ' The cell knows addresses of other cells, and hands them to a caller who came to the wrong one.'
      : '';
  return applies(
    'templates',
    `Names of hosts are looked up globally. No resource of the cell routes between regions.${told}`,
  );
};

const previews = (cell: CellReading): Said => {
  const found = cell.programs.flatMap(({ id, settings }) =>
    Object.entries(settings).flatMap(([setting, { admission }]) =>
      admission.kind === 'limited-preview' ? [`${id}/${setting}: ${storesOf(admission.store)}`] : [],
    ),
  );
  return found.length === 0
    ? notUsed('declared', 'No program that runs here has a preview.')
    : applies('declared', `Only once a customer was admitted and turned it on. ${found.join('; ')}.`);
};

const storesOf = (store: string): string => {
  if (store === 'nothing-is-stored') return 'nothing is stored';
  return store === 'own-geography' ? 'stores in this geography' : `stores in ${store}`;
};

const none = (what: string) => (): Said => notUsed('templates', what);

const notConnected = none(
  'Nothing in the cell connects to one, and no program that runs here says that a customer can.',
);

const cannotRuleOut = (): Said =>
  applies('assumed', 'Templates cannot rule it out, so it counts as applying.');

/** What the cell itself tells of each exception. */
const ofTheCell: Readonly<Record<ExceptionId, (cell: CellReading) => Said>> = {
  'customer-support': cannotRuleOut,
  troubleshooting: cannotRuleOut,
  'legal-duty': cannotRuleOut,
  'global-email-sending': email,
  'home-page-attributes': none('The cell publishes no home page.'),
  directory,
  'multi-factor-sign-in': secondFactor,
  'onboarding-data': none('Organizations are created in the cell of their geography.'),
  'global-routing': routing,
  previews,
  'machine-learning-services': notConnected,
  'data-integration': notConnected,
  'reports-apps-and-flows': notConnected,
  'development-services': notConnected,
};

/**
 * Exceptions that a program declares for either kind of sign-in, and says so. Which kind a cell has, its templates
 * tell, and better than a declaration for all cells.
 */
const toldByTheCell: readonly ExceptionId[] = ['directory', 'multi-factor-sign-in'];

const declaredBy = (id: ExceptionId, program: string, declared: DataException): readonly Said[] => {
  if (toldByTheCell.includes(id)) return [];
  return declared.status === 'applies'
    ? [applies('declared', `${program}: ${declared.what}`)]
    : [notUsed('declared', `${program}: ${declared.because}`)];
};

/** Every known exception: it applies where the cell or any program says so (DL-4). */
export const exceptionsOf = (cell: CellReading): readonly ExceptionEntry[] =>
  exceptionIds.map((id) => {
    const declared = cell.programs.flatMap(({ id: program, locations }) =>
      locations === undefined ? [] : declaredBy(id, program, locations.exceptions[id]),
    );
    const own = ofTheCell[id](cell);
    // What is only assumed gives way to what somebody declared.
    const said = own.reason.from === 'assumed' && declared.length > 0 ? declared : [own, ...declared];
    const deciding = said.some((each) => each.applies);
    return {
      id,
      status: deciding ? 'applies' : 'not-used',
      reasons: said.filter((each) => each.applies === deciding).map(({ reason }) => reason),
    };
  });
