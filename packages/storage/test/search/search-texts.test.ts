import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  indexTexts,
  type SpoorDatabase,
  searchTexts,
  type TextHit,
  type TextSearch,
} from '../../src/index.js';
import { at } from '../support/events.js';
import { temporaryDatabase } from '../support/temporary.js';

const memory = () => temporaryDatabase({ inMemory: true });

function addSession(db: SpoorDatabase, id: string, project = '/p', minute = 0): void {
  db.prepare<unknown[]>(
    'INSERT INTO sessions (id, project_id, started_at, last_activity_at) VALUES (?, ?, ?, ?)',
  ).run(id, project, at(minute), at(minute));
}

let made = 0;

function say(db: SpoorDatabase, content: string, row: Record<string, unknown> = {}): string {
  const values = {
    session_id: 's1',
    id: `m${made++}`,
    type: 'user',
    kind: 'prompt',
    timestamp: at(0),
    content,
    ...row,
  };
  const columns = Object.keys(values);
  db.prepare<object>(
    `INSERT INTO messages (${columns}) VALUES (${columns.map((name) => `@${name}`)})`,
  ).run(values);
  return values.id;
}

function call(db: SpoorDatabase, row: Record<string, unknown>): void {
  const values = {
    session_id: 's1',
    tool_use_id: `c${made++}`,
    tool_name: 'Bash',
    status: 'success',
    started_at: at(0),
    ...row,
  };
  const columns = Object.keys(values);
  db.prepare<object>(
    `INSERT INTO tool_calls (${columns}) VALUES (${columns.map((name) => `@${name}`)})`,
  ).run(values);
}

function ask(db: SpoorDatabase, prompt: string, row: Record<string, unknown> = {}): void {
  const values = { id: `t${made++}`, task_id: 's1', prompt, started_at: at(0), ...row };
  const columns = Object.keys(values);
  db.prepare<object>(
    `INSERT INTO execution_traces (${columns}) VALUES (${columns.map((name) => `@${name}`)})`,
  ).run(values);
}

const find = (db: SpoorDatabase, text: string, more: Partial<TextSearch> = {}) =>
  searchTexts(db, { text, limit: 100, budgetMs: 60_000, ...more }).hits;

const texts = (hits: readonly TextHit[]) => hits.map(({ snippet }) => snippet.text);

const marked = ({ snippet: { text, marks } }: TextHit) =>
  marks.map(([from, to]) => text.slice(from, to));

/** The same before anything is in an index, and after. */
function bothWays(fill: (db: SpoorDatabase) => void, look: (db: SpoorDatabase) => void): void {
  const db = memory();
  fill(db);
  look(db);
  indexTexts(db);
  look(db);
}

