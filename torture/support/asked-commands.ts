import { join } from 'node:path';
import type { Scale } from '../attack.ts';
import type { HostilePlace } from './hostile-place.ts';
import { HOSTILE_NAME } from './hostile-text.ts';
import { read } from './kept.ts';

/** Commands that show what is recorded, each in all its forms; those that change things come last. */
export function askedCommands(place: HostilePlace, scale: Scale): string[][] {
  // A process can't be given a NUL.
  return allCommands(place, scale).filter((args) => !args.some((word) => word.includes('\0')));
}

function allCommands(place: HostilePlace, scale: Scale): string[][] {
  const sessions = read<{ id: string }>(place.databasePath, 'SELECT id FROM sessions').map(
    ({ id }) => id,
  );
  const lessons = read<{ id: string }>(place.databasePath, 'SELECT id FROM lessons').map(
    ({ id }) => id,
  );
  const counters = read<{ scope: string; name: string }>(
    place.databasePath,
    'SELECT scope, name FROM counters',
  );
  const few = <T>(all: readonly T[]) =>
    scale === 'full' ? all : all.filter((_, i) => i % 7 === 3);
  return [
    ...withJson(['sessions', 'list']),
    ...few(sessions).flatMap((id) => [
      ...withJson(['sessions', 'show', id]),
      ...withJson(['sessions', 'show', id, '--messages']),
      ['sessions', 'show', id, '--markdown'],
    ]),
    ...withJson(['search', 'let']),
    ...withJson(['search', 'harmless', 'wicked']),
    ...withJson(['stats']),
    ...['project', 'model', 'agent', 'tool', 'session', 'day'].flatMap((by) =>
      withJson(['stats', '--by', by]),
    ),
    ...withJson(['agents']),
    ...withJson(['tools']),
    ...withJson(['tools', '--by', 'server']),
    ...withJson(['failures']),
    ...withJson(['lessons', 'list']),
    ...withJson(['lessons', 'search', 'harmless']),
    ...few(lessons).flatMap((id) => withJson(['lessons', 'show', id])),
    ...withJson(['counters', 'list']),
    ...few(counters).flatMap(({ scope, name }) => withJson(['counters', 'get', scope, name])),
    ...withJson(['audit', 'list', '--limit', '500']),
    ...withJson(['audit', 'summary']),
    ...withJson(['audit', 'summary', '--by', 'action']),
    ...withJson(['audit', 'summary', '--by', 'agent']),
    ...['json', 'jsonl', 'csv'].map((format) => ['audit', 'export', '--format', format]),
    ['export'],
    ['export', '--output', join(place.home, HOSTILE_NAME)],
    ['audit', 'export', '--output', join(place.home, `a${HOSTILE_NAME}`)],
    ['db', 'path'],
    ...withJson(['db', 'status']),
    ...withJson(['db', 'backups']),
    ...withJson(['db', 'check']),
    ...withJson(['db', 'cleanup', '--dry-run']),
    ...withJson(['config', 'list']),
    ...withJson(['config', 'path']),
    ...withJson(['config', 'validate']),
    ['config', 'get', 'retention.payloadDays'],
    ['config', 'set', 'retention.payloadDays', HOSTILE_NAME],
    ['config', 'set', 'database.path', `/${HOSTILE_NAME}`],
    ['config', 'set', HOSTILE_NAME, '1'],
    ['hooks', 'status'],
    ['hooks', 'status', '--json'],
    ...withJson(['hooks', 'doctor']),
    ...withJson(['hooks', 'install', '--dry-run']),
    ...withJson(['hooks', 'uninstall', '--dry-run']),
    ['spoor-hooks', 'status'],
    ['spoor-hooks', HOSTILE_NAME],
    ['spoor-hooks', 'install', '--settings', `/dev/null/${HOSTILE_NAME}`],
    ['spoor-hooks', 'install', '--client-version', HOSTILE_NAME],
    ['import', '--dry-run'],
    ['import', join(place.home, HOSTILE_NAME)],
    ['import', '--from', 'payloads', join(place.dataDir, 'spool', '1.json')],
    ['import', '--from', 'state-files', join(place.dataDir, 'spool', '1.json')],
    ['import', join(place.spoolDir, `0${HOSTILE_NAME}.json`)],
    ['db', 'restore', join(place.dataDir, 'backups', `spoor-${HOSTILE_NAME}.db`), '--yes'],
    ['db', 'restore', `/dev/null/${HOSTILE_NAME}`, '--yes'],
    ...few(sessions).map((id) => ['sessions', 'rename', id, HOSTILE_NAME]),
    ...few(sessions).map((id) => ['forget', id, '--dry-run']),
    ...few(lessons).flatMap((id) => [
      ['lessons', 'apply', id],
      ['lessons', 'edit', id],
    ]),
    ['lessons', 'add', '--title', HOSTILE_NAME, '--category', 'bug', '--tag', HOSTILE_NAME],
    ['pause', '--project', '.'],
    ['resume', '--project', '.'],
    ['db', 'backup'],
    ['db', 'maintain', '--force'],
    ['import'],
    ...few(sessions).map((id) => ['sessions', 'delete', id, '--yes']),
    ...few(lessons).map((id) => ['lessons', 'remove', id]),
  ];
}

function withJson(args: string[]): string[][] {
  return [args, [...args, '--json']];
}
