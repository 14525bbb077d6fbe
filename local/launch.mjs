// The one file here that every Node can read: it says what is missing before anything that needs it is loaded.
import { existsSync } from 'node:fs';

const nodeOfFunctions = 24;

const refusal = () => {
  if (!existsSync(new URL('../node_modules/zod', import.meta.url))) {
    return 'The packages are not installed. Run npm ci first.';
  }
  if (Number(process.versions.node.split('.')[0]) !== nodeOfFunctions) {
    return (
      `Functions run on Node ${nodeOfFunctions}, this is ${process.version}. Use the npm scripts, which take ` +
      `node ${nodeOfFunctions} from node_modules; if they still say this, run npm ci again.`
    );
  }
  return undefined;
};

const refused = refusal();
if (refused !== undefined) {
  process.stderr.write(`${refused}\n`);
  process.exit(1);
}
const [entry] = process.argv.splice(2, 1);
await import(new URL(`${entry}.ts`, import.meta.url).href);
