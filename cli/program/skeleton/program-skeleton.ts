import { categories } from '../../../domain/programs/data.ts';
import { customerRoles, scopes } from '../../../domain/programs/program.ts';
import { sources } from '../../../domain/programs/sources.ts';
import { purposes } from '../../../domain/programs/use.ts';
import { exportedNames, imports, titleOf } from './names.ts';

/** Words of a comment, as many to a line as fit. @param indent spaces before each line */
const commented = (words: string, indent: number): string => {
  const lines: string[] = [];
  for (const word of words.split(' ')) {
    const last = lines.at(-1);
    if (last === undefined || indent + last.length + word.length + 1 > 108) lines.push(`// ${word}`);
    else lines[lines.length - 1] = `${last} ${word}`;
  }
  return lines.map((line) => `${' '.repeat(indent)}${line}`).join('\n');
};

/**
 * A program to be filled in: a toggle that is off, and the use that it permits. It is complete, and promises what most
 * programs can keep; every line says what else can stand there.
 */
export const programSkeleton = (id: string, file: string): string => {
  const { program } = exportedNames(id);
  return `${imports(file, {
    'time.ts': '{ days }',
    'programs/program.ts': '{ defineProgram, everywhere, toggle }',
    'programs/use.ts': '{ use }',
  })}

/** Say in one sentence what customers agree to here, and what for. */
export const ${program} = defineProgram({
  id: '${id}', // never changes: keys and ledgers name it
  version: 1, // counts up with every change that a customer should be able to tell apart
  title: '${titleOf(id)}',
  settings: {
${commented('What a customer chooses. The name of a setting never changes either.', 4)}
    'share-for-${id}': toggle({
      title: 'Share data for ${titleOf(id).toLowerCase()}',
      scope: 'organization', // ${scopes.join(', ')}
      default: 'off', // 'on' takes effect only once an owner has seen the notice
      availableIn: everywhere(), // or only('us', 'eu'): elsewhere it is shown as unavailable, with the reason
      decidedBy: ['owner'], // ${customerRoles.join(', ')}
      permits: ['${id}-improvement'], // names of uses below; each use has exactly one setting
      notice: '${id}', // shown before the choice, which is bound to its words
${commented('A limited preview, for who asked and was admitted: admission: limitedPreview(place where it stores data). Where there is nothing to decide: notApplicable: { within: geography, because: a reason for people }. A choice of place: locationChoice({ among: [geographies or anywhere], ... }) in place of toggle. A service outside that a customer connects: destinationChoice({ among: [geographies], ... }).', 6)}
    }),
  },
  uses: {
${commented('What is done with data once it is permitted. A use that keeps nothing here is useInPassing({ ... }): without retention and afterOptOut, with a placement of its own. New in the whole catalog: records name it.', 4)}
    '${id}-improvement': use({
      title: 'Improving ${titleOf(id).toLowerCase()}',
${commented(`Closed: what is not named here is refused. ${categories.join(', ')}.`, 6)}
      categories: ['prompt', 'response'],
${commented(`Where it comes from, closed too: ${sources.join(', ')}.`, 6)}
      sources: ['person', 'assistant'],
      humanReview: false, // whether people of the vendor read it
      vendorRole: 'controller', // who decides what it is for; processor where the vendor follows instructions
      customerAct: 'permission', // instruction, where the vendor is processor
      placement: 'stays', // records never leave their geography
      recipients: 'none', // nobody outside the vendor receives records
${commented(`What it may be for: ${purposes.join(', ')}. Nothing else can be permitted.`, 6)}
      purposes: ['improving'],
      prohibitedPurposes: ['sales', 'advertising', 'foundation-model-of-another-maker'], // told by name
      retention: days(30), // how long a record lives at most
      afterOptOut: { deletedWithin: days(30) }, // no longer than the law's date wherever it is available
      lockbox: 'not-applicable', // covered, where Lockbox protects this data too
      customerManagedKeys: 'not-applicable', // covered, where the customer's keys protect it too
    }),
  },
  noticePeriod: days(30), // how long before they take effect new words of its notices are announced, at least
  clocks: {
    afterOffboarding: 'not-declared', // or { deletedWithin: days(180) }, after all capacity was deleted
    afterDeletionRequest: { deletedWithin: days(30) }, // after a customer asked for deletion
  },
});
`;
};
