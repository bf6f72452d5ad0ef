import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { setTimeout as sleep } from 'node:timers/promises';
import { NotHere } from '../attack.ts';

/** A program in a real terminal. */
export interface Terminal {
  readonly type: (...keys: string[]) => void;
  /** What a reader sees, and the sequences that made it so. */
  readonly frame: () => string;
  /** Waits until the screen shows something and stays as it is for a moment. */
  readonly settled: () => Promise<string>;
  readonly close: () => void;
}

/** Starts a program in a terminal. @throws NotHere without tmux. */
export function openTerminal(
  command: readonly string[],
  env: Readonly<Record<string, string>>,
  { columns, rows }: { readonly columns: number; readonly rows: number },
): Terminal {
  const folder = mkdtempSync(join(tmpdir(), 'spoor-terminal-'));
  const tmux = (...args: string[]) => runTmux(join(folder, 'socket'), env, args);
  const set = Object.entries(env).flatMap(([name, value]) => ['-e', `${name}=${value}`]);
  const size = ['-x', String(columns), '-y', String(rows)];
  tmux('new-session', '-d', '-s', 't', ...size, ...set, ...command);
  tmux('set-option', '-t', 't', 'remain-on-exit', 'on');
  const frame = () => tmux('capture-pane', '-e', '-p', '-t', 't');
  return {
    type: (...keys) => tmux('send-keys', '-t', 't', ...keys),
    frame,
    settled: () => settle(frame),
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
      env: { ...env, PATH: process.env['PATH'] ?? '', TERM: 'xterm-256color' },
      encoding: 'utf8',
    });
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') {
      throw new NotHere('tmux is not installed');
    }
    throw error;
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
