import { beforeAll, describe, expect, test } from 'vitest';
import { registryKeys } from '../../../contract/tables/registry.ts';
import { foundBy, type RoleAndSetting, rolesOn } from '../../../domain/experience/by-role.ts';
import { type ExperienceIn, experienceOf } from '../../../domain/experience/experience.ts';
import { everyGeography } from '../../../domain/geographies.ts';
import { everyNotice } from '../../../domain/notices/catalog.ts';
import { everyProgram } from '../../../domain/programs/catalog.ts';
import { customerRoles, type SettingDefinition, valuesOf } from '../../../domain/programs/program.ts';
import { storedItem } from '../../../lambdas/shared/repositories/stored-item.ts';
import { aPerson, aService, type Claims } from '../../support/callers.ts';
import { aCustomer, type Customer, newKey, readSetting } from '../../support/customers.ts';
import { settingRoute } from '../../support/settings.ts';
import { userOf } from '../../support/users.ts';
import { type Answer, aWatchedCell, type WatchedCell } from '../../support/watched-cell.ts';

const vendorGroups = ['operator', 'reviewer', 'support', 'auditor'];
const memberAs = (who: string): Claims => aPerson(`member-${who.replaceAll(' ', '-')}`);

/** Who stands behind each row of the table; the people of the vendor are one for each of their groups. */
const callersOf = (who: string, { owner }: Customer): readonly Claims[] => {
  if (who === 'owner') return [owner];
  if (who === 'services of the vendor') return [aService()];
  return who === 'people of the vendor'
    ? vendorGroups.map((group) => aPerson(`${group}-1`, { 'cognito:groups': `[${group}]` }))
    : [memberAs(who)];
};

/** Members of organization and workspace, one in each other role. */
const join = async (cell: WatchedCell, { organization, workspace }: Customer) => {
  for (const role of customerRoles.filter((each) => each !== 'owner')) {
    const user = await userOf(cell, memberAs(role));
    for (const subject of [organization, workspace]) {
      const item = storedItem(registryKeys.member(subject, user), { roles: [role] });
      await cell.ports.store.write({ kind: 'put', table: 'registry', item });
    }
  }
};

/** The word of the table for what the API answers. */
const wordFor = ({ status, body }: Answer, { standing }: ExperienceIn): string => {
  if (status !== 200) return '–';
  if (body.source === 'not_applicable') return 'not shown';
  if (body.source === 'unavailable') return standing === 'preview' ? 'preview' : 'unavailable';
  return body.value === 'unset' ? 'to be chosen' : body.value;
};

/** What a choice comes to: the status, and the kind of refusal. */
const outcomeFor = ({ may }: RoleAndSetting, { standing }: ExperienceIn): string => {
  if (may === 'nothing') return '404 not-found';
  if (may === 'reads') return '403 not-allowed';
  if (standing === 'available') return '200';
  return standing === 'not-applicable' ? '409 setting-not-applicable' : '409 setting-unavailable';
};
const outcomeOf = ({ status, body }: Answer): string =>
  status === 200 ? '200' : `${status} ${String(body.type).replace('urn:domicile:problem:', '')}`;

const settings = everyProgram.flatMap((program) =>
  experienceOf(program, everyNotice).settings.map((experience) => ({
    program: program.id,
    id: experience.setting,
    experience,
    definition: program.settings[experience.setting] as SettingDefinition,
  })),
);

describe.each(everyGeography)('in %s', (geography) => {
  let cell: WatchedCell;
  let customer: Customer;
  beforeAll(async () => {
    cell = aWatchedCell(geography);
    customer = await aCustomer(cell);
    await join(cell, customer);
  });

  const subjectOf = async (scope: string): Promise<string> => {
    if (scope === 'user') return userOf(cell, memberAs('the user'));
    return scope === 'organization' ? customer.organization : customer.workspace;
  };

  test.each(settings)('$program/$id is found and chosen as the table of settings says', async (setting) => {
    const { program, id, experience, definition } = setting;
    const here = experience.geographies.find((each) => each.geography === geography) as ExperienceIn;
    const path = { subject: await subjectOf(experience.scope), program, setting: id };
    // Who decides comes last: a choice changes what the others find.
    const rows = rolesOn(experience)
      .toSorted((one) => (one.may === 'decides' ? 1 : -1))
      .flatMap((row) => callersOf(row.who, customer).map((caller) => ({ row, caller })));
    const decider = experience.scope === 'user' ? memberAs('the user') : customer.owner;
    const { headers } = await readSetting(cell, decider, path);

    for (const { row, caller } of rows) {
      const read = await readSetting(cell, caller, path);
      const tried = await cell.call(caller, `PUT ${settingRoute}`, {
        path,
        headers: { 'If-Match': headers.etag ?? '', ...newKey() },
        body: { value: valuesOf(definition)[0] ?? '', notice: { id: experience.notice.id, version: 1 } },
      });

      expect([row.who, wordFor(read, here)]).toEqual([row.who, foundBy(row, here).split(';')[0]]);
      expect([row.who, outcomeOf(tried)]).toEqual([row.who, outcomeFor(row, here)]);
      expect(foundBy(row, here).endsWith('; decides')).toBe(tried.status === 200);
      const asked = await cell.call(caller, 'POST /v1/admissions', { headers: newKey(), body: path });
      expect([row.who, asked.status === 201]).toEqual([
        row.who,
        foundBy(row, here).includes('; asks for it'),
      ]);
    }
  });
});
