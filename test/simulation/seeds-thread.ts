import { parentPort } from 'node:worker_threads';
import { prepareCustomers } from './customers.ts';
import { simulateMany } from './many.ts';

/** A thread that runs the seeds it is told and answers with what they came to. */
export type Seeds = { readonly from: number; readonly count: number };

const customers = await prepareCustomers();
parentPort?.on('message', async ({ from, count }: Seeds) => {
  parentPort?.postMessage(await simulateMany(from, count, customers));
});