describe('a search', () => {
  test('finds prompts, answers, commands and errors, and says where they are', () => {
    bothWays(
      (db) => {
        addSession(db, 's1', '/work');
        say(db, 'please mend the zebra', { id: 'm-1', prompt_id: 'p1' });
        say(db, 'the zebra is mended', { kind: 'answer', timestamp: at(1), agent_id: 'a1' });
        say(db, 'thinking of a zebra', { kind: 'thinking' });
        call(db, { tool_use_id: 'c-1', summary: 'cat zebra.txt', trace_id: 't1' });
        call(db, { summary: 'ls', error: 'no zebra here', status: 'failure', tool_name: 'Read' });
        ask(db, 'another zebra', { id: 'turn' });
      },
      (db) => {
        const hits = find(db, 'zebra');
        expect(hits.map(({ kind }) => kind).sort()).toEqual([
          'answer',
          'command',
          'error',
          'prompt',
          'prompt',
        ]);
        expect(hits.find(({ messageId }) => messageId === 'm-1')).toMatchObject({
          kind: 'prompt',
          at: at(0),
          sessionId: 's1',
          projectId: '/work',
          agentId: null,
          promptId: 'p1',
          toolUseId: null,
          snippet: { text: 'please mend the zebra', marks: [[16, 21]], cutBefore: false },
        });
        expect(hits.find(({ kind }) => kind === 'command')).toMatchObject({
          toolUseId: 'c-1',
          toolName: 'Bash',
          status: 'success',
          traceId: 't1',
          messageId: null,
        });
        expect(hits.find(({ traceId }) => traceId === 'turn')).toMatchObject({ kind: 'prompt' });
        expect(hits.map(marked)).toEqual(hits.map(() => ['zebra']));
      },
    );
  });

  test('keeps to the filters', () => {
    bothWays(
      (db) => {
        addSession(db, 's1', '/one');
        addSession(db, 's2', '/two');
        say(db, 'zebra 1', { timestamp: at(1) });
        say(db, 'zebra 2', { session_id: 's2', kind: 'answer', timestamp: at(2) });
        say(db, 'zebra 3', { kind: 'error', timestamp: at(3) });
        call(db, { summary: 'zebra 4', error: 'zebra 4', started_at: at(4), agent_id: 'a1' });
        call(db, { summary: 'zebra 5', tool_name: 'Grep', started_at: at(5) });
        call(db, { summary: 'none', error: 'zebra 6', tool_name: 'Grep', started_at: null });
        ask(db, 'zebra 7', { started_at: at(7), project_id: '/one' });
        db.getDb().exec(
          `INSERT INTO agent_invocations (id, session_id, agent_id, agent, started_at)
           VALUES ('i', 's1', 'a1', 'Explore', '')`,
        );
      },
      (db) => {
        const numbers = (filter: Partial<TextSearch>) =>
          texts(find(db, 'zebra', filter))
            .map((text) => text.slice(-1))
            .sort()
            .join('');
        expect(numbers({})).toBe('1234567');
        expect(numbers({ sessionId: 's1' })).toBe('134567');
        expect(numbers({ sessionId: 's9' })).toBe('');
        expect(numbers({ projectId: '/two' })).toBe('2');
        expect(numbers({ projectId: '/one' })).toBe('134567');
        expect(numbers({ toolName: 'grep' })).toBe('56');
        expect(numbers({ kinds: ['prompt'] })).toBe('17');
        expect(numbers({ kinds: ['answer', 'command'] })).toBe('245');
        expect(numbers({ kinds: ['error'] })).toBe('346');
        expect(numbers({ kinds: ['prompt'], toolName: 'Bash' })).toBe('');
        expect(numbers({ kinds: [] })).toBe('');
        expect(numbers({ agent: 'Explore' })).toBe('4');
        expect(numbers({ agent: 'main' })).toBe('123567');
        expect(numbers({ since: at(3) })).toBe('3457');
        expect(numbers({ until: at(3) })).toBe('123');
        expect(numbers({ since: at(2), until: at(4), sessionId: 's1' })).toBe('34');
      },
    );
  });

  test('wants all words, the last one at least begun, and what is quoted as it is', () => {
    bothWays(
      (db) => {
        say(db, 'the quick brown fox');
        say(db, 'brown, quick!');
        say(db, 'quicksilver');
        say(db, 'Crème brûlée');
      },
      (db) => {
        const found = (text: string) => texts(find(db, text)).sort();
        expect(found('quick brown')).toEqual(['brown, quick!', 'the quick brown fox']);
        expect(found('brown quick')).toEqual(['brown, quick!', 'the quick brown fox']);
        expect(found('"quick brown"')).toEqual(['the quick brown fox']);
        expect(found('quick-brown')).toEqual(['the quick brown fox']);
        expect(found('quick')).toHaveLength(3);
        expect(found('"quick"')).toHaveLength(2);
        expect(found('quick silver')).toEqual([]);
        expect(found('creme BRULEE')).toEqual(['Crème brûlée']);
        expect(found('quick nothing')).toEqual([]);
        expect(find(db, 'fox the').map(marked)).toEqual([['the', 'fox']]);
        expect(find(db, 'brule').map(marked)).toEqual([['brûlée']]);
      },
    );
  });

  test('takes nothing for syntax', () => {
    const hostile = [
      'NEAR(a b)',
      'a AND b',
      'OR NOT',
      'content: x',
      '{summary} : y',
      'x* ^y',
      '-minus +plus',
      'unfinished "quote',
      "it's; DROP TABLE messages",
      '100% _sure_ \\o/',
      'a""b',
      '(((',
      '"',
      '""',
      '*',
    ];
    bothWays(
      (db) => {
        for (const text of hostile) say(db, text);
      },
      (db) => {
        for (const text of hostile) expect(texts(find(db, text)), text).toContain(text);
      },
    );
  });

  test('finds what the index can not split: other scripts, emoji', () => {
    bothWays(
      (db) => {
        say(db, '請修正版本號碼');
        say(db, 'done ✅ 🎉 party');
        say(db, 'שלום עולם');
        call(db, { summary: 'echo 版本', error: null });
        ask(db, '中版本文');
      },
      (db) => {
        const found = (text: string) => texts(find(db, text)).sort();
        expect(found('版本')).toEqual(['echo 版本', '中版本文', '請修正版本號碼']);
        expect(found('✅ party')).toEqual(['done ✅ 🎉 party']);
        expect(found('🎉')).toEqual(['done ✅ 🎉 party']);
        expect(found('עולם')).toEqual(['שלום עולם']);
        expect(found('echo 版本')).toEqual(['echo 版本']);
        expect(find(db, '版本', { kinds: ['error'] })).toEqual([]);
        expect(find(db, '版本').map(marked)).toEqual([['版本'], ['版本'], ['版本']]);
      },
    );
  });

  test('cuts a text of a megabyte around what was looked for', () => {
    bothWays(
      (db) => {
        say(db, `${'filler words 🎉 '.repeat(40_000)}the needle${' more of it'.repeat(40_000)}`);
        say(db, `a\0needle`);
      },
      (db) => {
        const [long, short] = find(db, 'needle').toSorted(
          (a, b) => b.snippet.text.length - a.snippet.text.length,
        );
        expect(long?.snippet.text.length).toBeLessThan(300);
        expect(long === undefined ? [] : marked(long)).toEqual(['needle']);
        expect(long?.snippet).toMatchObject({ cutBefore: true, cutAfter: true });
        expect(short?.snippet.text).toBe('a\0needle');
      },
    );
  });

  test('gives the best first, of equally good ones the latest, or the latest first', () => {
    const db = memory();
    say(db, `zebra ${'and so on '.repeat(60)}`, { id: 'long', timestamp: at(9) });
    say(db, 'zebra zebra', { id: 'best', timestamp: at(1) });
    say(db, 'a zebra', { id: 'old', timestamp: at(2) });
    say(db, 'a zebra', { id: 'new', timestamp: at(3) });
    for (let n = 0; n < 30; n++) say(db, 'something else');
    indexTexts(db);
    const ids = (more: Partial<TextSearch>) =>
      find(db, 'zebra', more).map(({ messageId }) => messageId);
    expect(ids({})).toEqual(['best', 'new', 'old', 'long']);
    expect(ids({ sort: 'time' })).toEqual(['long', 'new', 'old', 'best']);
    expect(find(db, 'zebra')[0]?.score).toBe(1);
    expect(searchTexts(db, { text: 'zebra', limit: 2 })).toMatchObject({ more: true });
    expect(searchTexts(db, { text: 'zebra', limit: 4 })).toMatchObject({
      more: false,
      complete: true,
    });
  });

  test('weighs those recorded last of very many, and says so', () => {
    const db = memory();
    db.transaction(() => {
      for (let n = 0; n < 700; n++) say(db, `zebra ${n}`, { timestamp: at(n) });
    });
    indexTexts(db);
    const { hits, more, complete } = searchTexts(db, { text: 'zebra', sort: 'time', limit: 3 });
    expect(texts(hits)).toEqual(['zebra 699', 'zebra 698', 'zebra 697']);
    expect([more, complete]).toEqual([true, false]);
    expect(find(db, 'zebra 5', { limit: 1 }).map(({ snippet }) => snippet.text)).toHaveLength(1);
  });

  test('stops when its time is up', () => {
    const db = memory();
    db.transaction(() => {
      for (let n = 0; n < 300; n++) say(db, `zebra ${n}`);
    });
    for (const text of ['zebra', '版']) {
      expect(searchTexts(db, { text, budgetMs: -1 }), text).toMatchObject({ complete: false });
    }
  });

  test('tells a message once that a fork has too, where it was said first', () => {
    bothWays(
      (db) => {
        addSession(db, 's1', '/p', 1);
        addSession(db, 'fork', '/q', 2);
        say(db, 'zebra', { session_id: 'fork', id: 'same' });
        say(db, 'zebra', { session_id: 's1', id: 'same' });
      },
      (db) => {
        const sessions = (more: Partial<TextSearch>) =>
          find(db, 'zebra', more).map(({ sessionId }) => sessionId);
        expect(sessions({})).toEqual(['s1']);
        expect(sessions({ sessionId: 'fork' })).toEqual(['fork']);
        expect(sessions({ projectId: '/q' })).toEqual(['fork']);
      },
    );
  });

  test('tells a prompt once that hooks and the transcript told of', () => {
    bothWays(
      (db) => {
        say(db, '  look for the zebra\n');
        ask(db, 'look for the zebra');
        ask(db, 'look for the zebra', { task_id: 's2' });
        ask(db, 'told by both: zebra', { origin: 'both' });
      },
      (db) => {
        expect(find(db, 'zebra').map(({ sessionId }) => sessionId)).toEqual(['s1', 's2']);
      },
    );
  });

  test('refuses an empty text', () => {
    for (const text of ['', ' \n', '\0']) {
      expect(() => searchTexts(memory(), { text })).toThrow(
        expect.objectContaining({ code: 'INVALID' }),
      );
    }
  });
});

