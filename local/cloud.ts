import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { durabilityRegionOf, type Geography, geographies } from '../domain/geographies.ts';
import type { Beginning } from './beginning.ts';
import { bootstrap, deploy, projectDirectory, synthesize } from './cdk.ts';
import { callbackOf, type DeployedCell, describeCell } from './cells.ts';
import { closeGaps } from './close-gaps.ts';
import type { Cell } from './deployment-file.ts';
import { LocalFailure } from './failure.ts';
import { fingerprintOf } from './fingerprint.ts';
import { type Front, startFront } from './front.ts';
import {
  beginningIn,
  clearAroundGenerations,
  dropGeneration,
  isDamaged,
  isSaved,
  openGeneration,
} from './generations.ts';
import { type Emulator, type EmulatorOptions, startEmulator } from './ministack.ts';
import { demandPort, freePort } from './ports.ts';
import { demandPreconditions, makePrivateDirectory } from './preconditions.ts';
import type { Step } from './progress.ts';
import { ensurePython, installedRequirements } from './python.ts';
import { type SavedCloud, writeSavedCloud } from './saved-cloud.ts';
import { renewStreamMappings } from './stream-mappings.ts';
import { demandUnchangedTables } from './unchanged-tables.ts';

/** A running cloud with the product deployed in it and people who can sign in. */
export type Cloud = {
  /** In the order that they were asked for; a cell that was not kept has no organization yet. */
  readonly cells: readonly Cell[];
  readonly emulator: Emulator;
  /** The port of the front, where all cells answer. */
  readonly port: number;
  /** The cloud assembly that was deployed last: templates by stack. */
  readonly assembly: string;
  /** Writes down what became of the cells, so that the next start knows it. */
  readonly keep: (cells: readonly Cell[]) => Promise<void>;
  /** Ends everything that was started. May be called twice. @returns whether the state was saved */
  readonly stop: () => Promise<boolean>;
};

export type CloudOptions = {
  /** Where the virtual environment lies; shared by all clouds of a machine's clone. */
  readonly localDirectory: string;
  /** A directory of this cloud's own. */
  readonly directory: string;
  readonly geographies: readonly Geography[];
  /** Those of the geographies whose registry and evidence are copied to their second region. Default: none. */
  readonly copiesOf?: readonly Geography[];
  /** Whether to go on from what was saved in the directory, or to empty it. */
  readonly begin: 'resume' | 'fresh';
  /** Ports to use where they are free. */
  readonly preferred?: { readonly emulator: number; readonly front: number };
  readonly step: Step;
  /** Takes a sentence that people should read. */
  readonly tell: (sentence: string) => void;
  /** Aborting it ends everything that was started so far. */
  readonly signal?: AbortSignal;
};

/** What a run works with once it has begun. */
type Run = {
  readonly options: CloudOptions;
  readonly signal: AbortSignal;
  readonly generation: string;
  readonly front: Front;
  readonly emulator: Emulator;
  readonly saved: SavedCloud;
  readonly synthesize: () => Promise<string>;
  /** The first one, begun early; undefined where what is saved is up to date. */
  readonly synthesis: Promise<string> | undefined;
};

/** Where the keys of copies are written to and read from. */
const copyKeysFile = (directory: string): string => join(directory, 'copies.json');

/** The config module of this cloud: the local one, with the addresses of its front. */
const configText = (
  { geographies: chosen, copiesOf = [], directory }: CloudOptions,
  front: Front,
): string => {
  const local = pathToFileURL(join(import.meta.dirname, 'local-config.ts')).href;
  const cells = Object.fromEntries(chosen.map((geography) => [geography, front.addressOf(geography)]));
  const copies = { of: copiesOf, keysFrom: copyKeysFile(directory) };
  const given = [cells, callbackOf(front.port), ...(copiesOf.length === 0 ? [] : [copies])];
  return [
    `import { localConfig } from ${JSON.stringify(local)};`,
    `export default localConfig(${given.map((value) => JSON.stringify(value)).join(', ')});`,
    '',
  ].join('\n');
};

const regionOf = (geography: Geography): string => geographies[geography].region;

