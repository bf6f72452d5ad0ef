import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { exportRows, type ImportOptions, importRows, SpoorDatabase } from '../../src/index.js';
import { dump } from './dump.js';
import { contents, fill } from './fill.js';

const HEADER = '{"spoor":"export","version":1,"schema":2,"exportedAt":"x","sessions":0}';
const TIME = '2026-11-21T09:00:00.000Z';

async function* bytesOf(...chunks: (string | Uint8Array)[]) {
  for (const chunk of chunks) yield Buffer.from(chunk);
}

async function importLines(lines: readonly string[], options: ImportOptions = {}) {
  const db = new SpoorDatabase({ inMemory: true });
  const report = await importRows(db, bytesOf(`${[HEADER, ...lines].join('\n')}\n`), options);
  const rows = dump(db);
  db.close();
  return { report, rows };
}

function session(fields: object): string {
  return JSON.stringify({
    table: 'sessions',
    row: { id: 's1', started_at: TIME, last_activity_at: TIME, ...fields },
  });
}

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

/** Bytes of buffers that something still holds. What one collection finds dead, the next has freed. */
function heldBytes(): number {
  collectGarbage();
  collectGarbage();
  return process.memoryUsage().arrayBuffers;
}

describe('what is no export', () => {
  it.each([
    '',
    '\n',
    'hello\n',
    '[]\n',
    '{}\n',
    '{"spoor":"export"}\n',
    '{"spoor":"export","version":"1"}\n',
    '{"spoor":"export","version":0}\n',
    '\u0000\u0001\u0002',
  ])('%j is refused', async (text) => {
    const db = new SpoorDatabase({ inMemory: true });
    await expect(importRows(db, bytesOf(text))).rejects.toMatchObject({ code: 'BAD_FORMAT' });
    db.close();
  });

  it('says that a newer Spoor is needed', async () => {
    const db = new SpoorDatabase({ inMemory: true });
    const newer = bytesOf('{"spoor":"export","version":2}\n');
    await expect(importRows(db, newer)).rejects.toThrow(/update Spoor/);
    db.close();
  });
});

