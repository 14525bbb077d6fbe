import { enableCompileCache } from 'node:module';
import { join } from 'node:path';

// CDK is a hundred files of JavaScript a synthesis: what was compiled once is read from here the next time.
enableCompileCache(join(import.meta.dirname, '..', '.build', 'compile-cache'));

await import('./build-app.ts');
