// What the inspector costs on a large database: time to its first frame, from a key and from a
// commit to the screen, memory, and the processor's time while nothing happens.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { resolveStore } from '../packages/storage/dist/index.js';
import { fillHome } from './inspector/fill.mjs';
import { Terminal } from './inspector/terminal.mjs';
import { median } from './measure.mjs';

const SPOOR =
  process.env['SPOOR_BENCH_PROGRAM'] ?? join(import.meta.dirname, '../packages/tui/dist/spoor.js');
const COMMIT = join(import.meta.dirname, 'inspector/commit.mjs');

const RECORD = join(import.meta.dirname, 'inspector/record.mjs');

/**
 * What is measured on the list of sessions: the key, what its frame has (an effect, not a second that
 * goes by), and what is pressed before and after. The four sessions at the top run, and are short.
 */
const GESTURES = {
  'moving down': { key: 'j', shows: /▌/ },
  'a page down': { key: '\u0006', shows: /▌/, after: ['g'] },
  sorting: { key: 's', shows: /[↓↑]/, until: /ACTIVE.*↓/ },
  filtering: { key: 'd', shows: /./, before: ['/'], after: ['\u001b'] },
  'filtering on': { key: 'e', shows: /./, before: ['/', 'd'], after: ['\u001b'] },
  'opening a session': {
    first: ['g', 'j', 'j', 'j', 'j'],
    key: '\r',
    shows: /OUTCOME[\s\S]*[✓✗]/,
    after: ['\u001b', 'j'],
  },
  'opening a call': {
    first: ['\r', 'G'],
    key: '\r',
    shows: /./,
    after: ['\u001b', 'k'],
    last: ['\u001b'],
  },
};

/**
 * Prints the figures.
 * @param home a home folder with a filled database; one is made when there is none.
 */
export async function benchInspector({
  home,
  rounds = 25,
  idleSeconds = 15,
  useRounds = 12,
  sessions = 1_000,
}) {
  const own = home === undefined ? mkdtempSync(join(tmpdir(), 'spoor-bench-')) : home;
  try {
    if (home === undefined || !existsSync(home)) {
      const events = sessions * 1_000;
      await fillHome(own, { sessions, events, messages: sessions * 100, nowMs: Date.now() });
    }
    const env = { PATH: process.env.PATH, HOME: own, SPOOR_MAINTENANCE: 'off', TZ: 'UTC' };
    const { paths } = resolveStore({ env, homeDir: own, platform: process.platform });
    spawnSync(process.execPath, [RECORD, paths.databasePath, '0'], { stdio: 'inherit' });
    await benchFirstFrame(env, Math.min(rounds, 15));
    const terminal = await open(env);
    try {
      await benchKeys(terminal, rounds);
      await benchScreens(terminal, Math.ceil(rounds / 5));
      await benchCommits(terminal, paths.databasePath, Math.min(rounds, 15));
      await benchIdle(terminal, 'the list of sessions', idleSeconds);
      for (const key of ['g', '\r']) await press(terminal, key, 100);
      await benchIdle(terminal, 'a session that runs', idleSeconds);
      await press(terminal, '\u001b', 100);
      await benchUse(terminal, paths.databasePath, useRounds);
    } finally {
      await terminal.close();
    }
  } finally {
    if (home === undefined) rmSync(own, { recursive: true, force: true });
  }
}

