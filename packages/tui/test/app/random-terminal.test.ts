import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { SpoorDatabase } from '@spoor/storage';
import fc from 'fast-check';
import { beforeAll, beforeEach, expect, it, onTestFinished } from 'vitest';
import { buildPrograms } from './build.js';
import { expectRestored, MODES, openIn } from './opened.js';
import { fillDatabase, spoilTexts } from './rich-database.js';
import { scratchFolder } from './scratch.js';
import { needTmux, type Terminal } from './tmux.js';

/** Where runs begin: the main screens, and what opens from them. */
const STARTS = [
  ...['1', '2', '3', '4', '5', '6', '7', '8', '9'].map((key) => [key]),
  ['1', 'Enter'],
  ['1', 'Enter', '.'],
  ['1', 'Enter', 'Enter'],
  ['1', 'c'],
  ['4', 'Enter'],
  ['7', 'Enter'],
  ['8', 'Enter'],
  ['?'],
];

/** Runs of two hundred keys, spread over the screens; twenty from each by hand: `SPOOR_RANDOM_RUNS=340`. */
const RUNS = Number(process.env['SPOOR_RANDOM_RUNS'] ?? 2);
const KEYS = 200;

/**
 * As tmux calls them. What quits, stops or runs a program is left out, and so is what writes, and
 * the palette, which leads to all of them: keys must never reach the shell.
 */
const NAMED = [
  'Up',
  'Down',
  'Left',
  'Right',
  'Enter',
  'Escape',
  'Tab',
  'Home',
  'End',
  'PageUp',
  'PageDown',
  'BSpace',
  'C-d',
  'C-u',
  'C-l',
  'C-t',
  'F5',
];
const LETTERS = [
  ...'abcdefghijklmnoprstuwzABCEFGHIJKLMNOPRSTUVWXYZ0123456789/?.,[]{}()<>=!%&\'"*#@^~`|\\ é翻',
];

const anyKey = fc.oneof(
  { arbitrary: fc.constantFrom(...NAMED), weight: 2 },
  { arbitrary: fc.constantFrom(...LETTERS), weight: 3 },
);

const HOSTILE =
  '\u001b]52;c;aGFja2Vk\u0007\u001b[2J\u001b]0;owned\u0007\u001b[?1049l\u202Egnp\u0000';

let programs: Awaited<ReturnType<typeof buildPrograms>>;

beforeAll(async () => {
  programs = await buildPrograms();
}, 120_000);

beforeEach(needTmux);

/** It answers: help comes, and goes, wherever one is. */
async function expectAlive(terminal: Terminal): Promise<void> {
  for (let i = 0; i < 8; i += 1) {
    terminal.type('Escape');
    // An escape and a key right behind it would be one key.
    await new Promise((resolve) => setTimeout(resolve, 60));
  }
  terminal.type('?');
  await terminal.see(/Keys of /);
  terminal.type('Escape');
  await terminal.see(/q quit/);
}

it.each(Array.from({ length: RUNS }, (_, run) => run))(
  'two hundred random keys leave the terminal in order: run %i',
  async (run) => {
    const path = join(scratchFolder(), 'spoor.db');
    const db = new SpoorDatabase({ path });
    fillDatabase(db, 'a text', 8);
    if (run % 2 === 1) spoilTexts(db, HOSTILE);
    db.close();
    const env = { EDITOR: 'true', VISUAL: '', PAGER: 'true' };
    const terminal = openIn(programs.inspect, [100, 30], path, env);
    const bytes = join(scratchFolder(), 'bytes');
    terminal.record(bytes);
    await terminal.see(/q quit/);
    const recorder = spawn(process.execPath, [programs.grow, path, '3000', '50']);
    onTestFinished(() => {
      recorder.kill('SIGKILL');
    });
    for (const key of STARTS[run % STARTS.length] ?? []) {
      terminal.type(key);
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    const seed = Number(process.env['SPOOR_RANDOM_SEED'] ?? Date.now()) + run;
    const [keys = []] = fc.sample(fc.array(anyKey, { minLength: KEYS, maxLength: KEYS }), {
      numRuns: 1,
      seed,
    });
    try {
      for (let at = 0; at < keys.length; at += 10) terminal.type(...keys.slice(at, at + 10));
      await expectAlive(terminal);
      const drawn = readFileSync(bytes, 'utf8');
      expect(drawn.length).toBeGreaterThan(1_000);
      expect(drawn).not.toMatch(/\u001b\](?:52;c;aGFj|0;owned)|\u202e|\u0000/);
      expect(terminal.value(MODES)).toBe('1 0 0 1');
      terminal.type('q');
      await expectRestored(terminal, '0');
    } catch (error) {
      throw new Error(`seed ${seed}: ${keys.join(' ')}`, { cause: error });
    }
  },
  120_000,
);
