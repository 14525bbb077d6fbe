import type { Access } from './access.ts';
import { auditorAccess } from './auditor.ts';
import { capturesAccess } from './captures.ts';
import { consentAccess } from './consent.ts';
import { decisionsAccess } from './decisions.ts';
import { evidenceAccess } from './evidence.ts';
import { instructionsAccess } from './instructions.ts';
import { operationsAccess } from './operations.ts';
import { organizationsAccess } from './organizations.ts';
import { outboxAccess } from './outbox.ts';
import { plannerAccess } from './planner.ts';
import { settingsAccess } from './settings.ts';
import { signerAccess } from './signer.ts';
import { statementsAccess } from './statements.ts';
import { sweepAccess } from './sweep.ts';
import { workerAccess } from './worker.ts';

/** Every function of a cell, in the order in which tables and the stack list them. */
export const everyFunction: readonly Access[] = [
  organizationsAccess,
  settingsAccess,
  instructionsAccess,
  consentAccess,
  capturesAccess,
  decisionsAccess,
  statementsAccess,
  plannerAccess,
  workerAccess,
  outboxAccess,
  auditorAccess,
  sweepAccess,
  operationsAccess,
  signerAccess,
  evidenceAccess,
];
