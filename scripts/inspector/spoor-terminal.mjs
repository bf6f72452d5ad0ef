import { join } from 'node:path';
import { Tmux } from './tmux.mjs';

const root = join(import.meta.dirname, '../..');

/** The built `spoor`. */
export const SPOOR = join(root, 'packages/tui/dist/spoor.js');

let count = 0;

/** The built `spoor` in a terminal with all colours and a dark background. */
export function spoorTerminal(folder, { columns, rows, home, env = {}, args = [] }) {
  count += 1;
  // A server that is ending still holds its socket.
  return new Tmux(join(folder, `tmux-${count}`), {
    columns,
    rows,
    env: {
      PATH: `${join(root, 'node_modules/.bin')}:${process.env.PATH}`,
      HOME: home,
      TMPDIR: folder,
      SPOOR_MAINTENANCE: 'off',
      LANG: 'C.UTF-8',
      TZ: 'UTC',
      COLORTERM: 'truecolor',
      COLORFGBG: '15;0',
      ...env,
    },
    command: ['node', SPOOR, ...args],
  });
}
