import type { Geography } from '../domain/geographies.ts';
import { outputsFrom } from './deployment-outputs.ts';
import { keysStackName } from './stack-names.ts';

/** The file that the documentation and the messages call by name; any other will do. */
export const copyKeysFile = 'copies.json';

/** What the stack of a copy's key puts out. */
export const copyKeyOutput = 'CopyKeyArn';

/**
 * The keys of copies (DL-2) from what their deployment wrote: `npx cdk deploy '*\/Keys' --outputs-file copies.json`,
 * one file or one for each account. A file that is not there yet adds nothing; of two files that name one
 * geography, the later counts. A file of its own: each deployment writes its file anew, with its own stacks only.
 * @throws SyntaxError where a file is there and is not JSON
 */
export const copyKeysFrom = (...files: readonly string[]): Partial<Record<Geography, string>> =>
  outputsFrom(files, { stackName: keysStackName, output: copyKeyOutput });

/** What to do where a cell shall have copies and their key is not known. */
export const missingKey = (geography: Geography, region: string): string =>
  `The copies of ${geography} need a key in ${region}, and \`copyKeys.${geography}\` is missing. Deploy the key first: ` +
  `npx cdk deploy '${geography}/Keys' --outputs-file ${copyKeysFile}; then let domicile.config.ts read that file, ` +
  `as copyKeys: copyKeysFrom('${copyKeysFile}').`;
