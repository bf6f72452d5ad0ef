// Draws docs/inspector.svg: the built `spoor demo` in a tmux of its own, with a home folder of its
// own, on the call that failed.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ansiToSvg } from './ansi-to-svg.mjs';
import { spoorTerminal } from './inspector/spoor-terminal.mjs';

const size = { columns: 120, rows: 30 };
const folder = mkdtempSync(join(tmpdir(), 'spoor-picture-'));
const tmux = spoorTerminal(folder, { ...size, home: folder, args: ['demo'] });

try {
  await tmux.see(/· ended/);
  tmux.type('Enter');
  await tmux.see(/ 1 of \d+ /);
  for (let n = 0; n < 4; n += 1) tmux.type('Down');
  await tmux.see(/ 5 of \d+ .*✗ failed/s);
  await tmux.settle();
  const title = 'A session in the inspector: two turns, two subagents, a command that failed.';
  const file = join(import.meta.dirname, '../docs/inspector.svg');
  writeFileSync(file, ansiToSvg(tmux.coloured(), { ...size, title }));
  console.log('docs/inspector.svg is drawn');
} finally {
  await tmux.end();
  rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
}
