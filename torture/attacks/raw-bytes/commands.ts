import { join } from 'node:path';
import { openInspector } from '../../support/open-inspector.ts';
import type { Place } from '../../support/place.ts';
import { runSpoor } from '../../support/run-spoor.ts';
import type { Poison } from './poison.ts';
import type { Printed } from './sources.ts';

/** Gives secrets to the commands that take text. */
export async function tellCommands(place: Place, poison: Poison): Promise<Printed> {
  const text = () => poison.text();
  const calls = [
    [
      'lessons',
      'add',
      '--title',
      text(),
      '--summary',
      text(),
      '--category',
      'bug',
      '--tag',
      text(),
    ],
    ['lessons', 'search', text()],
    ['sessions', 'rename', 'stored-0', text()],
    ['sessions', 'show', text()],
    ['search', text()],
    ['audit', 'list', '--text', text()],
    ['counters', 'get', text(), text()],
    ['counters', 'reset', text(), text()],
    ['forget', '--yes', text()],
    ['db', 'restore', '--yes', poison.word()],
    ['config', 'get', text()],
    ['config', 'set', text(), 'x'],
    ['config', 'set', 'recorder.deadlineMs', text()],
    ['pause', '--for', text()],
    ['stats', '--since', text()],
    ['export', '--output', `/nowhere/${poison.line()}/x.jsonl`],
    ['import', `/nowhere/${poison.line()}`],
    [poison.line()],
    [`--${poison.line()}`],
  ];
  return runAll(place, calls);
}

/** Every command that shows what is kept, for people and as JSON. */
export async function readCommands(place: Place): Promise<Printed> {
  const calls = [
    ['sessions', 'list', '--limit', '500'],
    ['sessions', 'show', 'stored-0'],
    ['agents'],
    ['tools'],
    ['stats'],
    ['failures'],
    ['lessons', 'list'],
    ['counters', 'list'],
    ['audit', 'list', '--limit', '500'],
    ['audit', 'summary'],
    ['db', 'status'],
    ['db', 'check', '--deep'],
    ['config', 'list'],
    ['search', 'first'],
  ];
  return runAll(place, [...calls, ...calls.map((call) => [...call, '--json'])]);
}

/** Writes all that leaves the store: a backup, exports as lines and as a table. */
export async function writeCopies(place: Place): Promise<Printed> {
  const out = (name: string) => join(place.home, name);
  return runAll(place, [
    ['db', 'backup', '--output', out('backup.db')],
    ['db', 'backup'],
    ['export', '--output', out('all.jsonl')],
    ['audit', 'export', '--format', 'csv', '--output', out('audit.csv')],
    ['audit', 'export', '--format', 'json', '--output', out('audit.json')],
  ]);
}

/** What the inspector shows of all that: each screen, and what it opens. */
export async function showInspector(place: Place): Promise<Printed> {
  const terminal = openInspector(place, { columns: 200, rows: 60 });
  const frames: Printed = [];
  const see = async (name: string, ...keys: string[]) => {
    if (keys.length > 0) terminal.type(...keys);
    frames.push({ name: `inspector: ${name}`, text: await terminal.settled() });
  };
  try {
    await see('start');
    for (const screen of ['1', '2', '3', '4', '5', '6', '7', '8', '9']) {
      await see(`screen ${screen}`, screen);
      if (screen === '6') {
        await see('search', 'f', 'i', 'r', 's', 't', 'Enter');
        terminal.type('Escape');
      }
      await see(`screen ${screen} opened`, 'Enter');
      for (let n = 0; n < 2; n++) await see(`screen ${screen} opened further`, 'Down', 'Enter');
      terminal.type('Escape', 'Escape', 'Escape');
    }
    terminal.type('1');
    await see('conversation', 'c');
    await see('end of the conversation', 'G');
  } finally {
    terminal.close();
  }
  return frames;
}

/** Two at a time: most of a command is its start. */
async function runAll(place: Place, calls: readonly (readonly string[])[]): Promise<Printed> {
  const printed: Printed = [];
  const waiting = [...calls];
  const runNext = async (): Promise<void> => {
    for (let args = waiting.shift(); args !== undefined; args = waiting.shift()) {
      const { stdout, stderr } = await runSpoor(place, args);
      printed.push({ name: `spoor ${args[0]} ${args[1] ?? ''}`, text: stdout + stderr });
    }
  };
  await Promise.all([runNext(), runNext()]);
  return printed;
}
