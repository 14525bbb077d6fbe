import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { TemplateError } from '../lib/residency/template/template.ts';
import { asFields, type Fields } from '../lib/residency/template/values.ts';

/** A file that a deployment of a cloud assembly takes for a template, and where it deploys it to. */
export type DeployedFile = {
  readonly path: string;
  /** As the manifest has it: `aws://<account>/<region>`. Undefined for what is deployed as part of a stack. */
  readonly environment?: string;
};

const readJson = (path: string): Fields => {
  try {
    return asFields(JSON.parse(readFileSync(path, 'utf8')));
  } catch {
    throw new TemplateError(`${path} of the cloud assembly cannot be read.`);
  }
};

/** Whether a folder is a cloud assembly, or a stage of one. */
export const isAssembly = (folder: string): boolean =>
  existsSync(join(folder, 'cdk.out')) && existsSync(join(folder, 'manifest.json'));

type Artifact = { readonly type: unknown; readonly environment: unknown; readonly properties: Fields };

const artifactsOf = (folder: string): readonly Artifact[] =>
  Object.values(asFields(readJson(join(folder, 'manifest.json')).artifacts)).map((artifact) => {
    const { type, environment, properties } = asFields(artifact);
    return { type, environment, properties: asFields(properties) };
  });

/** Files that a deployment uploads, by the key that they get. */
const uploadsOf = (folder: string, artifacts: readonly Artifact[]): ReadonlyMap<string, string> => {
  const manifests = artifacts.flatMap(({ type, properties }) =>
    type === 'cdk:asset-manifest' && typeof properties.file === 'string' ? [properties.file] : [],
  );
  const files = manifests.flatMap((file) => Object.values(asFields(readJson(join(folder, file)).files)));
  return new Map(
    files.flatMap((file) => {
      const { source, destinations } = asFields(file);
      const { path } = asFields(source);
      return Object.values(asFields(destinations)).flatMap((destination) => {
        const { objectKey } = asFields(destination);
        return typeof path === 'string' && typeof objectKey === 'string' ? [[objectKey, path] as const] : [];
      });
    }),
  );
};

/** The file that a stack is deployed from: the one it names, and the one that is uploaded under its address. */
const filesOfStack = (
  folder: string,
  { environment, properties }: Artifact,
  uploads: ReadonlyMap<string, string>,
): readonly DeployedFile[] => {
  const { templateFile, stackTemplateAssetObjectUrl: address } = properties;
  if (typeof templateFile !== 'string') {
    throw new TemplateError(`A stack of ${folder} names no template.`);
  }
  const uploaded =
    typeof address === 'string' ? [...uploads].find(([key]) => address.endsWith(`/${key}`))?.[1] : undefined;
  if (address !== undefined && uploaded === undefined) {
    throw new TemplateError(`${folder} deploys ${templateFile} from an address that it uploads nothing to.`);
  }
  const where = typeof environment === 'string' ? { environment } : {};
  return [...new Set([templateFile, ...(uploaded === undefined ? [] : [uploaded])])].map((file) => ({
    ...where,
    path: join(folder, file),
  }));
};

/**
 * What a deployment of a cloud assembly deploys, as its manifests say it, stages included.
 * @throws TemplateError when a manifest cannot be read, or deploys what does not lie in the assembly
 */
export const filesOfAssembly = (
  folder: string,
  seen: ReadonlySet<string> = new Set(),
): readonly DeployedFile[] => {
  if (seen.has(resolve(folder))) return [];
  const artifacts = artifactsOf(folder);
  const uploads = uploadsOf(folder, artifacts);
  const above = new Set([...seen, resolve(folder)]);
  return artifacts.flatMap((artifact): readonly DeployedFile[] => {
    if (artifact.type === 'aws:cloudformation:stack') return filesOfStack(folder, artifact, uploads);
    const { directoryName } = artifact.properties;
    return artifact.type === 'cdk:cloud-assembly' && typeof directoryName === 'string'
      ? filesOfAssembly(join(folder, directoryName), above)
      : [];
  });
};
