import { join } from 'node:path';
import type { Attack, Outcome, Scale } from '../attack.ts';
import { askedCommands } from '../support/asked-commands.ts';
import { documentedCommands } from '../support/commands.ts';
import { driveInspector } from '../support/drive-inspector.ts';
import { harmIn } from '../support/harmless-output.ts';
import {
  type HostilePlace,
  makeHostilePlace,
  removeHostilePlace,
} from '../support/hostile-place.ts';
import { HOSTILE_NAME, HOSTILE_TEXTS } from '../support/hostile-text.ts';
import { inParallel } from '../support/in-parallel.ts';
import type { Depth } from '../support/poison.ts';
import { SPOOR_HOOKS } from '../support/programs.ts';
import { runCommand } from '../support/run-command.ts';
import { runHook } from '../support/run-hook.ts';

/** Everything that is shown, of a store in which every text is hostile. */
export const terminalText: Attack = {
  name: 'terminal-text',
  promise: 11,
  does: 'hostile text in every field, name and argument; looks for a byte of it in what is shown',
  run,
};

/** What an attack counts while it goes on. */
interface Count {
  readonly faults: string[];
  readonly depth: Depth;
  columns: number;
  commands: number;
  frames: number;
  bytes: number;
}

async function run(scale: Scale): Promise<Outcome> {
  const counts = await Promise.all(
    (['texts', 'everything'] as const).map((depth) => attackPlace(depth, scale)),
  );
  const sum = (of: (count: Count) => number) =>
    counts.reduce((total, count) => total + of(count), 0);
  return {
    figures: {
      'hostile texts': Object.keys(HOSTILE_TEXTS).length,
      'columns of the database that were poisoned': Math.max(
        ...counts.map(({ columns }) => columns),
      ),
      'commands and hooks run': sum(({ commands }) => commands),
      'keys pressed in the inspector': sum(({ frames }) => frames),
      'MB of output looked through': (sum(({ bytes }) => bytes) / 1e6).toFixed(1),
    },
    faults: [...new Set(counts.flatMap(({ faults }) => faults))],
  };
}

async function attackPlace(depth: Depth, scale: Scale): Promise<Count> {
  const place = await makeHostilePlace(depth);
  const columns = place.poisonedColumns;
  const count: Count = { faults: [], depth, columns, commands: 0, frames: 0, bytes: 0 };
  try {
    const driving = attackInspector(place, count, scale);
    if (depth === 'texts') await attackHooks(place, count);
    if (depth === 'texts' || scale === 'full') await attackArguments(place, count, scale);
    await attackCommands(place, count, scale);
    await driving;
    return count;
  } finally {
    removeHostilePlace(place);
  }
}

function look(
  count: Count,
  what: string,
  bytes: Buffer,
  where: Parameters<typeof harmIn>[1],
): void {
  count.bytes += bytes.length;
  const harm = harmIn(bytes, where);
  const shown = JSON.stringify(what).slice(0, 120);
  if (harm.length > 0) {
    count.faults.push(
      `${shown} ${where.terminal ? 'on a terminal' : 'in a pipe'}: ${harm.length} times, first ${harm[0]}`,
    );
  }
}

/** A hook's one line on stderr. */
async function attackHooks(place: HostilePlace, count: Count): Promise<void> {
  const inputs = [HOSTILE_NAME, JSON.stringify({ [HOSTILE_NAME]: HOSTILE_NAME }), '{"session_id":'];
  const events = Object.values(HOSTILE_TEXTS)
    .slice(0, 2)
    .map((text) => ({
      session_id: 'real',
      hook_event_name: 'UserPromptSubmit',
      cwd: place.project,
      transcript_path: `${place.project}/${text}`,
      prompt: text,
    }));
  for (const input of [...inputs, ...events]) {
    for (const env of [
      {},
      { SPOOR_DATA_DIR: `${place.databasePath}/${HOSTILE_NAME}`, TMPDIR: '/proc' },
    ]) {
      const { stderr, stdout } = await runHook(place, input, { cwd: place.project, env });
      count.commands += 1;
      look(count, 'hook, stderr', Buffer.from(stderr), { terminal: false });
      if (stdout !== '') count.faults.push('a hook wrote on stdout');
    }
  }
}

/**
 * In full each on a terminal and in a pipe; else each as text once, at one depth and in one of the
 * two places, and some as JSON.
 */
