// What the inspector costs on a large database: time to its first frame, from a key and from a
// commit to the screen, memory, and the processor's time while nothing happens.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { resolveStore } from '../packages/storage/dist/index.js';
import { fillHome } from './inspector/fill.mjs';
import { Terminal } from './inspector/terminal.mjs';
import { median } from './measure.mjs';

const SPOOR = join(import.meta.dirname, '../packages/tui/dist/spoor.js');
const COMMIT = join(import.meta.dirname, 'inspector/commit.mjs');

/** Keys of what is measured: each is pressed on the list of sessions, and undone by the second. */
const GESTURES = {
  'moving down': { keys: ['j'], undo: [] },
  'a page down': { keys: ['\u0006'], undo: ['g'] },
  sorting: { keys: ['s'], undo: [] },
  filtering: { keys: ['d'], before: ['/'], undo: ['\u001b'] },
  'opening a session': { keys: ['\r'], undo: ['\u001b'], pause: 150 },
};

/**
 * Prints the figures.
 * @param home a home folder with a filled database; one is made when there is none.
 */
export async function benchInspector({ home, rounds = 25, idleSeconds = 30, sessions = 1_000 }) {
  const own = home === undefined ? mkdtempSync(join(tmpdir(), 'spoor-bench-')) : home;
  try {
    if (home === undefined || !existsSync(home)) {
      const events = sessions * 1_000;
      await fillHome(own, { sessions, events, messages: sessions * 100, nowMs: Date.now() });
    }
    const env = { PATH: process.env.PATH, HOME: own, SPOOR_MAINTENANCE: 'off', TZ: 'UTC' };
    await benchFirstFrame(env, Math.min(rounds, 15));
    const terminal = await open(env);
    try {
      await benchKeys(terminal, rounds);
      await benchCommits(terminal, env, Math.min(rounds, 15));
      await benchIdle(terminal, idleSeconds);
      await benchUse(terminal);
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
  await terminal.settle(500);
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
  for (const [name, { keys, before = [], undo, pause = 60 }] of Object.entries(GESTURES)) {
    const times = [];
    for (let round = 0; round < rounds; round++) {
      for (const key of before) await press(terminal, key, pause);
      await terminal.settle(40);
      terminal.forget();
      const start = terminal.type(keys.join(''));
      times.push((await terminal.seeChange()) - start);
      await terminal.settle(pause);
      for (const key of undo) await press(terminal, key, pause);
    }
    const sorted = times.toSorted((a, b) => a - b);
    const p95 = sorted[Math.ceil(sorted.length * 0.95) - 1];
    console.log(`${name}: ${median(times).toFixed(1)} ms to the frame, p95 ${p95.toFixed(1)} ms`);
  }
}

async function press(terminal, key, pause) {
  terminal.type(key);
  await sleep(pause);
}

async function benchCommits(terminal, env, rounds) {
  const { paths } = resolveStore({ env, homeDir: env.HOME, platform: process.platform });
  const times = [];
  await press(terminal, 'g', 200);
  for (let round = 0; round < rounds; round++) {
    // Only what changes of a line is written: no letter may be where one like it was.
    const mark = 'QZXJVW'[round % 6].repeat(7);
    terminal.forget();
    const { stdout, status, stderr } = spawnSync(
      process.execPath,
      [COMMIT, paths.databasePath, mark],
      { encoding: 'utf8' },
    );
    if (status !== 0) throw new Error(stderr);
    const seen = await terminal.see(new RegExp(mark));
    times.push(performance.timeOrigin + seen - Number(stdout));
    await sleep(300 + 40 * round);
  }
  const p95 = times.toSorted((a, b) => a - b)[Math.ceil(times.length * 0.95) - 1];
  console.log(
    `a commit of another process: seen ${median(times).toFixed(0)} ms later, p95 ${p95.toFixed(0)} ms`,
  );
}

async function benchIdle({ pid }, seconds) {
  await sleep(3_000);
  const before = cpuMs(pid);
  await sleep(seconds * 1_000);
  const share = (cpuMs(pid) - before) / (seconds * 10);
  console.log(`idle for ${seconds} s: ${share.toFixed(2)} % of a core`);
}

/** As many keys as somebody presses in an hour, on every screen. */
async function benchUse(terminal) {
  for (let round = 0; round < 40; round++) {
    for (const screen of '123456789') {
      terminal.type(screen === '6' ? '\u001b1' : screen);
      await sleep(30);
      for (const key of ['j', 'j', '\u0006', 'k', '\r', 'j', 'j', '\u001b', '\u001b', 's']) {
        terminal.type(key);
        await sleep(8);
      }
    }
  }
  await sleep(2_000);
  const status = readFileSync(`/proc/${terminal.pid}/status`, 'utf8');
  const mb = (name) => Number(new RegExp(`${name}:\\s+(\\d+)`).exec(status)?.[1]) / 1_024;
  console.log(
    `after an hour's keys: ${mb('VmRSS').toFixed(0)} MB of memory, at most ${mb('VmHWM').toFixed(0)} MB`,
  );
}

function cpuMs(pid) {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1].split(' ');
  return (Number(fields[11]) + Number(fields[12])) * 10;
}
