// Redaction of ordinary and of hostile text, beside putting the same text into lower case; and of
// parsed lines as a transcript has them, beside parsing and writing them.
import { globSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { REDACTION_RULES, redactJson, redactText } from '../packages/core/dist/index.js';
import { median } from './measure.mjs';

const ROOT = join(import.meta.dirname, '..');
/** Characters of each text, at most. */
const LENGTH = 1_000_000;
const SIZES = [200, 2_000, 20_000, 200_000];

/** Prints MB a second and the ratios of one run. */
export function benchRedaction(rounds) {
  const texts = makeTexts();
  for (const [name, text] of Object.entries(texts)) {
    for (const size of SIZES) report(name, size, pieces(text, size), rounds);
  }
  reportLines(
    pieces(texts['source code'], 3_000).map((output, i) => JSON.stringify(line(output, i))),
    rounds,
  );
}

function report(name, size, strings, rounds) {
  const [redact, lower] = alternate(
    [
      () => strings.reduce((sum, text) => sum + redactText(text).length, 0),
      () => strings.reduce((sum, text) => sum + text.toLowerCase().length, 0),
    ],
    rounds,
  );
  const speed = megabytes(strings) / redact;
  console.log(
    `redaction, ${name} in strings of ${size}: ${speed.toFixed(0)} MB/s, ${(redact / lower).toFixed(1)} times toLowerCase`,
  );
}

function reportLines(lines, rounds) {
  const [redact, plain] = alternate(
    [
      () =>
        lines.reduce((sum, text) => sum + JSON.stringify(redactJson(JSON.parse(text))).length, 0),
      () => lines.reduce((sum, text) => sum + JSON.stringify(JSON.parse(text)).length, 0),
    ],
    rounds,
  );
  const speed = megabytes(lines) / redact;
  console.log(
    `redaction, lines of a transcript: ${speed.toFixed(0)} MB/s with JSON, ${(redact / plain).toFixed(1)} times JSON alone`,
  );
}

/** The median seconds of each work, done in turn, with uncounted rounds first. */
function alternate(works, rounds) {
  const times = works.map(() => []);
  for (let round = -2; round < rounds; round++) {
    for (const [i, work] of works.entries()) {
      const start = performance.now();
      work();
      if (round >= 0) times[i].push((performance.now() - start) / 1_000);
    }
  }
  return times.map(median);
}

function makeTexts() {
  const words = REDACTION_RULES.flatMap(({ keywords, also = [] }) => [...keywords, ...also]);
  return {
    'source code': read(['packages/*/{src,test}/**/*.{ts,tsx}']),
    'built JavaScript': read(['node_modules/.pnpm/*/node_modules/{vitest,tsup}/dist/**/*.js']),
    prose: read(['*.md', 'docs/*.md', 'node_modules/.pnpm/*/node_modules/*/*.md']),
    'a log': repeat((i) => {
      const time = new Date(1.79e12 + i * 977).toISOString();
      return `${time} [INFO] worker ${i % 7} GET /api/v1/items/${i * 31} 200 in ${i % 93} ms\n`;
    }),
    JSON: repeat((i) =>
      JSON.stringify({
        id: i,
        path: `/srv/${i}.ts`,
        usage: { output_tokens: i },
        tags: ['a', 'b'],
      }),
    ),
    "the rules' own words": repeat((i) => `${words[i % words.length]} `),
    "the rules' words in prose": repeat(
      (i) => `the ${words[i % words.length]} of all this is here `,
    ),
    'assignments of nothing': repeat((i) => `api_key = x${i % 9}; token: "",\n`),
  };
}

/** A line as the client writes one for a tool's result. */
function line(stdout, i) {
  return {
    parentUuid: '0b2c6e5a-1c5f-4c8e-9d3e-2f1a7b6c5d4e',
    isSidechain: false,
    type: 'user',
    message: {
      role: 'user',
      content: [
        { tool_use_id: `toolu_${i}`, type: 'tool_result', content: stdout, is_error: false },
      ],
    },
    uuid: `0b2c6e5a-1c5f-4c8e-9d3e-${String(i).padStart(12, '0')}`,
    timestamp: '2026-11-21T09:00:00.000Z',
    toolUseResult: { stdout, stderr: '', interrupted: false, isImage: false },
    cwd: '/home/dev/app',
    sessionId: '0b2c6e5a-1c5f-4c8e-9d3e-2f1a7b6c5d4e',
    version: '2.1.329',
    gitBranch: 'main',
  };
}

function read(patterns) {
  let text = '';
  for (const file of globSync(patterns, { cwd: ROOT }).sort()) {
    if (text.length >= LENGTH) break;
    const path = join(ROOT, file);
    if (statSync(path).isFile()) text += readFileSync(path, 'utf8');
  }
  return text.slice(0, LENGTH);
}

function repeat(part) {
  let text = '';
  for (let i = 0; text.length < LENGTH; i++) text += part(i);
  return text.slice(0, LENGTH);
}

/** Strings of their own, as parsing JSON makes them: a slice would share one. */
function pieces(text, size) {
  const all = [];
  for (let i = 0; i < text.length; i += size) all.push(text.slice(i, i + size));
  return JSON.parse(JSON.stringify(all));
}

function megabytes(strings) {
  return strings.reduce((sum, text) => sum + Buffer.byteLength(text), 0) / 1e6;
}