async function attackCommands(place: HostilePlace, count: Count, scale: Scale): Promise<void> {
  const half = count.depth === 'texts' ? 0 : 1;
  const all = askedCommands(place, scale);
  const texts = all.filter((args) => !args.includes('--json'));
  const jsons = all.filter((args) => args.includes('--json'));
  const asked =
    scale === 'full'
      ? all
      : [...jsons.filter((_, i) => i % 6 === half * 3), ...texts.filter((_, i) => i % 2 === half)];
  await inParallel(asked, 2, async (args, index) => {
    const terminals = scale === 'full' ? [true, false] : [index % 2 === 0];
    for (const terminal of terminals) await runOne(place, count, args, terminal);
  });
}

/** Arguments and values of options that no command can do anything with. */
async function attackArguments(place: HostilePlace, count: Count, scale: Scale): Promise<void> {
  const calls = documentedCommands().flatMap(({ words, needs, options }) => [
    [...words, HOSTILE_NAME, HOSTILE_NAME, HOSTILE_NAME],
    [...words, `--${HOSTILE_NAME}`],
    ...options
      .filter(({ takesValue }) => takesValue)
      .map(({ name }) => [
        ...words,
        ...Array.from({ length: needs }, () => HOSTILE_NAME),
        ...(words[1] === 'install' || words[1] === 'uninstall' ? ['--dry-run'] : []),
        name,
        name === '--output' || name === '--settings' ? `/dev/null/${HOSTILE_NAME}` : HOSTILE_NAME,
      ]),
  ]);
  const some = [[HOSTILE_NAME], ['help', HOSTILE_NAME], [`--${HOSTILE_NAME}`], ...calls];
  const chosen = some.filter((_, index) => scale === 'full' || index % 18 === 0);
  await inParallel(chosen, 2, async (args, index) => runOne(place, count, args, index % 2 === 0));
}

async function runOne(
  place: HostilePlace,
  count: Count,
  args: readonly string[],
  terminal: boolean,
): Promise<void> {
  const hooks = args[0] === 'spoor-hooks';
  const { stdout, stderr } = await runCommand(place, hooks ? args.slice(1) : args, {
    cwd: place.project,
    ...(hooks ? { program: SPOOR_HOOKS } : {}),
    // Questions are answered: the end of the keys comes before a question does, and isn't seen then.
    ...(terminal ? { terminal: { columns: 80, rows: 24 }, input: 'n\n' } : {}),
    // It follows what is recorded for as long as it is let.
    ...(args[1] === 'tail' ? { timeoutMs: 3_000 } : {}),
  });
  count.commands += 1;
  const what = (hooks ? '' : 'spoor ') + args.map((word) => word.slice(0, 30)).join(' ');
  look(count, what, withoutOwnPath(place, args, stdout, terminal), {
    terminal,
    table: args.includes('csv'),
  });
  look(count, `${what}, stderr`, stderr, { terminal: false });
  if (/unexpected error|at file:|node:internal/.test(`${stdout}${stderr}`)) {
    count.faults.push(
      `${JSON.stringify(what)} ended unexpectedly: ${JSON.stringify(`${stdout}${stderr}`.slice(0, 300))}`,
    );
  }
}

/** A script gets the path of a file exactly as it is: it is the user's own, and nothing recorded. */
function withoutOwnPath(
  place: HostilePlace,
  args: readonly string[],
  stdout: Buffer,
  terminal: boolean,
): Buffer {
  const path =
    args.join(' ') === 'db path'
      ? place.databasePath
      : join(place.home, '.config/spoor/config.json');
  if (terminal || args[1] !== 'path' || args.length > 2) return stdout;
  return Buffer.from(stdout.toString().replace(path, ''));
}

async function attackInspector(place: HostilePlace, count: Count, scale: Scale): Promise<void> {
  const sizes = [
    { columns: 80, rows: 24 },
    { columns: 200, rows: 60 },
  ];
  const chosen =
    scale === 'full' ? sizes : sizes.filter((_, i) => (i === 0) === (count.depth === 'texts'));
  for (const size of chosen) {
    const { bytes, keys } = await driveInspector(place, size, scale);
    count.frames += keys;
    // Without what was seen of it, nothing is said of how it was shown.
    const seen = ['␛[51m', '\\u{9B}6n', '\\u{202E}', '\\u{E0041}'];
    if (!seen.every((standIn) => bytes.includes(standIn))) {
      count.faults.push(`the inspector showed nothing of the texts at ${size.columns} columns`);
    }
    look(count, `the inspector at ${size.columns}×${size.rows}`, bytes, {
      terminal: true,
      copied: true,
    });
  }
}
