import type { SessionLabel, UsageGrouping, UsageReport } from '@spoor/storage';
import { distinctModelNames, distinctProjectNames } from '../../present/project-name.js';
import { excerpt, oneLine, safeText } from '../../present/safe-text.js';
import { sessionAbout } from '../../present/session-about.js';
import { shortIdLength } from '../output/short-ids.js';

const NAMELESS: Readonly<Partial<Record<UsageGrouping, string>>> = {
  project: '(no project)',
  model: '(no model)',
  agent: '(no type)',
};

/** How the rows of a report are called: as short as they can be told apart. */
export function rowNames({ by, rows }: UsageReport): (key: string | null) => string {
  const short = shortening(
    by,
    rows.flatMap(({ key }) => key ?? []),
  );
  return (key) => (key === null ? (NAMELESS[by] ?? '–') : safeText(excerpt(short(key), 400)));
}

function shortening(by: UsageGrouping, keys: readonly string[]): (key: string) => string {
  if (by === 'project') return distinctProjectNames(keys);
  if (by === 'model') return distinctModelNames(keys);
  const length = by === 'session' ? shortIdLength(keys) : Number.POSITIVE_INFINITY;
  return (key) => key.slice(0, length);
}

/** What a session of a report is about. */
export function aboutText(label: SessionLabel | undefined): string {
  const about = label === undefined ? null : sessionAbout(label);
  return oneLine(about ?? '', 400);
}
