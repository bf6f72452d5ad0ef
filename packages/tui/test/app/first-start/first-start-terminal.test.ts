import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { beforeEach, expect, it, vi } from 'vitest';
import { scratchFolder } from '../scratch.js';
import { needTmux, startTerminal } from '../tmux.js';

const SPOOR = join(import.meta.dirname, '../../../dist/spoor.js');

beforeEach(needTmux);

/** A user who has Claude Code, and Spoor for the first time. */
function open() {
  const home = scratchFolder();
  const temporary = join(home, 'tmp');
  for (const folder of [join(home, '.claude'), temporary]) mkdirSync(folder, { mode: 0o700 });
  const env = {
    HOME: home,
    TMPDIR: temporary,
    SPOOR_DATA_DIR: join(home, 'data'),
    XDG_CONFIG_HOME: join(home, '.config'),
    SPOOR_MAINTENANCE: 'off',
  };
  const terminal = startTerminal(100, 30, env);
  terminal.type(`'${process.execPath}' '${SPOOR}'`, 'Enter');
  return { home, temporary, terminal };
}

it('installs the hooks at a key, and says so', async () => {
  const { home, terminal } = open();
  await terminal.see(/a {2}Add the hooks to Claude Code/);
  terminal.type('a');
  await terminal.see(/Installed: \d+ events/);
  await terminal.see(/its sessions appear here by themselves/);
  const settings = readFileSync(join(home, '.claude', 'settings.json'), 'utf8');
  expect(JSON.parse(settings)).toMatchObject({ hooks: { Stop: [expect.anything()] } });
  terminal.type('q');
});

it('ends without a word when its terminal goes away', async () => {
  const { home, terminal } = open();
  await terminal.see(/a {2}Add the hooks to Claude Code/);
  terminal.type('q');
  await terminal.see(/[$#]\s*$/);
  const run = `echo $$ > '${home}/pid'; exec '${process.execPath}' '${SPOOR}' 2> '${home}/said'`;
  writeFileSync(join(home, 'run.sh'), run);
  terminal.type(`sh '${home}/run.sh'`, 'Enter');
  await terminal.see(/a {2}Add the hooks to Claude Code/);
  const pid = Number(readFileSync(join(home, 'pid'), 'utf8'));
  terminal.close();
  await vi.waitFor(() => expect(() => process.kill(pid, 0)).toThrow(), 10_000);
  expect(readFileSync(join(home, 'said'), 'utf8')).not.toMatch(/Error|EIO/);
});

it('shows the demonstration while it is played, comes back, and leaves nothing of it', async () => {
  const { home, temporary, terminal } = open();
  await terminal.see(/w {2}Watch the demo/);
  terminal.type('w');
  await terminal.see(/Add a script that greets/);
  terminal.type('q');
  await terminal.see(/Nothing is recorded yet/);
  expect(readdirSync(temporary).filter((name) => name.startsWith('spoor-demo-'))).toEqual([]);
  expect(readdirSync(home)).not.toContain('data');
  terminal.type('q');
  await terminal.see(/spoor\.js'\s+[$#]/);
  expect(terminal.value('#{alternate_on}')).toBe('0');
});
