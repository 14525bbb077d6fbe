import type { Statement } from '../../contract/statement/statement.ts';
import { type Geography, geographies } from '../../domain/geographies.ts';

/** A small statement, as a cell in memory carries it. What real templates say, test/infrastructure looks at. */
export const aStatement = (geography: Geography, changes: Partial<Statement> = {}): Statement => {
  const { name, region } = geographies[geography];
  return {
    version: 1,
    geography,
    name,
    region,
    programs: ['security-copilot'],
    data: [
      {
        data: 'Captured records',
        kind: 'customer-data',
        store: { type: 'AWS::DynamoDB::Table', ids: ['Content'] },
        region,
        copies: [],
        encryptedWith: 'a key',
        readers: {
          functions: ['captures'],
          services: ['evaluation'],
          vendorRoles: [],
          customer: 'nobody',
          countries: 'not declared',
        },
        longestLife: [{ what: 'a record', life: '90 days' }],
      },
    ],
    identity: {
      kind: 'user-pool',
      region,
      outside: [],
      ownersOfSharing: 'The role of an owner.',
      actingForPeople: [],
    },
    unitedStates: { answer: 'no-grant-and-no-address', because: ['no role can'] },
    movements: [],
    exceptions: [],
    global: [],
    notRegional: [],
    network: { option: 'open', says: 'the internet is there' },
    cellDirectory: [],
    remarks: [],
    endsWhere: ['It ends with the templates.'],
    ...changes,
  };
};
