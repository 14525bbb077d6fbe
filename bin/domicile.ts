import { once } from 'node:events';
import { enableCompileCache } from 'node:module';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';

// CDK is a hundred files of JavaScript a synthesis: what was compiled once is read from here the next time.
enableCompileCache(join(import.meta.dirname, '..', '.build', 'compile-cache'));

// Reading CDK takes as long as bundling the functions, and neither needs the other.
const bundling = new Worker(join(import.meta.dirname, 'bundle-functions.ts'));
const [{ buildApp }] = await Promise.all([import('./build-app.ts'), once(bundling, 'exit')]);
await buildApp();
