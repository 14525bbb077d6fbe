import { AspectPriority, Aspects, CfnElement, Stack, type Stage } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import type { CarriedFile } from '../contract/access/access.ts';
import { carriedContent, type Declared } from './carried-files.ts';
import type { CarryingCode } from './constructs/carrying-code.ts';
import { definePin } from './residency/pin.ts';
import { readTemplates, type Template } from './residency/template/template.ts';
import { UnknownStore } from './statement/known-types.ts';

/** A function that carries files, and its code. */
export type Carrier = {
  readonly stack: Stack;
  readonly code: CarryingCode;
  readonly carries: readonly CarriedFile[];
};

/** Sections of a template that the files are compiled from; CDK gives each element its own part of them. */
type Sections = { readonly Resources?: object; readonly Mappings?: object };
type Rendering = { readonly _toCloudFormation: () => Sections };

/**
 * What the templates of a cell will say, before they are written: its stacks as one template. References from one
 * stack to the other are not exports yet, and in one template need not be.
 */
const templatesToCome = (stage: Stage): readonly Template[] => {
  // The key of copies lies in another region, and is no part of the cell's templates.
  const elements = stage.node
    .findAll()
    .filter((node) => CfnElement.isCfnElement(node))
    .filter((element) => Stack.of(element).region === stage.region);
  const parts: readonly Sections[] = elements.map((element) =>
    Stack.of(element).resolve((element as unknown as Rendering)._toCloudFormation()),
  );
  const content = {
    Mappings: Object.assign({}, ...parts.map(({ Mappings }) => Mappings)),
    Resources: Object.assign({}, ...parts.map(({ Resources }) => Resources)),
  };
  return readTemplates([{ name: stage.stageName, content }], pinOf(stage));
};

/**
 * What cannot be compiled stops the synthesis later, together with what else is wrong (carried-files-check.ts).
 * Where nobody checks, a function that carries this does not start.
 */
const contentToCome = (...about: Parameters<typeof carriedContent>): string => {
  try {
    return carriedContent(...about);
  } catch (error) {
    if (error instanceof UnknownStore) return JSON.stringify({ version: 0, because: error.message });
    throw error;
  }
};

const pinOf = ({ region, account }: Stage) => {
  if (region === undefined) throw new Error('A cell has a region.');
  return definePin(region, account === undefined ? {} : { account });
};

/**
 * Seals the code of functions that carry files, when all the rest of their cell is made and every aspect has changed
 * what it changes. Aspects visit a tree from its top, and so ours waits at what was added to the stage last. What is
 * changed later than that, the check of the synthesized templates finds (carried-files-check.ts).
 */
export const carryFiles = (stage: Stage, carriers: readonly Carrier[], declared: Declared): void => {
  const last = new Construct(stage, 'Sealing');
  const visit = () => {
    const from = { templates: templatesToCome(stage), pin: pinOf(stage), declared };
    for (const { stack, code, carries } of carriers) {
      const contents = carries.map((name) => [name, contentToCome(name, from)]);
      code.seal(stack, Object.fromEntries(contents));
    }
  };
  Aspects.of(last).add({ visit }, { priority: AspectPriority.READONLY });
};
