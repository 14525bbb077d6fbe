import type { NotRegional } from '../../contract/statement/statement.ts';
import type { CellReading } from './cell-reading.ts';
import { storeTypes } from './known-types.ts';

type Declared = NotRegional & {
  /** Whether the cell uses it. */
  readonly usedBy: (cell: CellReading) => boolean;
};

const always = () => true;

const declared: readonly Declared[] = [
  {
    service: 'Hosted sign-in (Cognito)',
    says: 'Accounts are in the user pool, in the region. The sign-in page has a host name of the provider that is looked up globally, and its email goes where the person reads it.',
    usedBy: (cell) => cell.ofType(storeTypes.userPool).length > 0,
  },
  {
    service: 'Identity and access (IAM, STS)',
    says: 'Names, descriptions and policies of roles are global to the account; the provider keeps them in several regions. They name tables and queues, never a customer.',
    usedBy: (cell) => cell.ofType('AWS::IAM::Role').length > 0,
  },
  {
    service: 'CloudFormation and the bootstrap of the CDK',
    says: 'Templates and code lie in the region. What a deployment names on the way passes through the machine that deploys.',
    usedBy: always,
  },
  {
    service: 'Key service (KMS)',
    says: 'Keys are in the region and are not multi-Region, unless a copy is listed above. Names and states of keys are shown to whoever administers the account, from anywhere.',
    usedBy: (cell) => cell.ofType(storeTypes.key).length > 0,
  },
  {
    service: 'Names of hosts (DNS)',
    says: 'The addresses of the API and of the services are looked up globally. A lookup holds the name of a host, and nothing of a customer.',
    usedBy: always,
  },
  {
    service: 'Account, bill and consoles of the provider',
    says: 'Amounts of use, identifiers of resources and the people of the account are global to the provider.',
    usedBy: always,
  },
  {
    service: 'Support of the provider',
    says: 'A case that the vendor opens may be read in other countries. Customer data gets into it only if somebody writes it there.',
    usedBy: always,
  },
  {
    service: 'AI services of the provider',
    says: 'The cell uses none. Whether the account has opted out of the use of content by such services is set for the organization, and not seen here.',
    usedBy: always,
  },
];

/** Services that a cell uses and that are not of its region in all respects. */
export const notRegionalOf = (cell: CellReading): readonly NotRegional[] =>
  declared.filter(({ usedBy }) => usedBy(cell)).map(({ service, says }) => ({ service, says }));
