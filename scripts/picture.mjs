// Draws docs/inspector.svg: the built `spoor demo` in a tmux of its own, with a home folder of its
// own, on the call that failed.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { ansiToSvg } from './ansi-to-svg.mjs';

const COLUMNS = 120;
const ROWS = 30;
const root = join(import.meta.dirname, '..');
const folder = mkdtempSync(join(tmpdir(), 'spoor-picture-'));
const env = {
  PATH: `${join(root, 'node_modules/.bin')}:${process.env.PATH}`,
  HOME: folder,
  TMPDIR: folder,
  LANG: 'C.UTF-8',
  TZ: 'UTC',
};

try {
  const size = ['-x', String(COLUMNS), '-y', String(ROWS)];
  tmux('new-session', '-d', ...size, 'node', join(root, 'packages/tui/dist/spoor.js'), 'demo');
  await see(/1 in all.*· ended/s);
  tmux('send-keys', 'Enter');
  await see(/ 1 of \d+ /);
  tmux('send-keys', 'Down', 'Down', 'Down', 'Down');
  await see(/ 5 of \d+ .*✗ failed/s);
  const screen = tmux('capture-pane', '-e', '-N', '-p');
  const title = 'A session in the inspector: two turns, two subagents, a command that failed.';
  const file = join(root, 'docs/inspector.svg');
  writeFileSync(file, ansiToSvg(screen, { columns: COLUMNS, rows: ROWS, title }));
  tmux('send-keys', 'q');
  console.log('docs/inspector.svg is drawn');
} finally {
  endTmux();
  rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
}

function tmux(...args) {
  const own = ['-u', '-S', join(folder, 'tmux'), '-f', '/dev/null'];
  return execFileSync('tmux', [...own, ...args], { env, encoding: 'utf8', stdio: 'pipe' });
}

/** Waits until a pattern is on the screen. */
async function see(pattern) {
  const end = performance.now() + 60_000;
  for (;;) {
    const text = tmux('capture-pane', '-p');
    if (pattern.test(text)) return;
    if (performance.now() > end) throw new Error(`waited in vain for ${pattern}:\n${text}`);
    await sleep(50);
  }
}

function endTmux() {
  try {
    tmux('kill-server');
  } catch {
    // It has ended by itself.
  }
}