const FIRST_ROWS = /\(?(?:working|waiting|idle|ended)/;

async function open(env) {
  const terminal = new Terminal([process.execPath, SPOOR], { env });
  await terminal.see(FIRST_ROWS);
  await sleep(1_500);
  return terminal;
}

async function benchFirstFrame(env, rounds) {
  const bare = [];
  const frames = [];
  for (let round = 0; round <= rounds; round++) {
    const start = performance.now();
    spawnSync(process.execPath, ['-e', '0'], { env });
    const between = performance.now();
    const terminal = new Terminal([process.execPath, SPOOR], { env });
    const seen = await terminal.see(FIRST_ROWS);
    await terminal.close();
    if (round === 0) continue;
    bare.push(between - start);
    frames.push(seen - between);
  }
  const more = median(frames) - median(bare);
  console.log(
    `first frame: ${(median(frames) / median(bare)).toFixed(1)} times \`node -e 0\` (${more.toFixed(0)} ms more)`,
  );
}

async function benchKeys(terminal, rounds) {
  for (const [name, gesture] of Object.entries(GESTURES)) {
    const { key, shows, first = [], before = [], after = [], last = [], until } = gesture;
    for (const one of first) await press(terminal, one, 100);
    const times = [];
    for (let round = 0; round < rounds; round++) {
      for (const one of before) await press(terminal, one, 100);
      times.push(await answerTo(terminal, key, shows));
      await terminal.settle(60);
      for (const one of after) await press(terminal, one, 100);
    }
    for (const one of last) await press(terminal, one, 100);
    if (until !== undefined) await pressUntil(terminal, key, until);
    tell(name, 'to the frame', times);
  }
}

/** Every main screen, one after the other: to the first frame of it, whatever it still reads. */
async function benchScreens(terminal, rounds) {
  const times = [];
  for (let round = 0; round < rounds; round++) {
    for (const key of ['2', '3', '4', '5', '\u001b1', '6', '\u001b1', '7', '8', '9', '1']) {
      if (key.startsWith('\u001b')) await press(terminal, key, 100);
      else times.push(await answerTo(terminal, key, /./));
      await terminal.settle(80);
    }
  }
  tell('another screen', 'to its first frame', times);
}

async function answerTo(terminal, key, shows) {
  await terminal.settle(40);
  terminal.forget();
  const start = terminal.type(key);
  return (await terminal.see(shows)) - start;
}

function tell(name, until, times) {
  const p95 = times.toSorted((a, b) => a - b)[Math.ceil(times.length * 0.95) - 1];
  console.log(`${name}: ${median(times).toFixed(1)} ms ${until}, p95 ${p95.toFixed(1)} ms`);
}

/** Presses a key that goes round until something is shown. */
async function pressUntil(terminal, key, shows) {
  for (let n = 0; n < 30; n++) {
    terminal.forget();
    await press(terminal, key, 150);
    if (shows.test(terminal.output)) return;
  }
  throw new Error(`${key} never led to ${shows}`);
}

async function press(terminal, key, pause) {
  terminal.type(key);
  await sleep(pause);
}

async function benchCommits(terminal, databasePath, rounds) {
  const times = [];
  await press(terminal, 'g', 200);
  for (let round = 0; round < rounds; round++) {
    // Only what changes of a line is written: no letter may be where one like it was.
    const mark = 'QZXJVW'[round % 6].repeat(7);
    terminal.forget();
    const { stdout, status, stderr } = spawnSync(process.execPath, [COMMIT, databasePath, mark], {
      encoding: 'utf8',
    });
    if (status !== 0) throw new Error(stderr);
    const seen = await terminal.see(new RegExp(mark));
    times.push(performance.timeOrigin + seen - Number(stdout));
    await sleep(300 + 40 * round);
  }
  tell('a commit of another process', 'until it is seen', times);
}

async function benchIdle({ pid }, where, seconds) {
  await sleep(3_000);
  const before = cpuMs(pid);
  await sleep(seconds * 1_000);
  const share = (cpuMs(pid) - before) / (seconds * 10);
  console.log(`idle for ${seconds} s on ${where}: ${share.toFixed(2)} % of a core`);
}

/** What somebody does in an hour: every screen, searches, long lists, sessions, calls, help. */
const USE = [
  ['1', 'j', 'j', '\u0006', 's', '/', 'd', 'r', '\u001b', 'p', 'p', 'g'],
  [
    '\r',
    'G',
    'k',
    'k',
    '\r',
    '\u0006',
    '\u0006',
    'G',
    '\u001b',
    '\u0002',
    'n',
    'n',
    '\u001b',
    '\u001b',
  ],
  ['1', 'j', 'c', '\u0006', '\u0006', 'G', ']', '[', '\u001b', '\u001b'],
  ['2', 'j', '\u0006', '\u0006', 'G', 'g', '\r', '\u0006', '\u001b'],
  ['3', 'j', 's', '\r', 'j', '\r', '\u001b', '\u001b', 't'],
  ['4', 'j', 's', '\r', '\u0006', '\r', '\u001b', '\u001b', 't'],
  ['5', 'j', 's', '\u0006', 't', '\t'],
  ['6', 'd', 'r', 'a', 'i', 'n', '\r', 'j', '\u0006', '\r', '\u001b', '\u001b', '\u001b'],
  [
    '1',
    '7',
    'j',
    '\r',
    '\u001b',
    '8',
    'j',
    '\r',
    '\u001b',
    '9',
    'j',
    '?',
    '\u0006',
    '\u001b',
    ':',
    'u',
    '\u001b',
  ],
];

/** Uses it while another process records. */
async function benchUse(terminal, databasePath, rounds) {
  const seconds = 5 * rounds;
  const recording = spawn(process.execPath, [RECORD, databasePath, String(seconds)]);
  for (let round = 0; round < rounds; round++) {
    for (const keys of USE) {
      for (const key of keys) await press(terminal, key, 45);
      // A lone escape waits for what may follow it.
      await sleep(60);
    }
  }
  recording.kill();
  await sleep(3_000);
  const status = readFileSync(`/proc/${terminal.pid}/status`, 'utf8');
  const mb = (name) => Number(new RegExp(`${name}:\\s+(\\d+)`).exec(status)?.[1]) / 1_024;
  console.log(
    `after ${rounds * USE.flat().length} keys while another process records: ${mb('VmRSS').toFixed(0)} MB of memory (${mb('RssAnon').toFixed(0)} of its own), at most ${mb('VmHWM').toFixed(0)} MB`,
  );
}

function cpuMs(pid) {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1].split(' ');
  return (Number(fields[11]) + Number(fields[12])) * 10;
}
