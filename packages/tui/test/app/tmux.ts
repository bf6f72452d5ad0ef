import { execFileSync } from 'node:child_process';
import { appendFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { onTestFinished, type TestContext } from 'vitest';
import { scratchFolder } from './scratch.js';

/** A shell in a real terminal of its own. */
export interface Terminal {
  readonly type: (...keys: string[]) => void;
  /** Sends characters as they are, escape sequences too. */
  readonly send: (characters: string) => void;
  /** What a reader sees. */
  readonly screen: () => string;
  /** The same with the escape sequences that made it so. */
  readonly coloured: () => string;
  readonly resize: (columns: number, rows: number) => void;
  /** Asks tmux for a value, such as `#{alternate_on}`. */
  readonly value: (format: string) => string;
  /** Writes every byte that comes from now on into a file. */
  readonly record: (path: string) => void;
  /** What was copied last. */
  readonly clipboard: () => string;
  /** Takes the terminal away, as when its window is closed. */
  readonly close: () => void;
  /** Waits until a pattern is on the screen. */
  readonly see: (pattern: RegExp) => Promise<string>;
}

/** Reports a test as left out when there is no tmux. */
export function needTmux(context: TestContext): void {
  try {
    execFileSync('tmux', ['-V']);
  } catch {
    const line = `left out: ${context.task.fullName}: tmux is not installed\n`;
    process.stderr.write(line);
    const list = process.env['SPOOR_LEFT_OUT'];
    if (list) appendFileSync(list, line);
    context.skip('tmux is not installed');
  }
}

/** Starts a shell in a terminal of a size; what it prints first is on its primary screen. */
export function startTerminal(columns: number, rows: number, env: Record<string, string> = {}) {
  const socket = join(scratchFolder(), 'tmux');
  const { CI: _, NO_COLOR: __, TMUX: ___, ...inherited } = process.env;
  const tmux = (...args: string[]) =>
    execFileSync('tmux', ['-S', socket, '-f', '/dev/null', ...args], {
      env: { ...inherited, PS1: '$ ', ...env },
      encoding: 'utf8',
    }).trimEnd();
  const size = ['-x', String(columns), '-y', String(rows)];
  tmux('new-session', '-d', '-s', 't', ...size, 'sh');
  tmux('set-option', '-s', 'set-clipboard', 'on');
  onTestFinished(() => {
    try {
      tmux('kill-server');
    } catch {
      // It was closed before.
    }
  });
  const screen = () => tmux('capture-pane', '-p', '-t', 't');
  const terminal: Terminal = {
    type: (...keys) => tmux('send-keys', '-t', 't', ...keys),
    send: (characters) => tmux('send-keys', '-t', 't', '-l', characters),
    screen,
    coloured: () => tmux('capture-pane', '-e', '-p', '-t', 't'),
    resize: (width, height) =>
      tmux('resize-window', '-t', 't', '-x', String(width), '-y', String(height)),
    value: (format) => tmux('display-message', '-p', '-t', 't', format),
    record: (path) => tmux('pipe-pane', '-t', 't', `cat > '${path}'`),
    clipboard: () => tmux('show-buffer'),
    close: () => tmux('kill-server'),
    see: (pattern) => seen(screen, pattern),
  };
  return terminal;
}

async function seen(screen: () => string, pattern: RegExp): Promise<string> {
  const end = performance.now() + 15_000;
  for (let text = screen(); ; text = screen()) {
    if (pattern.test(text)) return text;
    if (performance.now() > end) throw new Error(`Waited in vain for ${pattern}:\n${text}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
