// What it costs to take in a user's history: against a plain loop that reads and parses the same
// files, and then against ccusage, which counts them anew each time.
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { generateTranscripts } from './transcripts/generate.mjs';

const SPOOR = join(import.meta.dirname, '../packages/tui/dist/spoor.js');
const METER = join(import.meta.dirname, 'transcripts/resources.mjs');

/** Prints rates, memory and ratios of one run. @param megabytes of transcripts. */
export function benchImport(megabytes) {
  const folder = mkdtempSync(join(tmpdir(), 'spoor-bench-'));
  try {
    const config = join(folder, 'claude');
    const { bytes, files, messages } = generateTranscripts({
      folder: config,
      bytes: megabytes * 1e6,
    });
    const size = `${(bytes / 1e6).toFixed(0)} MB, ${files} files, ${messages} messages`;
    mkdirSync(join(folder, 'home'));
    const env = {
      PATH: process.env.PATH,
      HOME: join(folder, 'home'),
      SPOOR_DATA_DIR: join(folder, 'data'),
      SPOOR_MAINTENANCE: 'off',
      CLAUDE_CONFIG_DIR: config,
      TZ: 'UTC',
    };
    const plain = parseAll(config);
    const first = spoor(env, ['import']);
    const rate = bytes / 1e3 / first.ms;
    console.log(
      `import of ${size}: ${rate.toFixed(0)} MB/s, ${(first.ms / plain).toFixed(2)} of a plain loop that parses the lines ` +
        `(${(plain / 1e3).toFixed(1)} s, on one thread); ${((1e6 * first.cpuMs) / bytes).toFixed(1)} s of processors ` +
        `for each GB; at most ${first.peakMb.toFixed(0)} MB of memory`,
    );
    const again = middle(() => spoor(env, ['import']).ms);
    console.log(`import again, nothing changed: ${again.toFixed(0)} ms, the whole process`);
    compareStats(env);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function compareStats(env) {
  const program = ccusage();
  if (program === undefined) {
    console.log('stats: ccusage has no program for this platform here');
    return;
  }
  const args = ['claude', 'daily', '--json', '--offline'];
  const theirs = middle(() => timed(program, args, env).ms);
  const ours = middle(() => spoor(env, ['stats', '--json']).ms);
  console.log(
    `stats: ${(theirs / ours).toFixed(1)} times as fast as ccusage ` +
      `(medians of 5: ${ours.toFixed(0)} ms, ccusage ${theirs.toFixed(0)} ms)`,
  );
}

/** Reads and parses all lines, one file after the other. @returns milliseconds. */
function parseAll(folder) {
  const start = performance.now();
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.name.endsWith('.jsonl')) continue;
    const text = readFileSync(join(entry.parentPath, entry.name), 'utf8');
    for (const line of text.split('\n')) if (line !== '') JSON.parse(line);
  }
  return performance.now() - start;
}

function spoor(env, args) {
  return timed(process.execPath, ['--import', METER, SPOOR, ...args], env);
}

function timed(command, args, env) {
  const start = performance.now();
  const { status, stderr, error } = spawnSync(command, args, {
    env,
    stdio: ['ignore', 'ignore', 'pipe'],
    encoding: 'utf8',
  });
  const ms = performance.now() - start;
  if (status !== 0) throw error ?? new Error(`${args.join(' ')}: ${stderr}`);
  const [, peakKb = 0, cpuMs = 0] = /^took (\d+) (\d+)$/m.exec(stderr) ?? [];
  return { ms, peakMb: Number(peakKb) / 1024, cpuMs: Number(cpuMs) };
}

function middle(run) {
  const times = Array.from({ length: 5 }, run).sort((a, b) => a - b);
  return times[2];
}

/** Its program itself, without the Node that launches it. The launcher makes it executable, once. */
function ccusage() {
  const folder = join(import.meta.dirname, '../packages/tui/node_modules/ccusage');
  try {
    const program = createRequire(realpathSync(join(folder, 'package.json'))).resolve(
      `@ccusage/ccusage-${process.platform}-${process.arch}/bin/ccusage`,
    );
    timed(process.execPath, [join(folder, 'src/cli.js'), '--version'], process.env);
    return program;
  } catch {
    return undefined;
  }
}
