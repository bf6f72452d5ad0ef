import { EventEmitter } from 'node:events';
import { describe, expect, it, vi } from 'vitest';
import { createDoubleClick } from '../../../src/app/terminal/double-click.js';
import { keyboardOf } from '../../../src/app/terminal/keyboard.js';
import { terminalModes } from '../../../src/app/terminal/modes.js';
import type { TerminalReport } from '../../../src/app/terminal/terminal-input.js';

class FakeTerminal extends EventEmitter {
  readonly calls: string[] = [];
  setRawMode = (on: boolean) => this.calls.push(`raw ${on}`);
  setEncoding = () => undefined;
  resume = () => this.calls.push('resume');
  pause = () => this.calls.push('pause');
  ref = () => undefined;
  unref = () => undefined;
}

function open() {
  const terminal = new FakeTerminal();
  const reports: TerminalReport[] = [];
  const keyboard = keyboardOf(terminal as unknown as NodeJS.ReadStream, (r) => reports.push(r));
  const keys: string[] = [];
  const read = () => {
    for (let key = keyboard.stream.read(); key !== null; key = keyboard.stream.read()) {
      keys.push(String(key));
    }
  };
  return { terminal, reports, keyboard, keys, read };
}

describe('keyboardOf', () => {
  it('keeps what is typed until Ink listens', async () => {
    const { terminal, keyboard, keys, read } = open();
    keyboard.open();
    terminal.emit('data', 'jj');
    keyboard.stream.addListener('readable', read);
    await vi.waitFor(() => expect(keys).toEqual(['jj']));
  });

  it('tells reports apart from keys, also when they come in pieces', () => {
    const { terminal, reports, keyboard, keys, read } = open();
    keyboard.stream.addListener('readable', read);
    for (const chunk of ['a\u001b[<0', ';2;3', 'Mb']) terminal.emit('data', chunk);
    expect(keys).toEqual(['a', 'b']);
    expect(reports).toEqual([{ kind: 'click', row: 2, column: 1 }]);
  });

  it('gives a lone escape on when nothing follows', async () => {
    const { terminal, keyboard, keys, read } = open();
    keyboard.stream.addListener('readable', read);
    terminal.emit('data', '\u001b');
    expect(keys).toEqual([]);
    await vi.waitFor(() => expect(keys).toEqual(['\u001b']));
  });

  it('reads nothing while Ink does not listen', () => {
    const { terminal, keyboard, read } = open();
    keyboard.stream.addListener('readable', read);
    keyboard.stream.removeListener('readable', read);
    expect(terminal.listenerCount('data')).toBe(0);
    expect(terminal.calls.at(-1)).toBe('pause');
    keyboard.close();
    expect(terminal.calls.at(-1)).toBe('raw false');
  });
});

describe('createDoubleClick', () => {
  it.each([
    [
      [
        [0, 5, 5],
        [400, 5, 6],
      ],
      [false, true],
    ],
    [
      [
        [0, 5, 5],
        [401, 5, 5],
      ],
      [false, false],
    ],
    [
      [
        [0, 5, 5],
        [100, 6, 5],
      ],
      [false, false],
    ],
    [
      [
        [0, 5, 5],
        [100, 5, 9],
      ],
      [false, false],
    ],
    [
      [
        [0, 5, 5],
        [100, 5, 5],
        [200, 5, 5],
        [300, 5, 5],
      ],
      [false, true, false, true],
    ],
  ])('%j → %j', (clicks, expected) => {
    let now = 0;
    const isDouble = createDoubleClick(() => now);
    const told = clicks.map(([at = 0, row = 0, column = 0]) => {
      now = at;
      return isDouble({ row, column });
    });
    expect(told).toEqual(expected);
  });
});

describe('terminalModes', () => {
  it('leave the mouse alone when it is switched off, and undo what they do', () => {
    const off = terminalModes({ mouse: false });
    expect(off.on + off.off).not.toMatch(/100[06]/);
    for (const modes of [off, terminalModes({ mouse: true })]) {
      const numbers = (text: string) => [...text.matchAll(/\?(\d+)/g)].map(([, n]) => n).sort();
      expect(numbers(modes.off)).toEqual(numbers(modes.on));
    }
  });
});
