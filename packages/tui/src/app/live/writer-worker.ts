import { parentPort, workerData } from 'node:worker_threads';
import { messageOf } from '@spoor/core';
import { ACTIONS, type ActionContext, type ActionRequest } from './actions.js';

/** What the writer is asked, with a number that its reply bears. */
export interface WriterOrder {
  readonly id: number;
  readonly request: ActionRequest;
}

/** What came of it. */
export type WriterReply =
  | { readonly id: number; readonly ok: true; readonly value: unknown }
  | { readonly id: number; readonly ok: false; readonly message: string };

let last: Promise<void> = Promise.resolve();

// One after the other: there is one writer.
parentPort?.on('message', (order: WriterOrder) => {
  last = last.then(async () => parentPort?.postMessage(await reply(order)));
});

async function reply({ id, request }: WriterOrder): Promise<WriterReply> {
  try {
    const action = ACTIONS[request.name] as (context: ActionContext, input: unknown) => unknown;
    return { id, ok: true, value: await action(workerData as ActionContext, request.input) };
  } catch (error) {
    return { id, ok: false, message: messageOf(error) };
  }
}
