import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { setTimeout as sleep } from 'node:timers/promises';
import { NotHere } from '../attack.ts';
import { quoted, type TerminalSize } from './in-terminal.ts';

/** A program in a real terminal. */
export interface Terminal {
  readonly type: (...keys: string[]) => void;
  /** What a reader sees. */
  readonly screen: () => string;
  /** Waits until a pattern is on the screen. @returns null when it never came. */
  readonly see: (pattern: RegExp) => Promise<string | null>;
  /** Waits until the screen stays as it is for a moment. @returns it, with the sequences in it. */
  readonly settled: () => Promise<string>;
  /** Waits for the program's end. @returns its status; null when it didn't end. */
  readonly ended: () => Promise<number | null>;
  /** Takes the terminal away. */
  readonly close: () => void;
}

const SEE_MS = 30_000;

/** Starts a program in a terminal. @throws NotHere without tmux. */
export function openTerminal(
  command: readonly string[],
  env: Readonly<Record<string, string>>,
  { columns, rows }: TerminalSize,
): Terminal {
  const folder = mkdtempSync(join(tmpdir(), 'spoor-terminal-'));
  const tmux = (...args: string[]) => runTmux(join(folder, 'socket'), env, args);
  const script = `cd /; ${command.map(quoted).join(' ')}; echo "ended with $?"; exec sleep 1000`;
  const size = ['-x', String(columns), '-y', String(rows)];
  tmux('new-session', '-d', '-s', 't', ...size, 'sh', '-c', script);
  const screen = () => tmux('capture-pane', '-p', '-t', 't').trimEnd();
  const see = (pattern: RegExp) => seen(screen, pattern);
  return {
    type: (...keys) => void tmux('send-keys', '-t', 't', ...keys),
    screen,
    see,
    settled: () => settle(() => tmux('capture-pane', '-e', '-p', '-t', 't')),
    ended: async () => {
      const text = await see(/ended with \d+/);
      return text === null ? null : Number(/ended with (\d+)/.exec(text)?.[1]);
    },
    close: () => {
      tmux('kill-server');
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function runTmux(
  socket: string,
  env: Readonly<Record<string, string>>,
  args: readonly string[],
): string {
  try {
    return execFileSync('tmux', ['-S', socket, '-f', '/dev/null', ...args], {
      env: { PATH: process.env['PATH'] ?? '', LANG: 'C.UTF-8', ...env, TERM: 'xterm-256color' },
      encoding: 'utf8',
    });
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') {
      throw new NotHere('tmux is not installed');
    }
    throw error;
  }
}

async function seen(screen: () => string, pattern: RegExp): Promise<string | null> {
  const end = performance.now() + SEE_MS;
  for (let text = screen(); ; text = screen()) {
    if (pattern.test(text)) return text;
    if (performance.now() > end) return null;
    await sleep(100);
  }
}

async function settle(frame: () => string): Promise<string> {
  let before = '';
  for (let looks = 0, same = 0; looks < 100 && same < 3; looks++) {
    await sleep(50);
    const now = frame();
    same = now === before && now.trim() !== '' ? same + 1 : 0;
    before = now;
  }
  return before;
}