/** The assembly to deploy. Copies need their keys first, and a second synthesis that knows them, as on AWS. */
const assemblyOf = async (run: Run, synthesis: Promise<string>): Promise<string> => {
  const { directory, copiesOf = [], step } = run.options;
  const assembly = await step('Synthesis', () => synthesis);
  if (copiesOf.length === 0) return assembly;
  const keys = { stacks: '*/Keys', outputsFile: copyKeysFile(directory) };
  const work = { stateDirectory: directory, assembly, signal: run.signal, ...keys };
  await step('Keys of the copies', () => deploy(run.emulator, work));
  return step('Synthesis with the keys', run.synthesize);
};

/** Deploys into a cloud that runs, whatever is in it already, and describes its cells. */
const bringUpToDate = async (run: Run, synthesis: Promise<string>): Promise<SavedCloud> => {
  const { emulator, front, saved, signal } = run;
  const { directory, geographies: chosen, copiesOf = [], step } = run.options;
  const regions = chosen.map(regionOf);
  const needed = [...regions, ...copiesOf.flatMap((geography) => durabilityRegionOf(geography) ?? [])];
  const missing = needed.filter((region) => !saved.bootstrappedRegions.includes(region));
  if (missing.length > 0) {
    const work = { stateDirectory: directory, regions: missing, signal };
    await step(`Bootstrap of ${missing.join(', ')}`, () => bootstrap(emulator, work));
  }
  const assembly = await assemblyOf(run, synthesis);
  await demandUnchangedTables(emulator, assembly, chosen);
  await step('Deployment', () => deploy(emulator, { stateDirectory: directory, assembly, signal }));
  await step('What the emulator dropped', () => closeGaps(emulator, regions));
  const earlier = (geography: Geography) => saved.cells.find((cell) => cell.geography === geography);
  const described = await step('People and addresses', () =>
    Promise.all(chosen.map((geography) => describeCell(emulator, front, geography, earlier(geography)))),
  );
  return withCells({ ...saved, bootstrappedRegions: [...saved.bootstrappedRegions, ...missing] }, described);
};

/** Cells that this start did not ask for rest in the state and keep what is known of them. */
const withCells = (saved: SavedCloud, described: readonly DeployedCell[]): SavedCloud => ({
  ...saved,
  cells: mergedCells(
    saved.cells,
    described.map(({ cell }) => cell),
  ),
  apis: { ...saved.apis, ...Object.fromEntries(described.map(({ cell, api }) => [cell.geography, api])) },
});

const mergedCells = (earlier: readonly Cell[], cells: readonly Cell[]): Cell[] => [
  ...earlier.filter(({ geography }) => !cells.some((cell) => cell.geography === geography)),
  ...cells,
];

const nothingSaved = (emulator: string): SavedCloud => ({
  version: 1,
  emulator,
  fingerprint: '',
  frontPort: 0,
  emulatorPort: 0,
  bootstrappedRegions: [],
  cells: [],
  apis: {},
});

/** The saved state could not be loaded after all: whoever started it starts fresh instead. */
class DamagedState extends Error {
  override readonly name = 'DamagedState';
}

const emulatorPort = ({ emulatorPort: port }: SavedCloud, { preferred }: CloudOptions): Promise<number> =>
  port === 0 ? freePort(preferred?.emulator) : demandPort(port);

/** Runs the emulator in its generation; one that never answers leaves none behind. */
const startIn = async (
  generation: string,
  options: Omit<EmulatorOptions, 'generation'>,
): Promise<Emulator> => {
  try {
    return await startEmulator({ ...options, generation });
  } catch (error) {
    await dropGeneration(generation);
    throw error;
  }
};

