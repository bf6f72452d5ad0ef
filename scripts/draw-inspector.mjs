// Draws the pictures of docs/inspector.md, and the page: real frames of the built inspector in a
// tmux of its own, on a database that is filled for it (a minute; `--home FOLDER` takes one that
// `bench/inspector/fill.mjs` has filled) and on the demo's. `--only NAME` draws one of them.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { fillHome } from '../bench/inspector/fill.mjs';
import { ansiToSvg } from './ansi-to-svg.mjs';
import { inspectorPage } from './inspector/page.mjs';
import { SHOTS } from './inspector/shots.mjs';
import { spoorTerminal } from './inspector/spoor-terminal.mjs';

const { values } = parseArgs({ options: { home: { type: 'string' }, only: { type: 'string' } } });
const root = join(import.meta.dirname, '..');
const pictures = join(root, 'docs/inspector');
const folder = mkdtempSync(join(tmpdir(), 'spoor-pictures-'));

try {
  mkdirSync(pictures, { recursive: true });
  const filled = values.home ?? (await filledHome());
  const empty = join(folder, 'empty');
  mkdirSync(empty);
  for (const shot of SHOTS) {
    if (values.only !== undefined && shot.name !== values.only) continue;
    for (const size of shot.sizes) await draw(shot, size, { filled, empty });
  }
  writeFileSync(join(root, 'docs/inspector.md'), inspectorPage(SHOTS));
} finally {
  rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
}

async function filledHome() {
  const home = join(folder, 'home');
  await fillHome(home, {
    sessions: 1_000,
    events: 1_000_000,
    messages: 100_000,
    nowMs: Date.now(),
  });
  return home;
}

async function draw(shot, [columns, rows], homes) {
  const { name, title, keys, on = 'filled', light = false } = shot;
  const { env, args } = shot;
  const home = homes[on];
  const tmux = spoorTerminal(folder, { columns, rows, home, env, args });
  try {
    await tmux.see(shot.first ?? / quit/);
    await tmux.settle();
    for (const step of keys) {
      if (step instanceof RegExp) await tmux.see(step);
      else tmux.type(step);
      await tmux.settle();
    }
    const file = `${name}-${columns}x${rows}.svg`;
    const screen = tmux.coloured();
    writeFileSync(join(pictures, file), ansiToSvg(screen, { columns, rows, title, light }));
    console.log(file);
  } finally {
    tmux.end();
  }
}
