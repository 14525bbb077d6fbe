import { foundBy, rolesOn } from '../domain/experience/by-role.ts';
import { experienceOf, type SettingExperience } from '../domain/experience/experience.ts';
import { everyGeography, geographies } from '../domain/geographies.ts';
import { everyNotice } from '../domain/notices/catalog.ts';
import { everyWholeProgram } from '../domain/programs/located.ts';
import { table } from './markdown.ts';

/** Every setting of every program, in each geography, for each role: what is found there, and who can choose. */
export const settingsPage = (): string =>
  `${[
    '# Settings by geography and role',
    'This page is written by `npm run docs` from the programs in `domain/programs/`. `npm test` fails where the two differ; do not edit it.',
    'Each cell shows what somebody finds who asks for the setting of a customer at home in the geography, before anybody has chosen, and whether they can choose it. *On* takes effect once an owner, or for their own settings a user, has seen the notice. *Not shown*: left out of lists, and answered by name with the reason. *Unavailable*: shown with the reason, and refused. *Preview*: refused until [an operator admits](admissions.md) who asked. *–*: answered as if there were no such thing.',
    'Roles are those that a customer gives to its own people in a cell; a member in several may do what any of them may. People of the vendor are operators, reviewers, support and auditors. Services of the vendor need the scope `settings.read`. [What a customer experiences](customer-experience.md) says what each setting permits.',
    ...everyWholeProgram.flatMap((program) => {
      const { title, settings } = experienceOf(program, everyNotice);
      return settings.length === 0 ? [] : [`## ${title}`, tableOf(settings)];
    }),
  ].join('\n\n')}\n`;

const tableOf = (settings: readonly SettingExperience[]): string =>
  table(
    ['setting', 'who', ...everyGeography.map((geography) => geographies[geography].name)],
    settings.flatMap((setting) =>
      rolesOn(setting).map((role) => [
        setting.title,
        role.may === 'decides' ? `${role.who}${setting.besides}` : role.who,
        ...setting.geographies.map((experience) => foundBy(role, experience)),
      ]),
    ),
  );
