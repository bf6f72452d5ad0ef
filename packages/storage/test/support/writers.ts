import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { onTestFinished } from 'vitest';

/** Processes that record events all the while. */
export interface Writers {
  /** Ids that were committed so far, as far as has been heard. */
  committed(): string[];
  /** Waits until so many more events were committed. */
  more(events: number): Promise<void>;
  /** Ends them. @returns all ids that were committed, what went wrong, and the longest wait, ms. */
  stop(): Promise<{ committed: string[]; errors: string[]; longestMs: number }>;
}

/** Starts processes that record events into a database; gone when the test is over. */
export function startWriters(
  path: string,
  options: { count?: number; filler?: number; pauseMs?: number } = {},
): Writers {
  const script = fileURLToPath(new URL('../processes/write-events.mjs', import.meta.url));
  const lines: string[] = [];
  const errors: string[] = [];
  const listeners = new Set<() => void>();
  const children = Array.from({ length: options.count ?? 4 }, (_, n) => {
    const args = { ...options, path, name: `writer${n}` };
    const child = spawn(process.execPath, [script, JSON.stringify(args)]);
    let rest = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      const parts = (rest + text).split('\n');
      rest = parts.pop() ?? '';
      lines.push(...parts);
      for (const listener of listeners) listener();
    });
    child.stderr.setEncoding('utf8').on('data', (text: string) => errors.push(text));
    const gone = new Promise((resolve) => child.on('close', resolve));
    onTestFinished(() => void child.kill('SIGKILL'));
    return { child, gone };
  });
  const committed = () =>
    lines.filter((line) => line.startsWith('+')).map((line) => line.slice(1).split(' ')[0] ?? '');
  const more = (events: number) => {
    const wanted = committed().length + events;
    return new Promise<void>((resolve) => {
      const look = () => {
        if (committed().length < wanted) return;
        listeners.delete(look);
        resolve();
      };
      listeners.add(look);
      look();
    });
  };
  const stop = async () => {
    for (const { child } of children) child.stdin.end();
    await Promise.all(children.map(({ gone }) => gone));
    const refused = lines.filter((line) => line.startsWith('!'));
    const waits = lines.map((line) => Number(/^\+\S+ (\d+)$/.exec(line)?.[1] ?? 0));
    return {
      committed: committed(),
      errors: [...errors, ...refused],
      longestMs: Math.max(0, ...waits),
    };
  };
  return { committed, more, stop };
}
