// `node bench/transcripts/generate.mjs --out FOLDER`: transcripts as the client writes them, in its
// folder layout (FOLDER is a `CLAUDE_CONFIG_DIR`), and on stdout what they hold, counted while they
// were written. The same seed gives the same files. `--mb N` (1), `--seed N` (1), `--zone ZONE`
// (repeatable; UTC is always counted), `--days N` (30), `--end DATE`.
import { mkdirSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { Random } from './random.mjs';
import { playFork, playSession } from './session.mjs';
import { Tally } from './tally.mjs';
import { Words } from './words.mjs';

const DAY_MS = 86_400_000;
const FORKED = 0.08;
const OLD = 0.1;

/**
 * Writes transcripts until there are so many bytes or sessions of them.
 * @param options `{ folder, seed, bytes, sessions, days, end, zones, weight }`: `weight` 1 gives
 *   sessions of 1 to 24 turns, less gives shorter ones.
 * @returns the truth: tokens by kind, day and model, calls by outcome, sessions, subagents.
 */
export function generateTranscripts({
  folder,
  seed = 1,
  bytes = Number.POSITIVE_INFINITY,
  sessions = Number.POSITIVE_INFINITY,
  days = 30,
  end = '2026-11-20T00:00:00.000Z',
  zones = ['UTC'],
  weight = 1,
}) {
  if (bytes === Number.POSITIVE_INFINITY && sessions === Number.POSITIVE_INFINITY) {
    throw new Error('say how many bytes or sessions');
  }
  mkdirSync(folder, { recursive: true });
  const random = new Random(seed);
  const tally = new Tally([...new Set(['UTC', ...zones])]);
  const play = { folder, random, words: new Words(random), tally, weight };
  const endMs = Date.parse(end);
  const { truth } = tally;
  while (truth.bytes < bytes && truth.sessions.length < sessions) {
    const startMs = endMs - random.between(0, days * DAY_MS);
    const old = random.chance(OLD);
    const isForked = random.chance(FORKED) && truth.sessions.length + 1 < sessions;
    const session = playSession(play, { startMs, old, isForked });
    if (isForked) playFork(play, session);
  }
  return truth;
}

if (process.argv[1] !== undefined && resolve(process.argv[1]) === import.meta.filename) {
  const { values } = parseArgs({
    options: {
      out: { type: 'string' },
      mb: { type: 'string', default: '1' },
      seed: { type: 'string', default: '1' },
      days: { type: 'string', default: '30' },
      end: { type: 'string', default: '2026-11-20T00:00:00.000Z' },
      zone: { type: 'string', multiple: true, default: [] },
    },
  });
  if (values.out === undefined) throw new Error('say where with --out');
  const truth = generateTranscripts({
    folder: resolve(values.out),
    seed: Number(values.seed),
    bytes: Number(values.mb) * 1e6,
    days: Number(values.days),
    end: values.end,
    zones: values.zone,
  });
  console.log(JSON.stringify(truth, null, 1));
}
