/** The resource server of every cell, and so the first part of each scope and the audience of its tokens. */
export const resourceServer = 'domicile';

/** What a token can permit, in words that a person who grants it reads. */
export const scopes = {
  'organizations.write': 'Create organizations and name their first owner',
  'workspaces.write': 'Create workspaces',
  'members.write': 'Give people roles in organizations and workspaces, and take them',
  'settings.read': 'Read programs, notices, where data lies, organizations, workspaces, members and settings',
  'settings.write': 'Choose settings, record that a notice was shown, and ask for previews',
  'admissions.write': 'Admit who asked for a limited preview, or decline with a reason',
  'consents.read': 'Read the consent ledger and closures',
  'captures.write': 'Capture records under an open epoch',
  'captures.read': 'Read captured records while their epoch is open',
  'decisions.write': 'Ask what may be done with data, and report what was done',
  'residency.read': 'Read what of the account is not as the cell states it',
  'operations.write': 'Stop purging and let it go on, correct certificates and close incidents',
  'people.erase': 'Erase who a user is, and the names that belong to entries of ledgers',
  'transfers.read':
    'Read the register of transfers, records of processing, connected services and processors',
  'lots.read': 'Read lots, their deadlines and drafts of deletion evidence',
  'evidence.read':
    'Read certificates, authorization records, ledgers, incidents and the signed log that they stand in',
} as const;

/** A scope without the resource server in front. */
export type Scope = keyof typeof scopes;

/** Every scope, in the order in which they are listed to people. Marked pure: no function carries these words. */
export const everyScope = /* @__PURE__ */ Object.keys(scopes) as readonly Scope[];

/** A scope as tokens and the gateway's authorizer spell it: `domicile/settings.read`. */
export const qualifiedScope = (scope: Scope) => `${resourceServer}/${scope}` as const;
