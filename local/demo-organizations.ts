import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Geography } from '../domain/geographies.ts';
import { everyProgram } from '../domain/programs/catalog.ts';
import type { AddressedSetting, Program } from '../domain/programs/program.ts';
import { resolveSetting, settingsOf } from '../domain/settings/resolve-setting.ts';
import { type Answer, apiOf, bodyOf } from './api.ts';
import type { Cell } from './deployment-file.ts';
import { demoCapacity } from './people.ts';
import { tokenOfPerson } from './sign-in.ts';

/** How many cells are worked on beside each other: each starts processes of functions. */
const atOnce = 3;

const tries = 4;

/**
 * The emulator sometimes answers 502 where several functions start at once (a dictionary of its own changes
 * while it reads it). The same call again, with the same idempotency key, is what a careful client does anyway.
 */
const patiently = async <Body>(call: () => Promise<Answer<Body>>): Promise<Answer<Body>> => {
  for (let turn = 1; ; turn += 1) {
    const answer = await call();
    if (answer.status !== 502 || turn === tries) return answer;
    await sleep(200 * turn);
  }
};

/** An organization of a cell's own geography, and one workspace in it. */
export type DemoOrganization = { readonly organization: string; readonly workspace: string };

/**
 * Creates them as the product means it: the vendor's operator creates the organization and names its first
 * owner; the owner creates the workspace.
 */
export const createOrganization = async (cell: Cell): Promise<DemoOrganization> => {
  const { organization, workspace } = await createAs(cell);
  return { organization, workspace };
};

const createAs = async (cell: Cell) => {
  const { geography } = cell;
  const tokens = await Promise.all([tokenOfPerson(cell, 'operator'), tokenOfPerson(cell, 'owner')]);
  const [operator, owner] = [apiOf(cell.api, tokens[0]), apiOf(cell.api, tokens[1])];
  const key = randomUUID();
  const created = await patiently(() =>
    operator.createOrganization({ home: geography, owner: cell.people.owner.subject }, key),
  );
  const { organization, programs } = bodyOf(`Creating an organization in ${geography}`, 201, created);
  const answered = await patiently(() =>
    owner.createWorkspace({ organization, geography, capacity: demoCapacity }, key),
  );
  const { workspace } = bodyOf(`Creating a workspace in ${geography}`, 201, answered);
  return { operator, owner, programs, organization, workspace };
};

/** Limited previews of some programs that an organization at home in a geography can have there. */
const previewsIn = (geography: Geography, programs: readonly Program[]): readonly AddressedSetting[] =>
  settingsOf(programs, 'organization').filter(({ program, settingId, setting }) => {
    if (setting.admission.kind === 'open') return false;
    const admission = { admittedAt: new Date().toISOString() };
    const { source } = resolveSetting({ program, settingId, home: geography, geography, admission });
    return source !== 'not_applicable' && source !== 'unavailable';
  });

/** Asks for every limited preview and admits the organization: so all of them can be tried. */
const createForDemo = async (cell: Cell): Promise<DemoOrganization> => {
  const { operator, owner, programs, ...made } = await createAs(cell);
  const offered = everyProgram.filter(({ id }) => programs.some((program) => program.id === id));
  for (const { program, settingId: setting } of previewsIn(cell.geography, offered)) {
    const name = `${program.id}/${setting} in ${cell.geography}`;
    const key = randomUUID();
    const request = { subject: made.organization, program: program.id, setting };
    bodyOf(`Asking for ${name}`, 201, await patiently(() => owner.askFor(request, key)));
    const decision = { outcome: 'admitted', reason: 'So that it can be tried here.' } as const;
    const decide = () => operator.decide(made.organization, `${program.id}/${setting}`, decision, key);
    bodyOf(`Admitting to ${name}`, 200, await patiently(decide));
  }
  return made;
};

/** The cells in the same order, each with a demo organization; one that has it keeps it. */
export const withDemoOrganizations = async (cells: readonly Cell[]): Promise<Cell[]> => {
  const waiting = [...cells.entries()];
  const done: Cell[] = [];
  const work = async () => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      const [position, cell] = next;
      done[position] = cell.workspace === undefined ? { ...cell, ...(await createForDemo(cell)) } : cell;
    }
  };
  await Promise.all(Array.from({ length: atOnce }, work));
  return done;
};
