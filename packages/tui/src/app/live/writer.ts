import { existsSync } from 'node:fs';
import { Worker } from 'node:worker_threads';
import { Spool } from '@spoor/storage';
import type { ActionContext, ActionRequest } from './actions.js';
import type { WriterReply } from './writer-worker.js';

/**
 * The one writer beside the screen: a thread that is started when there is first something to
 * write. It brings into the database what waits in the spool and in transcripts, and does what the
 * user asks for.
 */
export interface Writer {
  /** What it could not bring in; null while all is well. */
  readonly problem: () => string | null;
  /** Does something, after what it is at. Rejects with an Error that the user may read. */
  readonly run: (request: ActionRequest) => Promise<unknown>;
  readonly stop: () => Promise<void>;
}

/** Where to write, and how often to look. */
export interface WriterOptions extends ActionContext {
  /** The built worker; beside this file by default. */
  readonly workerUrl?: URL;
  readonly intervalMs?: number;
  /** How often transcripts are looked at. */
  readonly transcriptsMs?: number;
}

/** Watches the spool, and starts the thread when something waits in it or is asked for. */
export function startWriter(options: WriterOptions): Writer {
  const { intervalMs = 2_000, transcriptsMs = 6_000, workerUrl = WORKER, ...context } = options;
  const thread = new WriterThread(workerUrl, context);
  const spool = new Spool(context.spoolDirs);
  let busy = false;
  let problem: string | null = null;
  let looks = 0;

  const areTranscriptsDue = () =>
    context.transcripts !== undefined &&
    looks % Math.ceil(transcriptsMs / intervalMs) === 0 &&
    existsSync(context.databasePath);
  const look = () => {
    // The first look brings a database of an older Spoor up to date, whatever waits.
    const isDue = areTranscriptsDue() || (looks === 0 && existsSync(context.databasePath));
    looks += 1;
    if (busy || (spool.depth().waiting === 0 && !isDue)) return;
    busy = true;
    thread
      .run({ name: 'catch-up', input: null })
      .then(
        () => null,
        (error: Error) => `what is new can't be recorded: ${error.message}`,
      )
      .then((trouble) => {
        busy = false;
        problem = trouble;
      });
  };
  // The screen's first frame comes first.
  const first = setTimeout(look, Math.min(FIRST_LOOK_MS, intervalMs));
  const timer = setInterval(look, intervalMs);
  return {
    problem: () => problem,
    run: (request) => thread.run(request),
    stop: async () => {
      clearTimeout(first);
      clearInterval(timer);
      await thread.stop();
    },
  };
}

const FIRST_LOOK_MS = 300;

const WORKER = new URL('./writer-worker.js', import.meta.url);

/** The thread, and who waits for what. */
class WriterThread {
  readonly #url: URL;
  readonly #context: ActionContext;
  readonly #waiting = new Map<number, PromiseWithResolvers<unknown>>();
  #worker: Worker | null = null;
  #orders = 0;

  constructor(url: URL, context: ActionContext) {
    this.#url = url;
    this.#context = context;
  }

  run(request: ActionRequest): Promise<unknown> {
    this.#worker ??= this.#start();
    this.#orders += 1;
    const result = Promise.withResolvers<unknown>();
    this.#waiting.set(this.#orders, result);
    this.#worker.postMessage({ id: this.#orders, request });
    return result.promise;
  }

  async stop(): Promise<void> {
    await this.#worker?.terminate();
  }

  #start(): Worker {
    const worker = new Worker(this.#url, { workerData: this.#context, stdout: true, stderr: true });
    worker.on('message', (reply: WriterReply) => this.#settle(reply));
    worker.on('error', (error) => this.#lose(`the writer stopped: ${String(error)}`));
    worker.on('exit', () => this.#lose('the writer has stopped'));
    worker.unref();
    return worker;
  }

  #settle(reply: WriterReply): void {
    const waiting = this.#waiting.get(reply.id);
    this.#waiting.delete(reply.id);
    if (reply.ok) waiting?.resolve(reply.value);
    else waiting?.reject(new Error(reply.message));
  }

  #lose(reason: string): void {
    this.#worker = null;
    for (const { reject } of this.#waiting.values()) reject(new Error(reason));
    this.#waiting.clear();
  }
}
