import { bindingsIn } from '../../src/app/keys/bindings.js';
import type { InspectorState } from '../../src/app/state/inspector-state.js';
import { queriesOf } from '../../src/app/state/reduce.js';
import { scopesOf } from '../../src/app/state/scopes.js';
import { topScreen } from '../../src/app/state/surroundings.js';
import { TABS } from '../../src/app/state/tabs.js';
import type { Drive } from './drive.js';

/** Where one is: the screen and what lies over it, which keys work, what is asked for it. */
function placeOf(state: InspectorState): string {
  const over = state.overlay === null ? '' : ` ${state.overlay.kind}`;
  const kinds = new Set(queriesOf(state).map(({ kind }) => kind));
  return `${topScreen(state).id}${over} [${scopesOf(state).join(' ')}] ${[...kinds].join(' ')}`;
}

/**
 * Goes wherever keys lead, from every main screen on: a screen that is added to them, or that
 * opens from one of them, is found by itself.
 * @param seen is told of each state that is new in kind, and of what each key made of it.
 */
export function explore(drive: Drive, seen: (place: string, key: string | null) => void): void {
  const places = new Set<string>();
  const left: InspectorState[] = [];
  const arrive = (key: string | null): void => {
    const place = placeOf(drive.state);
    seen(place, key);
    if (places.has(place)) return;
    places.add(place);
    left.push(drive.state);
  };
  const beginning = drive.state;
  for (const { key } of TABS) {
    drive.return(beginning).press(key);
    arrive(null);
    // What opens from the first line need not be what opens from the others.
    for (let line = 0; line < LINES; line += 1) {
      const here = drive.state;
      drive.press('enter');
      arrive('enter');
      drive.return(here);
      drive.press('down');
    }
  }
  for (let from = left.pop(); from !== undefined; from = left.pop()) {
    for (const keys of [...keysIn(from).map((key) => [key]), ['G', 'enter'], ['G', 'space']]) {
      drive.return({ ...from, quit: false }).press(...keys);
      arrive(keys.join(' '));
    }
    // What is typed is looked for after a moment.
    drive.return(from).act({ type: 'paste', text: 'text' });
    drive.act({ type: 'tick', nowMs: drive.state.nowMs + 5_000 });
    arrive('a pasted text');
    drive.press('enter');
    arrive('a pasted text and enter');
  }
  drive.return(beginning);
}

const LINES = 12;

/** A key for each command, and some that are text. */
function keysIn(state: InspectorState): string[] {
  const commands = bindingsIn(scopesOf(state)).flatMap(({ keys }) => keys.slice(0, 1));
  return [...new Set([...commands, 'enter', 'down', 'a'])];
}
