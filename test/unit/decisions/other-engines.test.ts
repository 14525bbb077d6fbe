import { expect, test } from 'vitest';
import { casbin } from '../../../bench/decisions/casbin.ts';
import { cedar } from '../../../bench/decisions/cedar.ts';
import { ours } from '../../../bench/decisions/engine.ts';
import { askingsOf, workspacesOf } from '../../../bench/decisions/workload.ts';

test('Cedar and casbin answer as we do, question by question, under the same rules', async () => {
  const workspaces = workspacesOf(200);
  const askings = askingsOf(workspaces, 600);
  const engines = [ours(workspaces), cedar(workspaces), await casbin(workspaces)];
  const [own = [], ...others] = engines.map((engine) => askings.map(engine));
  for (const other of others) expect(other).toEqual(own);
  expect(own.filter((isPermitted) => isPermitted).length).toBeGreaterThan(100);
});
