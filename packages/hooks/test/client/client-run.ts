import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { RunOutcome } from './run-plan.ts';
import type { Scratch } from './scratch.ts';

/** What the client said at the end of a turn. */
interface ClientResult {
  readonly subtype: string;
  readonly is_error: boolean;
  readonly num_turns: number;
  readonly result: string;
  readonly duration_ms: number;
}

/** A run that has ended. */
export interface ClientRun extends Scratch, RunOutcome {
  readonly databasePath: string;
  readonly results: readonly ClientResult[];
  readonly stderr: string;
  readonly transcripts: readonly string[];
  /** Deletes the run's folder. */
  remove(): void;
}

/** Reads what a run has left in its folder. */
export function readRun(scratch: Scratch): ClientRun {
  const outcome = JSON.parse(readIn(scratch, 'outcome.json')) as RunOutcome;
  return {
    ...scratch,
    ...outcome,
    databasePath: join(scratch.dataDir, 'spoor.db'),
    results: readResults(readIn(scratch, 'stdout.jsonl')),
    stderr: readIn(scratch, 'stderr.txt'),
    transcripts: findTranscripts(join(scratch.home, '.claude/projects')),
    remove: () => {
      rmSync(scratch.folder, { recursive: true, force: true });
    },
  };
}

function readResults(stdout: string): ClientResult[] {
  return stdout
    .split('\n')
    .filter((line) => line.includes('"type":"result"'))
    .map((line) => JSON.parse(line) as ClientResult & { readonly type: string })
    .filter((message) => message.type === 'result');
}

function findTranscripts(folder: string): string[] {
  try {
    return readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((path) => path.endsWith('.jsonl'))
      .map((path) => join(folder, path));
  } catch {
    return [];
  }
}

function readIn({ folder }: Scratch, name: string): string {
  try {
    return readFileSync(join(folder, name), 'utf8');
  } catch {
    return '';
  }
}