describe('a hostile file', () => {
  it.each([
    ['not JSON', 'not JSON', 'is no JSON object'],
    ['a list', '[1]', 'is no JSON object'],
    ['no row', '{"table":"sessions"}', 'is no row'],
    ['a table that is no text', '{"table":5,"row":{}}', 'is no row'],
    ['no id', session({ id: null }), 'no `id`'],
    ['an empty id', session({ id: '' }), '`id` is no usable id'],
    ['an id of an object', session({ id: {} }), '`id` is no text'],
    ['an endless id', session({ id: 'x'.repeat(2_000) }), '`id` is no usable id'],
    ['a secret as an id', session({ id: `ghp_${'a1B2'.repeat(9)}` }), '`id` holds a secret'],
    ['a needed time that is missing', session({ started_at: undefined }), 'no `started_at`'],
    ['no time', session({ started_at: 'yesterday' }), '`started_at` is no time'],
    ['no day', session({ started_at: '2026-02-99T09:00:00.000Z' }), '`started_at` is no time'],
    ['a number as a text', session({ title: 5 }), '`title` is no text'],
    ['a text as a number', session({ duration_ms: '5' }), '`duration_ms` is no whole number'],
    ['a fraction', session({ duration_ms: 0.5 }), '`duration_ms` is no whole number'],
    ['a huge number', session({ duration_ms: 2 ** 60 }), '`duration_ms` is no whole number'],
    ['no JSON in a column', session({ metadata: '{' }), '`metadata` holds no JSON'],
    ['facts that are no object', session({ facts: 'null' }), '`facts` are none of a recorder'],
    ['a word that the schema refuses', session({ status: 'dancing' }), /^CHECK constraint failed/],
    [
      'evidence of no lesson',
      JSON.stringify({
        table: 'lesson_evidence',
        row: { lesson_id: 'l', session_id: 's', tool_use_id: 't', created_at: TIME },
      }),
      /^FOREIGN KEY constraint failed/,
    ],
  ])('with %s: the line is refused, the others come in', async (_name, line, reason) => {
    const { report, rows } = await importLines([line, session({ id: 'good' })]);
    expect(report).toMatchObject({ new: 1, refused: 1 });
    expect(report.refusals).toEqual([
      { line: 2, reason: typeof reason === 'string' ? reason : expect.stringMatching(reason) },
    ]);
    expect(rows['sessions']).toMatchObject([{ id: 'good' }]);
  });

  it('with tables and columns that nobody knows: counts and leaves them out', async () => {
    const { report, rows } = await importLines([
      '{"table":"spaceships","row":{"id":"x"}}',
      '{"table":"__proto__","row":{"id":"x"}}',
      '{"table":"leases","row":{"name":"x","holder":"x","expires_at":"x"}}',
      session({ warp: 9, constructor: 1 }).replace(
        '"warp"',
        '"__proto__":{"status":"ended"},"warp"',
      ),
    ]);
    expect(report).toMatchObject({ rows: 4, new: 1, refused: 0 });
    expect(report.unknownTables).toEqual(
      Object.fromEntries([
        ['spaceships', 1],
        ['__proto__', 1],
        ['leases', 1],
      ]),
    );
    expect(Object.keys(report.unknownColumns).sort()).toEqual([
      'sessions.__proto__',
      'sessions.constructor',
      'sessions.warp',
    ]);
    expect(rows['sessions']).toMatchObject([{ id: 's1', status: 'active' }]);
  });

  it('with a million names: they are counted under a few', async () => {
    const lines = Array.from({ length: 3_000 }, (_, n) => `{"table":"t${n}","row":{}}`);
    const { report } = await importLines(lines);
    expect(Object.keys(report.unknownTables).length).toBeLessThan(60);
    const counted = Object.values(report.unknownTables).reduce((sum, n) => sum + n, 0);
    expect(counted).toBe(3_000);
  });

  it('with endless lines: they are dropped as they come', async () => {
    const db = new SpoorDatabase({ inMemory: true });
    const chunk = Buffer.alloc(1024 * 1024, 'x');
    let most = 0;
    async function* endless() {
      yield Buffer.from(`${HEADER}\n${session({})}\n{"table":"`);
      for (let n = 0; n < 300; n++) {
        yield chunk;
        if (n % 50 === 49) most = Math.max(most, heldBytes());
      }
      yield Buffer.from(`"}\n${session({ id: 's2' })}\n`);
    }
    const before = heldBytes();
    const report = await importRows(db, endless(), { maxLineBytes: 4 * 1024 * 1024 });
    expect(report).toMatchObject({ lines: 4, new: 2, refused: 1 });
    expect(report.refusals).toEqual([{ line: 3, reason: 'is too long' }]);
    expect(most - before).toBeLessThan(40 * 1024 * 1024);
    db.close();
  });

  it('with depth: it is flattened as everywhere', async () => {
    const deep = `${'['.repeat(50_000)}${']'.repeat(50_000)}`;
    const { report, rows } = await importLines([
      session({ metadata: deep }),
      `{"table":"sessions","row":${deep}}`,
      `{"table":"sessions","row":{"id":${deep}}}`,
    ]);
    expect(report).toMatchObject({ new: 1, refused: 2 });
    const [row] = rows['sessions'] as { metadata: string }[];
    expect(row?.metadata).toContain('nested deeper');
  });

  it('with secrets: they stay outside, also behind a name that stands twice', async () => {
    const secret = `ghp_${'a1B2'.repeat(9)}`;
    const { rows } = await importLines([
      session({ title: `token ${secret}`, metadata: `{"a":"${secret}","a":1,"b":"${secret}"}` }),
      JSON.stringify({
        table: 'hook_executions',
        row: { id: 'e1', created_at: TIME, payload_json: JSON.stringify({ password: 'hunter22' }) },
      }),
    ]);
    const text = JSON.stringify(rows);
    expect(text).not.toContain(secret);
    expect(text).not.toContain('hunter22');
    expect(text).toContain('[REDACTED:');
  });

  it('that is cut or was changed is imported as far as it goes, and said to be so', async () => {
    const db = new SpoorDatabase({ inMemory: true });
    fill(db, [['sessions', { id: 's1', started_at: TIME, last_activity_at: TIME }]]);
    let text = '';
    for await (const chunk of exportRows(db)) text += chunk;
    db.close();
    const lines = text.trimEnd().split('\n');
    const end = async (changed: string) => {
      const other = new SpoorDatabase({ inMemory: true });
      const report = await importRows(other, bytesOf(changed));
      other.close();
      return { end: report.end, new: report.new };
    };
    expect(await end(text)).toEqual({ end: 'whole', new: 1 });
    expect(await end(lines.slice(0, -1).join('\n'))).toEqual({ end: 'cut', new: 1 });
    expect(await end(text.replace('"s1"', '"s9"'))).toEqual({ end: 'altered', new: 1 });
    expect(await end([lines[0], lines[2]].join('\n'))).toEqual({ end: 'altered', new: 0 });
    expect(await end(`${text}${session({ id: 's3' })}\n`)).toEqual({ end: 'whole', new: 1 });
  });

  it('of random bytes never does more than to be refused', async () => {
    await fc.assert(
      fc.asyncProperty(
        contents,
        fc.array(fc.tuple(fc.nat(), fc.uint8Array({ minLength: 1, maxLength: 8 })), {
          maxLength: 6,
        }),
        fc.option(fc.nat()),
        async (content, damages, cut) => {
          const db = new SpoorDatabase({ inMemory: true });
          fill(db, content);
          const chunks: string[] = [];
          for await (const chunk of exportRows(db)) chunks.push(chunk);
          let bytes = Buffer.from(chunks.join(''));
          const start = bytes.indexOf('\n') + 1;
          for (const [at, damage] of damages) {
            Buffer.from(damage).copy(bytes, start + (at % (bytes.length - start)));
          }
          if (cut !== null) bytes = bytes.subarray(0, start + (cut % (bytes.length - start)));
          const other = new SpoorDatabase({ inMemory: true });
          const report = await importRows(other, bytesOf(bytes));
          expect(report.new + report.merged + report.known + report.refused).toBeGreaterThanOrEqual(
            0,
          );
          expect(other.getDb().pragma('integrity_check', { simple: true })).toBe('ok');
          expect(other.getDb().pragma('foreign_key_check')).toEqual([]);
          const before = dump(other);
          await importRows(other, bytesOf(bytes));
          expect(dump(other)).toEqual(before);
          db.close();
          other.close();
        },
      ),
      { numRuns: 25 },
    );
  });

  it('that is compressed and cut is imported as far as it goes', async () => {
    const { gzipSync } = await import('node:zlib');
    const lines = Array.from({ length: 2_000 }, (_, n) =>
      session({ id: `s${n}`, title: `${n * n}` }),
    );
    const packed = gzipSync(`${[HEADER, ...lines].join('\n')}\n`);
    const db = new SpoorDatabase({ inMemory: true });
    const report = await importRows(db, bytesOf(packed.subarray(0, packed.length / 2)));
    expect(report.end).toBe('cut');
    expect(report.new).toBeGreaterThan(100);
    expect(report.refusals.at(-1)?.reason).toContain('compressed');
    db.close();
  });
});

