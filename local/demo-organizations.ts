import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Answer, apiOf, bodyOf } from './api.ts';
import type { Cell } from './deployment-file.ts';
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
  const { geography } = cell;
  const [operator, owner] = await Promise.all([
    tokenOfPerson(cell, 'operator'),
    tokenOfPerson(cell, 'owner'),
  ]);
  const key = randomUUID();
  const created = await patiently(() =>
    apiOf(cell.api, operator).createOrganization({ home: geography, owner: cell.people.owner.subject }, key),
  );
  const { organization } = bodyOf(`Creating an organization in ${geography}`, 201, created);
  const answered = await patiently(() =>
    apiOf(cell.api, owner).createWorkspace({ organization, geography }, key),
  );
  const { workspace } = bodyOf(`Creating a workspace in ${geography}`, 201, answered);
  return { organization, workspace };
};

/** Asks for every limited preview that the organization can have here, and admits it: so all of them can be tried. */
const admitToPreviews = async (cell: Cell, organization: string): Promise<void> => {
  const { geography } = cell;
  const [operator, owner] = await Promise.all([
    tokenOfPerson(cell, 'operator'),
    tokenOfPerson(cell, 'owner'),
  ]);
  const answered = await patiently(() => apiOf(cell.api, owner).settings(organization));
  const { settings } = bodyOf(`Reading the settings in ${geography}`, 200, answered);
  for (const { program, setting, preview } of settings) {
    if (preview?.state !== 'not-asked') continue;
    const key = randomUUID();
    const asked = await patiently(() =>
      apiOf(cell.api, owner).askFor({ subject: organization, program, setting }, key),
    );
    bodyOf(`Asking for ${program}/${setting} in ${geography}`, 201, asked);
    const decision = { outcome: 'admitted', reason: 'So that it can be tried here.' } as const;
    const decided = await patiently(() =>
      apiOf(cell.api, operator).decide(organization, `${program}/${setting}`, decision, key),
    );
    bodyOf(`Admitting to ${program}/${setting} in ${geography}`, 200, decided);
  }
};

const createForDemo = async (cell: Cell): Promise<DemoOrganization> => {
  const made = await createOrganization(cell);
  await admitToPreviews(cell, made.organization);
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