/** Everything from a decided beginning to a running cloud. */
const startFrom = async (beginning: Beginning, options: CloudOptions): Promise<Cloud> => {
  const { directory, step } = options;
  const ending = new AbortController();
  const signal = options.signal ? AbortSignal.any([options.signal, ending.signal]) : ending.signal;
  const endings: (() => Promise<void>)[] = [];
  let generation: string | undefined;
  const stop = async () => {
    ending.abort();
    for (let end = endings.pop(); end !== undefined; end = endings.pop()) await end();
    return generation !== undefined && (await isSaved(generation));
  };
  try {
    if (beginning.kind === 'fresh') await clearAroundGenerations(directory);
    await mkdir(join(directory, 'tmp'), { recursive: true });
    const before =
      beginning.kind === 'resume' ? beginning.cloud : nothingSaved(await installedRequirements());
    const port = await emulatorPort(before, options);
    const front = await startFront(await freePort(before.frontPort || options.preferred?.front));
    endings.push(front.stop);
    const config = configText(options, front);
    const configFile = join(directory, 'domicile.config.mjs');
    await writeFile(configFile, config);
    const fingerprint = await fingerprintOf(projectDirectory, [config]);
    const isUpToDate = before.fingerprint === fingerprint;
    // Until this deployment is whole, the next start has to deploy again.
    const saved = isUpToDate ? before : { ...before, fingerprint: '', frontPort: front.port };
    const synthesizeNow = () => synthesize({ stateDirectory: directory, configFile, signal });
    const synthesis = isUpToDate ? undefined : synthesizeNow();
    if (synthesis !== undefined) {
      // It is awaited below; until then its failure must not count as one that nobody looks at.
      const isOver = synthesis.then(
        () => undefined,
        () => undefined,
      );
      endings.push(() => isOver);
    }
    const python = await step('Python environment (installed once)', () =>
      ensurePython(options.localDirectory, signal),
    );
    // Not before: a start that is refused above has done nothing, and the next one must not call it killed.
    if (beginning.because !== undefined) options.tell(beginning.because);
    const opened = await openGeneration(directory, beginning);
    generation = opened;
    if (beginning.kind === 'resume') await writeSavedCloud(opened, saved);
    const work = { python, directory, port, proxy: front.address, signal };
    const emulator = await step('Embedded cloud', () => startIn(opened, work));
    endings.push(emulator.stop);
    if (await isDamaged(opened)) throw new DamagedState();

    const begun = { options, signal, generation: opened, front, emulator, saved };
    const run: Run = { ...begun, synthesize: synthesizeNow, synthesis };
    const cloud = synthesis === undefined ? saved : await bringUpToDate(run, synthesis);
    if (beginning.kind === 'resume') {
      await step('Streams', () =>
        Promise.all(
          options.geographies.map((geography) => renewStreamMappings(emulator, regionOf(geography))),
        ),
      );
    }
    signal.throwIfAborted();
    return await serve(run, { ...cloud, fingerprint, emulatorPort: port }, stop);
  } catch (error) {
    await stop();
    throw error;
  }
};

const serve = async (run: Run, cloud: SavedCloud, stop: Cloud['stop']): Promise<Cloud> => {
  const { options, front, emulator, generation } = run;
  const cells = options.geographies.map((geography) => {
    const found = cloud.cells.find((cell) => cell.geography === geography);
    if (found === undefined) throw new LocalFailure(`No cell was deployed for ${geography}.`);
    return found;
  });
  front.serve(emulator, new Map(cells.map(({ geography }) => [geography, cloud.apis[geography] ?? ''])));
  await writeSavedCloud(generation, cloud);
  return {
    cells,
    emulator,
    port: front.port,
    assembly: join(options.directory, 'cdk.out'),
    keep: (known) => writeSavedCloud(generation, { ...cloud, cells: mergedCells(cloud.cells, known) }),
    stop,
  };
};

/**
 * Brings up an embedded cloud and deploys the product's own app into it with the real CDK CLI, or goes on from
 * what an earlier one saved and deploys only what has changed since.
 * @throws LocalFailure in one sentence; everything that was started has ended by then
 */
export const startCloud = async (options: CloudOptions): Promise<Cloud> => {
  await makePrivateDirectory(options.directory);
  await demandPreconditions(options.directory, options.signal);
  const beginning = await beginningIn(options.directory, options.begin, await installedRequirements());
  try {
    return await startFrom(beginning, options);
  } catch (error) {
    if (!(error instanceof DamagedState)) throw error;
    options.tell('The embedded cloud could not load its saved state. Starting fresh.');
    return startFrom({ kind: 'fresh' }, options);
  }
};
