import { join } from 'node:path';
import { Tmux } from './tmux.mjs';

const root = join(import.meta.dirname, '../..');

/** The built `spoor` in a terminal with all colours and a dark background. */
export function spoorTerminal(folder, { columns, rows, home, env = {}, args = [] }) {
  return new Tmux(join(folder, 'tmux'), {
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
    command: ['node', join(root, 'packages/tui/dist/spoor.js'), ...args],
  });
}
