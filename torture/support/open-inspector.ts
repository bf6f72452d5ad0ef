import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { setTimeout as delay } from 'node:timers/promises';
import { NotHere } from '../attack.ts';
import type { Place } from './place.ts';
import { SPOOR } from './programs.ts';

/** The inspector in a terminal of its own. */
export interface OpenInspector {
  /** What a reader sees now. */
  readonly screen: () => string;
  readonly type: (...keys: string[]) => void;
  /** Waits until a pattern is on the screen. @returns null when it never came. */
  readonly see: (pattern: RegExp) => Promise<string | null>;
  /** Ends it by its own key. @returns the status that it ended with; null when it didn't. */
  readonly quit: () => Promise<number | null>;
  /** Takes the terminal away. */
  readonly close: () => void;
}

const SEE_MS = 30_000;

/** Opens the inspector on a place, as a user does. @throws NotHere without tmux. */
export function openInspector(
  place: Place,
  { uid, env = {} }: { readonly uid?: number; readonly env?: Record<string, string> } = {},
): OpenInspector {
  needTmux();
  const folder = mkdtempSync(join(place.home, 'terminal-'));
  const tmux = (...args: string[]) =>
    execFileSync('tmux', ['-S', join(folder, 'socket'), '-f', '/dev/null', ...args], {
      env: { ...place.env, ...env, TERM: 'xterm-256color', LANG: 'C.UTF-8' },
      encoding: 'utf8',
    }).trimEnd();
  const as =
    uid === undefined ? [] : ['setpriv', `--reuid=${uid}`, `--regid=${uid}`, '--clear-groups'];
  const words = [...as, process.execPath, SPOOR].map((word) => `'${word}'`).join(' ');
  const script = `cd /; ${words}; echo "ended with $?"; exec sleep 1000`;
  tmux('new-session', '-d', '-s', 't', '-x', '120', '-y', '40', 'sh', '-c', script);
  const screen = () => tmux('capture-pane', '-p', '-t', 't');
  const type = (...keys: string[]) => void tmux('send-keys', '-t', 't', ...keys);
  const see = (pattern: RegExp) => seen(screen, pattern);
  return {
    screen,
    type,
    see,
    quit: async () => {
      type('q');
      const text = await see(/ended with \d+/);
      return text === null ? null : Number(/ended with (\d+)/.exec(text)?.[1]);
    },
    close: () => {
      tmux('kill-server');
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function needTmux(): void {
  try {
    execFileSync('tmux', ['-V']);
  } catch {
    throw new NotHere('no tmux: the inspector has no terminal');
  }
}

async function seen(screen: () => string, pattern: RegExp): Promise<string | null> {
  const end = performance.now() + SEE_MS;
  for (let text = screen(); ; text = screen()) {
    if (pattern.test(text)) return text;
    if (performance.now() > end) return null;
    await delay(100);
  }
}
