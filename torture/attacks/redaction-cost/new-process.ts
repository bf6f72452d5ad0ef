import { globSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Outcome, Scale } from '../../attack.ts';
import { medians, timeOfProcess } from '../../support/processor-time.ts';
import { bundleRedaction } from '../../support/redaction-alone.ts';

/** What a process may take to load and run redaction, by the length of the text. */
const BOUNDS = [
  { name: '10 KB', length: 10_000, ms: 5 },
  { name: '1 MB', length: 1_000_000, ms: 100 },
];

/** A machine that is busy makes processor time longer too: the least of some medians counts. */
const TRIES = 3;
const ROOT = join(import.meta.dirname, '../../..');

/**
 * Loads and runs redaction in new processes, compiled beforehand as the hook is, and takes off what
 * a process takes that reads the same text and does no more.
 */
export function measureNewProcess(scale: Scale): Outcome {
  const folder = mkdtempSync(join(tmpdir(), 'spoor-torture-'));
  try {
    const module = bundleRedaction(folder);
    const rounds = scale === 'quick' ? 7 : 41;
    const results = BOUNDS.map((bound) => {
      const path = join(folder, 'text');
      writeFileSync(path, textAbout(bound.length));
      const read = `require('node:module').enableCompileCache(${JSON.stringify(join(folder, 'compiled'))});
const text = require('node:fs').readFileSync(${JSON.stringify(path)}, 'utf8');`;
      const redact = `${read} require(${JSON.stringify(module)}).redactText(text);`;
      timeOfProcess(redact);
      return { ...bound, ...least(read, redact, rounds, bound.ms) };
    });
    return {
      figures: Object.fromEntries(
        results.map(({ name, ms, took, ratio }) => [
          `load and redact ${name}, ms (promise: ${ms})`,
          `${took.toFixed(1)}; with Node.js itself ${ratio.toFixed(2)} times a process that only reads`,
        ]),
      ),
      // How fast a machine is that builds and tests, is not for it to judge.
      faults: (scale === 'full' ? results : [])
        .filter(({ took, ms }) => took > ms)
        .map(({ name, took, ms }) => `${name}: ${took.toFixed(1)} ms, more than ${ms}`),
    };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function least(
  read: string,
  redact: string,
  rounds: number,
  bound: number,
): { took: number; ratio: number } {
  let best = { took: Number.POSITIVE_INFINITY, ratio: 0 };
  for (let i = 0; i < TRIES && best.took > bound; i++) {
    const [bare = 0, full = 0] = medians(
      [() => timeOfProcess(read), () => timeOfProcess(redact)],
      rounds,
    );
    if (full - bare < best.took) best = { took: full - bare, ratio: full / bare };
  }
  return best;
}

/** Lists of how every secret begins: hostile texts are made of such, and measured by themselves. */
const LISTS = ['docs/redaction.md', 'docs/secret-formats.md'];

/** This repository's documentation: it speaks of keys and tokens more than most texts do. */
function textAbout(length: number): string {
  const pages = globSync('docs/*.md', { cwd: ROOT })
    .filter((page) => !LISTS.includes(page))
    .sort();
  const text = pages.map((page) => readFileSync(join(ROOT, page), 'utf8')).join('\n');
  return text.repeat(Math.ceil(length / text.length)).slice(0, length);
}
