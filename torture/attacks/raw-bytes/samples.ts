import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const FIXTURES = join(import.meta.dirname, '../../../packages/hooks/test/fixtures');

/** What a client sends to hooks, one of each kind that was ever seen. */
export function samplePayloads(): object[] {
  return readFileSync(join(FIXTURES, 'payloads.jsonl'), 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line).stdin);
}

/** A file of a client's profile folder. */
export interface SampleFile {
  /** The profile and the path within it. */
  readonly profile: string;
  readonly path: string;
  readonly lines: readonly object[];
}

/** What a client keeps of sessions, of some runs. */
export function sampleTranscripts(): SampleFile[] {
  const folder = join(FIXTURES, 'transcripts');
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.jsonl?$/.test(name))
    .map((name) => {
      const [profile = '', ...rest] = name.split('/');
      const text = readFileSync(join(folder, name), 'utf8');
      const lines = name.endsWith('.json')
        ? [text]
        : text.split('\n').filter((line) => line !== '');
      return { profile, path: rest.join('/'), lines: lines.map((line) => JSON.parse(line)) };
    });
}
