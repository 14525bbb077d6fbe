import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { customerExperience } from './customer-experience.ts';

/** Writes the pages that follow from the code: `npm run docs`. */
writeFileSync(join(import.meta.dirname, 'customer-experience.md'), customerExperience());
