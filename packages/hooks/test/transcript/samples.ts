import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const SAMPLES = join(import.meta.dirname, '../fixtures/transcripts');

/** Runs of the real client whose transcripts are kept here; ids repeat from one to the other. */
export const SAMPLE_RUNS = readdirSync(SAMPLES, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => name)
  .sort();

/** The folder of a run's transcripts, as the client lays it out. */
export function sampleFolder(run: string): string {
  return join(SAMPLES, run, 'projects', '-home-dev-repo');
}

/** Paths of a run's transcripts, of subagents too, relative to its folder. */
export function sampleFiles(run: string): string[] {
  return readdirSync(sampleFolder(run), { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.jsonl'))
    .sort();
}

/** The lines of a transcript. */
export function linesOf(path: string): string[] {
  return readFileSync(path, 'utf8')
    .split('\n')
    .filter((line) => line !== '');
}
