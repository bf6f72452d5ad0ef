import type { SpoorDatabase } from '@spoor/storage';
import type { Screen } from '../../../src/app/state/screen.js';
import { aroundOf, ScreenWalk } from '../../app/walk-screen.js';
import { NOW } from './corpus.js';

/** Wide and high enough for every column and row. */
const COLUMNS = 400;
const ROWS = 300;

/** A screen on a database, all that it asked answered, with room for everything. */
export function opened(db: SpoorDatabase, screen: Screen, nowMs = NOW): ScreenWalk {
  return new ScreenWalk(db, screen, aroundOf(COLUMNS, ROWS, nowMs)).answered();
}

/** The screen that a command opens. */
export function openedBy(db: SpoorDatabase, walk: ScreenWalk, command: string): ScreenWalk {
  walk.press(command);
  const effect = walk.effects.findLast(({ type }) => type === 'open');
  if (effect?.type !== 'open') throw new Error(`${command} opens nothing`);
  return opened(db, effect.screen, walk.around.nowMs);
}

/** What the cells of a table say, row by row, by the titles of columns that are flush right. */
export function cellsOf(
  walk: ScreenWalk,
  titles: readonly string[],
  isRow: (line: string) => boolean = (line) => line.trim() !== '',
): Record<string, string>[] {
  const lines = walk.text();
  const top = lines.findIndex((line) => titles.every((title) => line.includes(title)));
  const head = lines[top];
  if (head === undefined) throw new Error(`no table has ${titles.join(', ')}:\n${lines[1]}`);
  const end = lines.findIndex((line, row) => row > top && !isRow(line));
  const rows = lines.slice(top + 1, end < 0 ? undefined : end);
  return rows.map((line) => ({
    line,
    ...Object.fromEntries(titles.map((title) => [title, cellBelow(head, title, line)])),
  }));
}

/** What ends where a title ends; the arrow of the order is part of the title. */
function cellBelow(head: string, title: string, line: string): string {
  const place = new RegExp(`(?<!\\S)${title}[↑↓]?(?= |$)`).exec(head);
  if (place === null) throw new Error(`no column is called ${title}: ${head}`);
  const end = place.index + place[0].length;
  return /\S*(?: [%B])?$/.exec(line.slice(0, end))?.[0] ?? '';
}
