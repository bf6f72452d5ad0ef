import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { SpoorDatabase } from '@spoor/storage';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { builtPrograms } from './build.js';
import { expectRestored, MODES, openIn, pidOf } from './opened.js';
import { fillDatabase } from './rich-database.js';
import { scratchFolder } from './scratch.js';
import { needTmux } from './tmux.js';

const programs = builtPrograms();

beforeEach(needTmux);

/** The list of sessions is there. */
const LIST = /a text[\s\S]*q quit/;

const ESC = '\u001b';

function filled(): string {
  const path = join(scratchFolder(), 'spoor.db');
  const db = new SpoorDatabase({ path });
  fillDatabase(db, 'a text', 30);
  db.close();
  return path;
}

/** An editor that says that it is there, takes a line from the terminal and writes it. */
function typingEditor(): string {
  const path = join(scratchFolder(), 'editor.sh');
  writeFileSync(path, `echo "editing $(cat "$1")"\nread line\nprintf %s "$line" > "$1"\n`);
  return `sh '${path}'`;
}

describe('the terminal', () => {
  it('is given to the shell by ctrl-z, and taken back', async () => {
    const terminal = openIn(programs.inspect, [80, 24], filled());
    await terminal.see(LIST);
    expect(terminal.value(MODES)).toBe('1 0 0 1');
    terminal.type('C-z');
    await terminal.see(/Stopped/);
    expect(terminal.value(MODES)).toBe('0 1 1 0');
    terminal.type('echo typed-$((40+2))', 'Enter');
    await terminal.see(/^typed-42/m);
    terminal.type('fg', 'Enter');
    await terminal.see(LIST);
    expect(terminal.value(MODES)).toBe('1 0 0 1');
    terminal.type('?');
    await terminal.see(/Keys of Sessions/);
    terminal.type('Escape');
    await terminal.see(LIST);
    terminal.type('q');
    await expectRestored(terminal, '0');
  });

  it('is given to the editor, which gets all that is typed, and to the pager', async () => {
    const editor = typingEditor();
    const env = { EDITOR: editor, VISUAL: '', PAGER: editor, SPOOR_TEST_EDIT: 'one' };
    const terminal = openIn(programs.inspect, [80, 24], filled(), env);
    await terminal.see(LIST);
    terminal.type('2');
    await terminal.see(/text: one/);
    terminal.type('g');
    await terminal.see(/editing one/);
    expect(terminal.value(MODES)).toBe('0 1 1 0');
    // Keys of ours, and what would end us: the editor has the terminal.
    terminal.type('qj:two', 'Enter');
    await terminal.see(/text: qj:two/);
    expect(terminal.value(MODES)).toBe('1 0 0 1');
    terminal.type('G');
    await terminal.see(/editing qj:two/);
    terminal.type('C-c');
    await terminal.see(/text: qj:two[\s\S]*ended with SIGINT/);
    terminal.type('q');
    await expectRestored(terminal, '0');
  });

  it('is put right when the inspector must end while an editor has it', async () => {
    const path = filled();
    const env = { EDITOR: typingEditor(), VISUAL: '', SPOOR_TEST_EDIT: 'one' };
    const terminal = openIn(programs.inspect, [80, 24], path, env);
    await terminal.see(LIST);
    terminal.type('2', 'g');
    await terminal.see(/editing one/);
    process.kill(pidOf(path), 'SIGTERM');
    await expectRestored(terminal, '143');
  });

  it('copies into the clipboard', async () => {
    const terminal = openIn(programs.inspect, [80, 24], filled(), { SPOOR_TEST_EDIT: 'ä text' });
    await terminal.see(LIST);
    terminal.type('2', 'j');
    await terminal.see(/copied the text/);
    await vi.waitFor(() => expect(terminal.clipboard()).toBe('ä text'));
    terminal.type('q');
    await expectRestored(terminal, '0');
  });

  it('has a mouse', async () => {
    const terminal = openIn(programs.inspect, [120, 24], filled());
    const text = await terminal.see(LIST);
    const column = (text.split('\n')[0] ?? '').indexOf('Tools') + 1;
    terminal.send(`${ESC}[<0;${column};1M${ESC}[<0;${column};1m`);
    terminal.send(`${ESC}[<0`);
    terminal.send(';4;1M');
    await terminal.see(/Keys of Tools/);
    terminal.send(`${ESC}[<65;4;4M`);
    await terminal.see(/↑/);
    terminal.type('Escape', 'q');
    await expectRestored(terminal, '0');
  });

  it('says what its background is, and the colours follow', async () => {
    const env = { TERM: 'tmux-256color', COLORTERM: 'truecolor', COLORFGBG: '' };
    const terminal = openIn(programs.inspect, [80, 24], filled(), env);
    await terminal.see(LIST);
    terminal.send(`${ESC}]11;rgb:ffff/ffff/ffff${ESC}\\`);
    await vi.waitFor(() => expect(terminal.coloured()).toContain(`${ESC}[38;2;0;102;122m`), 5_000);
    terminal.type('C-t');
    await terminal.see(/theme: dark/);
    expect(terminal.coloured()).not.toContain(`${ESC}[38;2;0;102;122m`);
    terminal.type('q');
    await expectRestored(terminal, '0');
  });

  it('is drawn anew by ctrl-l, whatever others have written on it', async () => {
    const terminal = openIn(programs.inspect, [80, 24], filled());
    await terminal.see(LIST);
    const before = terminal.screen();
    writeFileSync(terminal.value('#{pane_tty}'), `${ESC}[5;5Hrubbish`);
    await terminal.see(/rubbish/);
    terminal.type('C-l');
    await vi.waitFor(() => expect(terminal.screen()).not.toContain('rubbish'), 5_000);
    await terminal.see(LIST);
    expect(terminal.screen().split('\n')[0]).toBe(before.split('\n')[0]);
    terminal.type('j', 'q');
    await expectRestored(terminal, '0');
  });

  it('may go away, and the process with it', async () => {
    const path = filled();
    const terminal = openIn(programs.inspect, [80, 24], path);
    await terminal.see(LIST);
    const pid = pidOf(path);
    terminal.close();
    await vi.waitFor(() => expect(() => process.kill(pid, 0)).toThrow(), 10_000);
  });

  it('survives a storm of sizes', async () => {
    const terminal = openIn(programs.inspect, [80, 24], filled());
    await terminal.see(LIST);
    for (let i = 0; i < 40; i += 1) {
      terminal.resize(1 + ((i * 53) % 200), 1 + ((i * 31) % 60));
      if (i % 7 === 0) terminal.type('j', 'Enter', 'Escape');
    }
    terminal.resize(100, 30);
    await vi.waitFor(() => {
      const lines = terminal.screen().split('\n');
      expect(lines).toHaveLength(30);
      expect(lines[0]).toMatch(/^ Spoor/);
      expect(lines.flatMap((line, row) => (line.includes('q quit') ? [row] : []))).toEqual([29]);
    }, 15_000);
    terminal.type('q');
    await expectRestored(terminal, '0');
  });

  it('speaks to a screen reader in words, without another screen', async () => {
    const terminal = openIn(programs.inspect, [80, 50], filled(), { INK_SCREEN_READER: 'true' });
    const text = await terminal.see(/selected: /);
    expect(text).toContain('was here before');
    expect(text).not.toMatch(/[▌●◆○]/);
    expect(terminal.value('#{alternate_on} #{mouse_any_flag}')).toBe('0 0');
    terminal.type('?');
    await terminal.see(/Keys of Sessions/);
    terminal.type('Escape');
    await terminal.see(/selected: /);
    terminal.type('q');
    await terminal.see(/code 0/);
  });
});
