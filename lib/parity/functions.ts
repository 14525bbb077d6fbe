import type { Access } from '../../contract/access/access.ts';
import { everyFunction } from '../../contract/access/every-function.ts';
import type { Program } from '../../domain/programs/program.ts';
import { pascalCase } from '../constructs/names.ts';
import { accessUnder } from '../needed-access.ts';
import type { Cell, CellResource } from './cell.ts';

/** A function of a cell and the access file that it is made from, if any. */
export type CellFunction = {
  readonly resource: CellResource;
  readonly access: Access | undefined;
  /** The text of its role's ARN. */
  readonly role: string;
};

const accessOf = (id: string, programs: readonly Program[]): Access | undefined => {
  const found = everyFunction.find(({ name }) =>
    new RegExp(`^${pascalCase(name)}Function[0-9A-F]{8}$`).test(id),
  );
  return found && accessUnder(programs, found);
};

/** The functions of a cell, each with what it may touch under the chosen programs. */
export const functionsOf = (cell: Cell, programs: readonly Program[]): readonly CellFunction[] =>
  cell.ofType('AWS::Lambda::Function').map((resource) => ({
    resource,
    access: accessOf(resource.id, programs),
    role: cell.text(resource.properties.Role),
  }));

/** Whether a text names a function: its name or its ARN. */
export const names = (text: string, { resource }: CellFunction): boolean =>
  text === `<${resource.id}>` || text === `<${resource.id}.Arn>`;

type Schedule = Extract<Access['triggers'][number], { kind: 'schedule' }>['every'];

export const startedBySchedule = (access: Access): readonly Schedule[] =>
  access.triggers.flatMap((trigger) => (trigger.kind === 'schedule' ? [trigger.every] : []));

export const answersRequests = (access: Access): boolean =>
  access.triggers.some(({ kind }) => kind === 'http');
