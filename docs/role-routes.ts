import { answerTo, deciders, everyRole, type Role } from '../contract/api/role-answers.ts';
import { everyRoute, type RouteKey } from '../contract/api/routes.ts';
import { everyProgram } from '../domain/programs/catalog.ts';
import { table } from './markdown.ts';

/** How a role is called at the head of a column. */
const heads: Readonly<Record<Role, string>> = {
  owner: 'owner',
  'privacy-officer': 'privacy officer',
  approver: 'approver',
  contributor: 'contributor',
  operator: 'operator',
  reviewer: 'reviewer',
  support: 'support',
  auditor: 'auditor',
  person: 'anybody else',
  service: 'service',
  nobody: 'no token',
};

const routeRow = ([key, route]: (typeof everyRoute)[number]): readonly string[] => [
  `\`${key satisfies RouteKey}\``,
  ...everyRole.map((role) => {
    const answer = answerTo(role, route);
    return answer === 'allowed' ? 'yes' : String(answer);
  }),
];

const demanding = (): readonly (readonly string[])[] =>
  everyProgram.flatMap(({ id, settings }) =>
    Object.entries(settings).flatMap(([name, { requires, scope }]) =>
      requires === undefined
        ? []
        : [
            [
              `\`${id}/${name}\``,
              scope,
              requires.directoryRoles.join(' or '),
              requires.capacity === undefined ? '–' : `to ${requires.capacity} it`,
            ],
          ],
    ),
  );

/** Which people and services are answered on which route, and what some settings ask for besides. */
export const roleRoutes = (): readonly string[] => [
  '## People and services on the routes',
  'A customer’s owners, privacy officers, approvers and contributors are members of an organization or workspace, and columns show what a member is answered about it. The next four are people of the vendor, told by their tokens. “Anybody else” signed in and is a member of nothing that is asked for. Each has every scope in the token here; without the scope of a route the answer is 403. `yes` is an answer, 401 a refusal of who has no token, 403 of who is known and may not, 404 of who may not even know that there is such a thing.',
  table(['route', ...everyRole.map((role) => heads[role])], everyRoute.map(routeRow)),
  `\`test/unit/roles\` sends each role to each route of a cell with a customer who has something of everything, holds the answers to this table, and sees that nothing was stored where one was refused, and that no answer but a service’s holds a word of what was captured. Who chooses a setting is said by its \`decidedBy\`: ${deciders.join(', ')} in every program there is. Everybody is the owner of their own settings, \`<geography>_user_me\`. Without a \`subject\` everybody who signed in reads incidents that concern the cell as a whole.`,
  '## What some settings ask for besides',
  'An owner who changes one of these, on or off, or sees the notice that applies its default, must have the directory role and, for a workspace, the right to write the capacity that it runs on (SC-2). Both come from the token: [how they are told](deployment.md#directory-roles-and-capacities).',
  table(['setting', 'scope', 'directory role', 'right to the capacity'], demanding()),
  'A workspace names its capacity when it is created, and keeps it: an owner who could name another one could name one that they may write, and so give themselves the right that is asked for. Without one nobody has it: its default never takes effect, and nothing is shared.',
  '## A service that acts for a person',
  'It calls with a token of the person that its own client obtained, and is answered as the person is, on the routes whose scopes the service may send at all (SC-21). The ledger names the service beside the person. [Why it is so, and what follows](decisions/a-token-of-the-person.md).',
];