describe('whatever is stored', () => {
  const word = fc.stringMatching(/^[\p{L}\p{N}]{1,8}$/u);
  const piece = fc.oneof(
    word,
    fc.constantFrom('AND', 'NEAR(', '"', '*', '-x', 'a:b', '版本', '✅', 'é', '\0', "'", '‮'),
    fc.string({ unit: 'binary', maxLength: 6 }).map((text) => text.toWellFormed()),
  );
  const content = fc.array(piece, { minLength: 1, maxLength: 6 }).map((parts) => parts.join(' '));

  test('is found by each of its words, before it is indexed and after', () => {
    fc.assert(
      fc.property(fc.array(content, { minLength: 1, maxLength: 5 }), (all) => {
        const db = memory();
        const ids = all.map((text) => say(db, text));
        const pieces = all.flatMap((text, n) =>
          text
            .split(/[\s\p{Cc}]+/u)
            .filter((one) => /^[\p{L}\p{N}]+$/u.test(one))
            .map((one) => ({ one, id: ids[n] })),
        );
        for (const round of [0, 1]) {
          for (const { one, id } of pieces) {
            const found = find(db, one).map(({ messageId }) => messageId);
            expect(found, `${round} ${JSON.stringify(one)}`).toContain(id);
          }
          indexTexts(db);
        }
        db.close();
      }),
      { numRuns: 80 },
    );
  });

  test('any text can be looked for, and marks lie in their snippets', () => {
    fc.assert(
      fc.property(fc.array(content, { minLength: 1, maxLength: 4 }), content, (all, text) => {
        const db = memory();
        for (const one of all) say(db, one);
        fc.pre(/[^\s\p{Cc}]/u.test(text));
        for (const { snippet } of find(db, text)) {
          let end = 0;
          for (const [from, to] of snippet.marks) {
            expect(from).toBeGreaterThanOrEqual(end);
            expect(to).toBeGreaterThan(from);
            expect(to).toBeLessThanOrEqual(snippet.text.length);
            end = to;
          }
        }
        db.close();
      }),
      { numRuns: 80 },
    );
  });
});
