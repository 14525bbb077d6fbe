import { decide } from '../../domain/decisions/decide.ts';
import type { Standing } from '../../domain/decisions/standing.ts';
import { type Asked, askedAt, rules } from './workload.ts';

/** Something that answers whether a question is permitted, about the workspaces that it was made for. */
export type Engine = (asked: Asked) => boolean;

/** Ours, with the lookup of the workspace. */
export const ours =
  (workspaces: ReadonlyMap<string, Standing>): Engine =>
  ({ workspace, question }) => {
    const standing = workspaces.get(workspace);
    return standing !== undefined && decide(rules, standing, question, askedAt).outcome === 'permitted';
  };
