const THREE = [
  [80, 24],
  [120, 40],
  [200, 60],
];
const MIDDLE = [[120, 40]];

/**
 * The pictures: how one gets there from the start (keys as tmux names them, patterns to wait for),
 * and what the page says.
 */
export const SHOTS = [
  {
    name: 'sessions',
    heading: 'Sessions',
    title: 'The list of sessions: state, project, title, figures, activity',
    text: `The list that it opens with, live: the state of each session, where it works and on what,
      its turns, calls, failures and subagents, tokens and cost, the size of its context, and how
      busy it was lately. \`a\` brings what needs you to the top (a question of permission, a failure,
      a session that seems stuck), \`s\` sorts by another column, \`p\` groups by project, \`t\` chooses
      a range of time, \`L\` leaves only what is live, \`/\` filters as you type.`,
    keys: ['a'],
    sizes: THREE,
  },
  {
    name: 'sessions-grouped',
    heading: 'Sessions by project',
    title: 'The list of sessions in groups by project',
    text: 'Groups have their own sums, and fold with the space bar.',
    keys: ['p'],
    sizes: MIDDLE,
  },
  {
    name: 'session',
    heading: 'A session',
    title: 'A session: figures, and a timeline of turns, calls and subagents',
    text: `Figures at the top, then the timeline: turns, in them tool calls and subagents with their
      own, each with its status, its time, and a bar that shows when it ran; what ran side by side is
      drawn side by side. \`f\` follows the end while it runs, the space bar folds, \`n\` goes to the
      next failure, \`]\` to the next turn, \`.\` steps through the session as it happened.`,
    keys: ['Enter', /TURNS/],
    sizes: THREE,
  },
  {
    name: 'entry',
    heading: 'An entry in full',
    title: 'A tool call: its input, its output, its times',
    text: `Enter on an entry: input and output, the change as a diff, the error, the payloads as the
      client sent them, times, and who told of it.`,
    keys: ['Enter', /TURNS/, 'j', 'j', 'j', 'Enter'],
    sizes: THREE,
  },
  {
    name: 'conversation',
    heading: 'The conversation',
    title: 'The messages of a session',
    text: `\`c\` in a session: who said what, with thinking and the tools' output folded, code and
      diffs coloured.`,
    keys: ['G', 'Enter', /TURNS/, 'c'],
    sizes: THREE,
  },
  {
    name: 'audit',
    heading: 'Audit',
    title: 'The audit log',
    text: 'The log as it grows, with filters; `x` exports what is filtered.',
    keys: ['2'],
    sizes: THREE,
  },
  {
    name: 'agents',
    heading: 'Agents',
    title: 'Figures by type of agent',
    text: 'How often each type of agent ran, how it came out, how long it took and what it cost.',
    keys: ['3'],
    sizes: THREE,
  },
  {
    name: 'tools',
    heading: 'Tools',
    title: 'Figures by tool',
    text: 'The same of every tool and MCP server; Enter shows the calls behind a figure.',
    keys: ['4'],
    sizes: THREE,
  },
  {
    name: 'usage',
    heading: 'Usage',
    title: 'Cost and tokens by day, project and model',
    text: `Cost and tokens by day, project and model, against the budgets of the configuration
      (\`budget.*\`).`,
    keys: ['5'],
    sizes: THREE,
  },
  {
    name: 'search',
    heading: 'Search',
    title: 'A search over all that is recorded',
    text: 'Over all texts; Enter opens a hit in its place.',
    keys: ['6', 'transaction'],
    sizes: THREE,
  },
  {
    name: 'lessons',
    heading: 'Lessons',
    title: 'The list of lessons',
    text: `What was learnt: list, search, read, \`+\` adds one (also from a call that failed), \`e\`
      edits it in your editor.`,
    keys: ['7'],
    sizes: THREE,
  },
  {
    name: 'workflows',
    heading: 'Workflows',
    title: 'States and transitions of tasks',
    text: 'States, transitions and checkpoints of every task in the store, the sessions included.',
    keys: ['8'],
    sizes: THREE,
  },
  {
    name: 'health',
    heading: 'Health',
    title: 'How the recorder is doing',
    text: `The recorder itself: where hooks are installed and whether events arrive, the time they
      add, the size of the database, what waits, backups and checks, and what to do when something
      is wrong.`,
    keys: ['9'],
    sizes: THREE,
  },
  {
    name: 'first-start',
    heading: 'The first start',
    title: 'What one can do while nothing is recorded',
    text: 'Nothing is recorded yet: what one can do about it, each with one key.',
    on: 'empty',
    keys: [],
    sizes: THREE,
  },
  {
    name: 'palette',
    heading: 'Commands by name',
    title: 'The palette of commands',
    text: 'The colon finds a command by its name, and says its key.',
    keys: [':', 'so'],
    sizes: MIDDLE,
  },
  {
    name: 'help',
    heading: 'Keys',
    title: 'The keys of a screen',
    text: 'The question mark shows the keys of the screen that one sees.',
    keys: ['?'],
    sizes: MIDDLE,
  },
  {
    name: 'light',
    heading: 'On a light background',
    title: 'The list of sessions on a light background',
    text: `Themes: dark, light, high contrast and without colours (\`NO_COLOR\`), chosen by the
      terminal's background or with \`inspector.theme\`.`,
    keys: ['a'],
    env: { COLORFGBG: '0;15' },
    light: true,
    sizes: MIDDLE,
  },
  {
    name: 'ascii',
    heading: 'In ASCII',
    title: 'The list of sessions with ASCII glyphs and without colours',
    text: 'Where the terminal knows no Unicode (or `inspector.glyphs` is `ascii`), and without colours.',
    keys: ['a'],
    env: { LANG: 'C', LC_ALL: 'C', NO_COLOR: '1' },
    sizes: MIDDLE,
  },
  {
    name: 'demo-sessions',
    heading: 'The demo',
    title: 'The list of sessions in the demo',
    text: '`spoor demo` plays back a session of Claude Code and shows it.',
    args: ['demo'],
    on: 'empty',
    first: /in all/,
    keys: [],
    sizes: MIDDLE,
  },
  {
    name: 'demo-session',
    heading: "The demo's session",
    title: 'The session of the demo',
    text: 'Two turns, two subagents, a command that failed.',
    args: ['demo'],
    on: 'empty',
    first: /in all/,
    keys: ['Enter', /TURNS/],
    sizes: MIDDLE,
  },
];