describe('rows that are here already', () => {
  const both = async (mine: string, theirs: string, table: string) => {
    const { rows } = await importLines([mine, theirs]);
    return rows[table];
  };

  it('keep the later of two tellings, and the name that the user gave here', async () => {
    const early = session({ title: 'early', name: 'mine', user_renamed: 1, git_branch: 'main' });
    const late = session({
      title: 'late',
      name: 'theirs',
      user_renamed: 1,
      last_activity_at: '2026-11-21T10:00:00.000Z',
      status: 'ended',
    });
    const merged = { title: 'late', status: 'ended', git_branch: 'main' };
    expect(await both(early, late, 'sessions')).toMatchObject([{ ...merged, name: 'mine' }]);
    expect(await both(late, early, 'sessions')).toMatchObject([{ ...merged, name: 'theirs' }]);
  });

  it('keep what events told of above what none did, however late that is', async () => {
    const told = session({ title: 'told', facts: '{"first":"x"}' });
    const made = session({
      title: 'made',
      git_branch: 'b',
      last_activity_at: '2026-11-22T10:00:00.000Z',
    });
    const expected = [{ title: 'told', git_branch: 'b', facts: '{"first":"x"}' }];
    expect(await both(told, made, 'sessions')).toMatchObject(expected);
    expect(await both(made, told, 'sessions')).toMatchObject(expected);
  });

  it('take what is missing here: a payload that upkeep had removed', async () => {
    const event = (fields: object) =>
      JSON.stringify({ table: 'hook_executions', row: { id: 'e', created_at: TIME, ...fields } });
    const merged = await both(
      event({ cwd: '/a' }),
      event({ cwd: '/b', payload_json: '{"a":1}' }),
      'hook_executions',
    );
    expect(merged).toMatchObject([{ cwd: '/a', payload_json: '{"a":1}' }]);
  });

  it('never count down', async () => {
    const counter = (value: number, updated_at: string) =>
      JSON.stringify({ table: 'counters', row: { scope: 'global', name: 'n', value, updated_at } });
    const later = '2026-11-21T10:00:00.000Z';
    expect(await both(counter(7, TIME), counter(3, later), 'counters')).toMatchObject([
      { value: 7 },
    ]);
    expect(await both(counter(3, later), counter(7, TIME), 'counters')).toMatchObject([
      { value: 7 },
    ]);
  });

  it('of a fork leave the figures with the session that started first', async () => {
    const usage = (session_id: string) =>
      JSON.stringify({
        table: 'token_usage',
        row: {
          message_id: 'm',
          session_id,
          trace_id: `${session_id}:p`,
          output_tokens: 5,
          timestamp: TIME,
        },
      });
    const sessions = [
      session({ id: 'fork', started_at: '2026-11-21T09:30:00.000Z' }),
      session({ id: 'origin' }),
    ];
    for (const order of [
      ['fork', 'origin'],
      ['origin', 'fork'],
    ]) {
      const { rows } = await importLines([...sessions, ...order.map(usage)]);
      expect(rows['token_usage']).toMatchObject([{ session_id: 'origin', trace_id: 'origin:p' }]);
    }
  });
});

describe('a trial', () => {
  it('changes nothing and tells the same', async () => {
    const lines = [
      session({}),
      session({ id: 's2' }),
      JSON.stringify({
        table: 'lessons',
        row: {
          id: 'l',
          category: 'bug',
          title: 't',
          summary: 's',
          created_at: TIME,
          updated_at: TIME,
        },
      }),
      JSON.stringify({
        table: 'lesson_evidence',
        row: { lesson_id: 'l', session_id: 's1', tool_use_id: 't', created_at: TIME },
      }),
      'bad',
    ];
    const tried = await importLines(lines, { dryRun: true });
    expect(Object.values(tried.rows).flat()).toEqual([]);
    const done = await importLines(lines);
    expect({ ...tried.report, dryRun: false }).toEqual(done.report);
  });
});
