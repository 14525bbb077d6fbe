import { everyProgram } from './catalog.ts';
import { customerServiceInsights } from './customer-service-insights.ts';
import { customerServiceInsightsLocations } from './customer-service-insights-locations.ts';
import type { DataLocations } from './locations.ts';
import type { Program } from './program.ts';

/** Where the data of programs lies that promise it: apart from them, so that whoever decides carries no words. */
const locations: Readonly<Record<string, DataLocations>> = {
  [customerServiceInsights.id]: customerServiceInsightsLocations,
};

/** A program of the catalog with where its data lies, in programs that promise it. */
export const withLocations = (program: Program): Program => {
  const declared = Object.hasOwn(locations, program.id) ? locations[program.id] : undefined;
  return declared === undefined ? program : { ...program, locations: declared };
};

/** Every program of the catalog, whole. */
export const everyWholeProgram: readonly Program[] = everyProgram.map(withLocations);
