import { everyFormat } from './formats.ts';

/** How each command is called, by its first word or two. */
export const usages = {
  'verify evidence': `npx domicile verify certificate <file>... --keys <file>
       npx domicile verify record <file> --keys <file>
       npx domicile verify ledger <page>... --keys <file>
       npx domicile verify checkpoint <file> --keys <file>
  --keys           the public keys of the cell that you trust
  --checkpoint     a checkpoint or other evidence file from before: the log must continue it
  --customer-keys  your own public keys, for the signatures in records and ledgers
  --json           the verdict for machines
Needs no network. Exit status: 0 verified, 1 refused, 2 wrong use or a file that cannot be read.`,
  'verify templates': `npx domicile verify templates <file or folder>... --region <region>
  --region        where the templates are deployed
  --allow-region  another region that may hold copies; may be given several times
  --account       the account that they are deployed to
  --key-prefix    what every partition key of a table begins with, like eu_
  --longest-life  for how many days anything may keep what was deleted, like 30d
  --strict        what cannot be told counts as broken
  --format        ${everyFormat.join(', ')}
Exit status: 0 clean, 1 broken, 2 wrong use or a template that cannot be read.`,
  statement: `npx domicile statement <file or folder>... --region <region> [--allow-region <region>]... [--account <account>]
  prints where the data of the cell lies that these templates make, as JSON
Exit status: 0 clean, 1 broken, 2 wrong use or a template that cannot be read.`,
  'program new': `npx domicile program new <id> [--out <folder>]
  writes a program to be filled in, and its notice in every language
  --out  the folder that gets programs/ and notices/; domain where it is not said
Exit status: 0 written, 2 an id that is not allowed, or a file that exists; then nothing is written.`,
  'program check': `npx domicile program check [<id or file>]...
  holds programs to what a deployment holds them to, and tells what customers will experience, geography by
  geography; every program of the catalog where none is named
  --json  the same for machines
Exit status: 0 no fault, 1 faults, 2 wrong use or a file that does not load.`,
  restore: `npx domicile restore registry|content --stack <stack> --copy <table>
  brings a copy of a table up to date, proves that nothing deleted is back, and lets the cell serve
  --stack              the stack that keeps the cell's tables; region and credentials come from the environment
  --copy               the table that was restored from a backup; it is only read
  --tick               how often the planner runs, as configured; 1h where it is not said
  --functions-stopped  no function of the cell runs, so that none is waited for
  --start-over         begins again where a restore was begun from another copy, or of the other table
  --dry-run            says what would be done, and changes nothing
  --policy             prints the policy of a role that may do it
Exit status: 0 done, 1 refused, 2 wrong use or a table that does not answer.`,
  instruct: `npx domicile instruct make <wanted> --key <private key> --out <instruction>
       npx domicile instruct send <instruction> --cells <file> [--tokens <file>]
       npx domicile instruct status <instruction> --cells <file> [--tokens <file>]
  signs one instruction for the parts of an organization in several cells, and hands it to each
  --key     your private key on P-256 or Ed25519, as PEM or JWK
  --cells   the addresses of the cells, by geography
  --tokens  a token for each cell, by geography; else DOMICILE_TOKEN_US and so on are taken
Ended at any point, the same command goes on.
Exit status: 0 all cells confirmed, 1 not all, 2 wrong use or a file that cannot be read.`,
} as const;

export type Command = keyof typeof usages;

/** How a command is called, or all where it is not told which. */
export const usageOf = (command?: Command): string =>
  (command === undefined ? Object.values(usages) : [usages[command]])
    .map((text) => `Usage: ${text}`)
    .join('\n\n');
