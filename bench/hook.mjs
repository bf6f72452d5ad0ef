// What a hook's process costs, against an empty Node and against the simplest recorder.
import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { alternate } from './measure.mjs';

const hooks = join(import.meta.dirname, '../packages/hooks');
const hook = join(hooks, 'dist/hook/hook.cjs');

/** Prints the ratios of one run. */
export async function benchHook(rounds) {
  const folder = mkdtempSync(join(tmpdir(), 'spoor-bench-'));
  mkdirSync(join(folder, 'tmp'));
  const env = { ...process.env, SPOOR_DATA_DIR: folder, TMPDIR: join(folder, 'tmp') };
  try {
    for (const [what, input] of payloads()) {
      const times = await alternate(
        [
          { name: 'node', command: [process.execPath, '-e', '0'], env },
          {
            name: 'naive',
            command: [process.execPath, join(import.meta.dirname, 'naive-recorder.mjs')],
            input,
            env,
          },
          { name: 'hook', command: [process.execPath, hook], input, env },
        ],
        rounds,
      );
      console.log(
        `hook process, ${what}: ${ratio(times.hook, times.node)} of \`node -e 0\`, ` +
          `${ratio(times.hook, times.naive)} of a naive recorder ` +
          `(medians of ${rounds}: node ${times.node.toFixed(1)} ms, naive ${times.naive.toFixed(1)}, hook ${times.hook.toFixed(1)})`,
      );
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  const files = [
    'hook.cjs',
    'recorder.cjs',
    'recorder.cache',
    'configuration.cjs',
    'configuration.cache',
    'transcripts.cjs',
    'transcripts.cache',
    'better_sqlite3.node',
  ];
  const sizes = files.map(
    (name) => `${name} ${statSync(join(hooks, 'dist/hook', name)).size} bytes`,
  );
  console.log(`hook loads: ${sizes.join(', ')}; of Node's own modules: ${builtins().join(', ')}`);
}

function payloads() {
  const lines = readFileSync(join(hooks, 'test/fixtures/payloads.jsonl'), 'utf8')
    .trim()
    .split('\n');
  const examples = lines.map((line) => JSON.parse(line));
  const find = (event) => examples.find((e) => e.event === event && e.variant === 'Bash')?.stdin;
  const post = find('PostToolUse');
  const large = { ...post, tool_response: { stdout: 'a line of ordinary output\n'.repeat(400) } };
  return [
    ['a PreToolUse of 0.5 KB', JSON.stringify(find('PreToolUse'))],
    ['a PostToolUse of 10 KB', JSON.stringify(large)],
  ];
}

function builtins() {
  const text = ['hook.cjs', 'recorder.cjs']
    .map((name) => readFileSync(join(hooks, 'dist/hook', name), 'utf8'))
    .join('\n');
  const names = text.matchAll(/require\("(node:)?([a-z_/]+)"\)/g);
  return [...new Set([...names].map((match) => match[2]))].sort();
}

function ratio(a, b) {
  return (a / b).toFixed(2);
}
