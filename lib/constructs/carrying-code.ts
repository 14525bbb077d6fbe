import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { FileAssetPackaging, Lazy, type Stack, Stage } from 'aws-cdk-lib';
import { Code, type CodeConfig } from 'aws-cdk-lib/aws-lambda';
import type { Construct } from 'constructs';

/** Files by the names that they have beside the code. */
export type Files = Readonly<Record<string, string>>;

type Location = { readonly bucketName: string; readonly objectKey: string };

const hashOf = (files: Files): string => {
  const hash = createHash('sha256');
  for (const [name, content] of Object.entries(files).sort(([one], [other]) => (one < other ? -1 : 1)))
    hash.update(`${name}\0${Buffer.byteLength(content)}\0${content}`);
  return hash.digest('hex');
};

/** Written whole or not at all: another synthesis may write the same beside this one. */
const writeWhole = (directory: string, files: Files) => {
  if (existsSync(directory)) return;
  const written = `${directory}.${process.pid}`;
  mkdirSync(written, { recursive: true });
  for (const [name, content] of Object.entries(files)) writeFileSync(join(written, name), content);
  renameSync(written, directory);
};

/**
 * Code of a function that carries files which follow from the rest of its cell. Everything else is made first; then
 * `seal` adds the files, and only then the code has an address. The address is a hash of bundle and files: the same
 * cell gives the same address on every machine.
 */
export class CarryingCode extends Code {
  readonly isInline = false;
  private readonly bundle: string;
  private location: Location | undefined;

  /** @param bundle the path of the function's bundled code */
  constructor(bundle: string) {
    super();
    this.bundle = bundle;
  }

  override bind(_scope: Construct): CodeConfig {
    // Before it is sealed, somebody may look at the function, but not yet at where its code lies.
    const told = (name: keyof Location) =>
      Lazy.uncachedString({ produce: () => this.location?.[name] ?? 'not-sealed-yet' });
    return { s3Location: { bucketName: told('bucketName'), objectKey: told('objectKey') } };
  }

  /**
   * Puts files beside the bundle, as an asset of the stack.
   * @throws Error where the stack belongs to no stage: then there is no assembly to put the code in
   */
  seal(stack: Stack, carried: Files): void {
    const stage = Stage.of(stack);
    if (stage === undefined) throw new Error(`The stack ${stack.stackName} belongs to no stage.`);
    const files = { ...carried, 'index.js': readFileSync(this.bundle, 'utf8') };
    const sourceHash = hashOf(files);
    const directory = join(stage.assetOutdir, `asset.${sourceHash}`);
    writeWhole(directory, files);
    this.location = stack.synthesizer.addFileAsset({
      sourceHash,
      fileName: relative(stage.outdir, directory),
      packaging: FileAssetPackaging.ZIP_DIRECTORY,
      displayName: 'Code with what it states',
    });
  }
}
