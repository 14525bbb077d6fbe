import { randomBytes } from 'node:crypto';
import { readFile, rename, writeFile } from 'node:fs/promises';
import { ulid } from 'ulid';
import { digestOf } from '../../domain/canonical-form.ts';
import { UsageError } from '../usage-error.ts';
import { type InstructAsked, readInstructArguments } from './arguments.ts';
import { callCell, type Reach, tokenName } from './call-cell.ts';
import {
  type InstructionFile,
  type Progress,
  readCells,
  readInstructionFile,
  readProgress,
  readTokens,
  readWanted,
} from './files.ts';
import { type HandOverPorts, handOver } from './hand-over.ts';
import { makeInstruction } from './make-instruction.ts';
import { readSigningKey } from './signing-key.ts';
import { tellDeletion } from './status.ts';
import { tellProgress } from './told.ts';

/** What the command finds around it. */
export type Around = {
  /** Tokens may be in it. */
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly wait: HandOverPorts['wait'];
};

/** What the command prints, and its exit status: 0 where all cells have confirmed. */
export type Instructed = { readonly output: string; readonly status: 0 | 1 };

/**
 * `domicile instruct`: signs one instruction for the parts of an organization in several cells, hands it to each, and
 * tells how many have confirmed it (BY-13). Ended at any point, the same command goes on.
 * @throws UsageError when the arguments are wrong, or a file is not as it has to be
 */
export const instruct = async (args: readonly string[], around: Around): Promise<Instructed> => {
  const asked = readInstructArguments(args);
  if (asked.how === 'make') return make(asked);
  const file = readInstructionFile(await textOf(asked.file));
  const reach = await reachOf(asked, around);
  const before = await progressOf(asked.file, file);
  return asked.how === 'send'
    ? send(asked.file, file, before, { ...around, reach })
    : status(file, before, reach);
};

const make = async ({ wanted, key, out }: Extract<InstructAsked, { how: 'make' }>): Promise<Instructed> => {
  const signs = readSigningKey(await textOf(key));
  const drawn = { id: ulid(), nonce: randomBytes(24).toString('base64url'), at: Date.now() };
  const file = makeInstruction(readWanted(await textOf(wanted)), signs, drawn);
  try {
    // It holds links that owners alone see. An instruction is made once: what is there stays.
    await writeFile(out, `${JSON.stringify(file, null, 2)}\n`, { flag: 'wx', mode: 0o600 });
  } catch (error) {
    throw new UsageError(`${out} cannot be written: ${reasonOf(error)}`);
  }
  const output = `The instruction ${file.instruction.id} for ${file.parts.length} parts is signed with ${signs.kid}.`;
  return { output, status: 0 };
};

const send = async (
  path: string,
  file: InstructionFile,
  before: Progress,
  { reach, wait }: Around & { readonly reach: Reach },
): Promise<Instructed> => {
  const handed = await handOver(file, before, {
    send: (geography, body) => callCell(reach, geography, { path: '/v1/instructions', body }),
    save: (progress) => saveWhole(progressPath(path), progress),
    wait,
    now: Date.now,
  });
  const { lines, all } = tellProgress(file, handed);
  return { output: lines.join('\n'), status: all ? 0 : 1 };
};

const status = async (file: InstructionFile, progress: Progress, reach: Reach): Promise<Instructed> => {
  const { lines, all } = tellProgress(file, { progress, missing: new Map() });
  const deleted = await tellDeletion(file, progress, reach);
  return { output: [...lines, ...deleted].join('\n'), status: all ? 0 : 1 };
};

/** How far an instruction has come stands beside it. */
const progressPath = (path: string): string => `${path}.progress`;

const progressOf = async (path: string, { instruction }: InstructionFile): Promise<Progress> => {
  const digest = digestOf(instruction);
  const written = await textIfThere(progressPath(path));
  if (written === undefined) return { v: 1, instruction: digest, receipts: {} };
  const progress = readProgress(written);
  if (progress.instruction !== digest)
    throw new UsageError(`${progressPath(path)} belongs to another instruction; move it away.`);
  return progress;
};

/** Whoever is ended while writing leaves the file as it was. */
const saveWhole = async (path: string, progress: Progress): Promise<void> => {
  const draft = `${path}.draft`;
  await writeFile(draft, `${JSON.stringify(progress, null, 2)}\n`, { mode: 0o600 });
  await rename(draft, path);
};

const reachOf = async (
  { cells, tokens }: Extract<InstructAsked, { how: 'send' | 'status' }>,
  { environment }: Around,
): Promise<Reach> => {
  const addresses = readCells(await textOf(cells));
  const written = tokens === undefined ? {} : readTokens(await textOf(tokens));
  return {
    cells: addresses,
    tokenFor: (geography) => written[geography] ?? environment[tokenName(geography)],
  };
};

const textOf = async (path: string): Promise<string> => {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    throw new UsageError(`${path} cannot be read: ${reasonOf(error)}`);
  }
};

const textIfThere = async (path: string): Promise<string | undefined> => {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw new UsageError(`${path} cannot be read: ${reasonOf(error)}`);
  }
};

const reasonOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
