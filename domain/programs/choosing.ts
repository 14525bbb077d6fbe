import { businessAppsDataSharing } from './business-apps-data-sharing.ts';
import { customerServiceCopilot } from './customer-service-copilot.ts';
import { powerPlatformDataSharing } from './power-platform-data-sharing.ts';
import type { Program } from './program.ts';
import { securityCopilot } from './security-copilot.ts';

/**
 * The programs of the catalog that have settings, for a function that carries on choices and needs nothing of what a
 * program says besides. The catalog's tests hold it to that.
 */
export const programsToChooseIn: readonly Program[] = [
  customerServiceCopilot,
  businessAppsDataSharing,
  powerPlatformDataSharing,
  securityCopilot,
];

/** The program of an id in which something can be chosen, or undefined. */
export const programToChooseIn = (id: string): Program | undefined =>
  programsToChooseIn.find((program) => program.id === id);
