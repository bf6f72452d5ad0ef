import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout } from 'node:timers/promises';
import type { Scale } from '../attack.ts';
import type { HostilePlace } from './hostile-place.ts';
import { HOSTILE_NAME, HOSTILE_START } from './hostile-text.ts';
import { runCommand } from './run-command.ts';

const ENTER = '\r';
const ESC = '\u001b';
const DOWN = '\u001b[B';

/** What is pressed on each screen, by the key that leads there. */
const WALKS: readonly (readonly string[])[] = [
  ['1', 'p', 'z', 's', 's', 'S', ENTER, DOWN, DOWN, ENTER, 'z', ']', ']', 'G', 'J', 'v', ESC, ESC],
  [
    '1',
    'j',
    ENTER,
    't',
    'z',
    'n',
    '.',
    ',',
    ']',
    ESC,
    'y',
    'Y',
    'v',
    'c',
    'T',
    'o',
    'a',
    'G',
    'g',
    ']',
    'y',
    'v',
    '/',
    ESC,
    ESC,
    ESC,
  ],
  ['1', 'G', 'c', 'T', 'o', 'z', 'J', 'K', ESC, 'y', 'Y', '/', 'x', ENTER, '/', ESC],
  [
    '2',
    ENTER,
    'J',
    'J',
    'K',
    'y',
    'v',
    '=',
    'S',
    't',
    'x',
    ESC,
    'F',
    'a',
    'g',
    'e',
    'n',
    't',
    ':',
    '\t',
    ESC,
    ESC,
  ],
  ['3', 's', 'S', ENTER, ENTER, ESC, 'c', ENTER, ESC, ESC, 'F', ESC, 'P', ESC],
  ['4', 'b', 'b', 's', ENTER, ENTER, 'J', ESC, ESC, 'F', ENTER, ESC, ESC],
  ['5', 'm', 'm', '\t', 'p', 'u', ENTER, ENTER, ESC, ESC],
  ['6', 'h', 'a', 'r', 'm', ENTER, ESC, 's', 'p', 'l', ESC],
  ['7', 's', ENTER, ']', 'y', 'v', ESC, 'C', 'p', '+', 'e', 'D', ESC],
  ['8', ENTER, ']', ']', ENTER, 'z', 'y', 'v', ESC, 'z', ESC, 'O', 'L', ESC],
  ['9', 'z', 'c', 'y', DOWN, DOWN, DOWN, 'y', 'p', ESC, 'e', 'i', ESC],
  ['?', 'G', '/', 'c', ESC, ESC, ':', 's', 'e', ESC, '\u0014', '\u0014', '\u0014'],
];

/** Text that is typed or pasted where one can type. */
const TYPED = [
  '1',
  '/',
  `${ESC}[200~${HOSTILE_NAME}${ESC}[201~`,
  ESC,
  '6',
  '/',
  `${ESC}[200~${HOSTILE_START}${ESC}[201~`,
  ENTER,
  ESC,
  ':',
  `${ESC}[200~${HOSTILE_NAME}${ESC}[201~`,
  ESC,
];

/** All that the inspector wrote, and how many keys that took. */
export interface Drive {
  readonly bytes: Buffer;
  readonly keys: number;
}

/** Presses keys on every screen, in a pseudo-terminal of a size, and quits. */
export async function driveInspector(
  place: HostilePlace,
  terminal: { readonly columns: number; readonly rows: number },
  scale: Scale,
): Promise<Drive> {
  const keys = [
    ...WALKS.flatMap((walk) => (scale === 'full' ? [...walk, ...walk.slice(1)] : walk)),
    ...TYPED,
  ];
  let pressed = 0;
  const press = async (child: ChildProcess) => {
    const quiet = quietnessOf(child);
    await quiet(600);
    for (const key of keys) {
      if (child.exitCode !== null || child.stdin === null) return;
      child.stdin.write(key);
      pressed += 1;
      // A lone escape is one once nothing has followed it for a moment.
      await (scale === 'full' ? quiet(120, 1_500) : quiet(35, 350));
    }
    // On a slow machine the last keys may have been text: until it has gone, it is told again.
    for (let tries = 0; tries < 20 && child.exitCode === null; tries++) {
      for (const key of [ESC, ESC, 'q']) {
        await quiet(300, 1_000);
        child.stdin?.write(key);
      }
      await Promise.race([once(child, 'exit'), setTimeout(500)]);
    }
    child.stdin?.end();
  };
  const { stdout } = await runCommand(place, [], {
    cwd: place.project,
    terminal,
    env: { PAGER: 'cat', EDITOR: `/dev/null/${HOSTILE_NAME.replaceAll(/[\\'"\s]/g, '')}` },
    onStarted: (child) => void press(child),
    timeoutMs: 180_000,
  });
  return { bytes: stdout, keys: pressed };
}

/** How long the inspector may take to show itself, at the start or after `$PAGER` and `$EDITOR`. */
const AWAY_MS = 20_000;

/** Waits until it is on the screen and nothing has been written for a while, or for so long at most. */
function quietnessOf(child: ChildProcess): (quietMs: number, atMostMs?: number) => Promise<void> {
  let lastMs = performance.now();
  let end = '';
  let isShown = false;
  child.stdout?.on('data', (data: Buffer) => {
    lastMs = performance.now();
    end += data.toString('latin1');
    const [, mode] = /.*\u001b\[\?1049([hl])/s.exec(end) ?? [];
    if (mode !== undefined) isShown = mode === 'h';
    end = end.slice(-7);
  });
  return async (quietMs, atMostMs = AWAY_MS) => {
    const startedMs = performance.now();
    for (;;) {
      await setTimeout(10);
      const now = performance.now();
      const isQuiet = isShown && now - Math.max(lastMs, startedMs) >= quietMs;
      const waitedMs = now - startedMs;
      if (isQuiet || waitedMs >= (isShown ? atMostMs : AWAY_MS) || child.exitCode !== null) return;
    }
  };
}
