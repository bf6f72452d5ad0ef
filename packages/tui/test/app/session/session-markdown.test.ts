import { join } from 'node:path';
import { SpoorDatabase } from '@spoor/storage';
import { expect, it } from 'vitest';
import { sessionMarkdownAction } from '../../../src/app/live/actions/session-markdown.js';
import { callRecord, putSession, sessionRecord, turnRecord } from '../records.js';
import { scratchFolder } from '../scratch.js';

it('lays a session out as Markdown, and says when there is none', () => {
  const databasePath = join(scratchFolder(), 'spoor.db');
  const db = new SpoorDatabase({ path: databasePath });
  putSession(db, sessionRecord('s', { title: 'Fix *it*' }), {
    turns: [turnRecord('s', 't', { prompt: 'Please do' })],
    calls: [callRecord('s', 'c', { traceId: 't', summary: 'pnpm test' })],
  });
  db.close();
  const context = { databasePath, spoolDirs: [] };
  const text = sessionMarkdownAction(context, { id: 's' });
  expect(text).toMatch(/^# Fix \\\*it\\\*\n/);
  expect(text).toContain('> Please do');
  expect(text).toMatch(/- \*\*Bash\*\* `pnpm test` – done, 1\.0s\n$/);
  expect(sessionMarkdownAction(context, { id: 'gone' })).toBeNull();
});
