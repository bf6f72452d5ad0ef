import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const FIXTURES = join(import.meta.dirname, '../../packages/hooks/test/fixtures');

/** Lines of a capture of the real client's hooks, with notes about each. */
export function captureLines(): Buffer[] {
  return linesOf(join(FIXTURES, 'payloads.jsonl')).map((line) => Buffer.from(line));
}

/** What the real client has sent to hooks. */
export function hookPayloads(): Buffer[] {
  return captureLines().map((line) =>
    Buffer.from(JSON.stringify(JSON.parse(line.toString('utf8')).stdin)),
  );
}

/** Transcripts of the real client, subagents' among them. */
export function transcripts(): Buffer[] {
  return filesIn('transcripts', '.jsonl');
}

/** Settings files, good ones and others. */
export function settingsFiles(): Buffer[] {
  return filesIn('settings', '.json');
}

function filesIn(folder: string, end: string): Buffer[] {
  return readdirSync(join(FIXTURES, folder), { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith(end))
    .sort()
    .map((path) => readFileSync(join(FIXTURES, folder, path)));
}

function linesOf(path: string): string[] {
  return readFileSync(path, 'utf8').trim().split('\n');
}
