import {
  appendFileSync,
  copyFileSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import type { LinePosition } from '@spoor/storage';
import { describe, expect, it } from 'vitest';
import type { ReadOptions } from '../../../src/transcript/files/batch.js';
import { readAll, temporaryFolder } from './place.js';

/** Longer than the bytes at its ends that a file is known by. */
const LINES = Array.from({ length: 200 }, (_, n) => `{"n":${n},"text":"some words"}`);
const TEXT = `${LINES.join('\n')}\n`;

function makeFile(text: string | Buffer = TEXT) {
  const folder = temporaryFolder();
  const path = join(folder, 'session.jsonl');
  writeFileSync(path, text);
  return { folder, path };
}

/** Reads a file to its end. */
function readToEnd(path: string, options?: ReadOptions): LinePosition {
  const { cursor } = readAll(path, null, options);
  if (cursor === null) throw new Error('nothing was read');
  return cursor;
}

/** Replaces a file as editors do: the new one has another identity. */
function replace(path: string, text: string): void {
  writeFileSync(`${path}.new`, text);
  renameSync(`${path}.new`, path);
}

describe('a file that was read', () => {
  it('is not opened again while nothing happens to it', () => {
    const { path } = makeFile(`${TEXT}{"half`);
    const cursor = readToEnd(path);
    // Reading it would fail now, if it were tried: a folder has its place, but looks the same.
    expect(readAll(path, cursor)).toMatchObject({ reading: { kind: 'unchanged' }, batches: [] });
  });

  it('is read on when it has grown', () => {
    const { path } = makeFile();
    const cursor = readToEnd(path);
    appendFileSync(path, '{"more":1}\n');
    const { batches, lines, reading } = readAll(path, cursor);
    expect(lines).toEqual([{ text: '{"more":1}', line: 201, offset: TEXT.length, length: 10 }]);
    expect(batches[0]?.isAnew).toBe(false);
    expect(reading).toEqual({ kind: 'read', bytes: 11, isEnd: true, waiting: 0 });
  });

  it('has nothing new when only its time has changed', () => {
    const { path } = makeFile();
    const cursor = readToEnd(path);
    utimesSync(path, 1_000, 1_000);
    const again = readAll(path, cursor);
    expect(again).toMatchObject({ lines: [], cursor: { ...cursor, mtimeMs: 1_000_000 } });
    expect(readAll(path, again.cursor).reading.kind).toBe('unchanged');
  });

  it.each([
    ['truncated', (path: string) => truncateSync(path, 100)],
    ['emptied', (path: string) => truncateSync(path, 0)],
    [
      'truncated and written on',
      (path: string) => {
        truncateSync(path, 3000);
        appendFileSync(path, `${'y'.repeat(60)}\n`.repeat(80));
      },
    ],
    [
      'written anew with the same size',
      (path: string) => {
        writeFileSync(path, TEXT.replace('"n":199', '"n":xyz'));
        utimesSync(path, 1_000, 1_000);
      },
    ],
    [
      'written anew with another beginning',
      (path: string) => {
        writeFileSync(path, `${TEXT.replace('"n":0,', '"n":9,')}{"more":1}\n`);
      },
    ],
    [
      'replaced by a longer one that begins alike',
      (path: string) => {
        replace(path, `${TEXT.replace('"n":100', '"n":xyz')}{"more":1}\n`);
      },
    ],
    [
      'deleted and made again',
      (path: string) => {
        rmSync(path);
        writeFileSync(path, '{"other":1}\n');
      },
    ],
  ])('is read anew when it was %s', (_, change) => {
    const { path } = makeFile();
    const cursor = readToEnd(path);
    change(path);
    const { batches, texts } = readAll(path, cursor);
    const whole = readFileSync(path, 'utf8').split('\n').slice(0, -1);
    expect(texts).toEqual(whole);
    expect(batches[0]?.isAnew).toBe(true);
    expect(batches.at(-1)?.cursor).toMatchObject({ line: whole.length, size: statSync(path).size });
  });

  it('is trusted to be the same in another place when it looks the same in every way', () => {
    const { path } = makeFile();
    const cursor = readToEnd(path);
    const { mtimeMs } = statSync(path);
    copyFileSync(path, `${path}.copy`);
    utimesSync(`${path}.copy`, mtimeMs / 1000, mtimeMs / 1000);
    renameSync(`${path}.copy`, path);
    const same = { ...cursor, mtimeMs: Math.trunc(statSync(path).mtimeMs) };
    expect(readAll(path, same).lines).toEqual([]);
    expect(readAll(path, { ...same, tailHash: 'other' }).lines).toHaveLength(200);
  });

  it('is read on after it was left in the middle', () => {
    const { path } = makeFile();
    const first = readAll(path, null, { batchBytes: 500, shouldStop: () => true });
    expect(first.reading).toMatchObject({ kind: 'read', isEnd: false });
    expect(first.batches).toHaveLength(1);
    const second = readAll(path, first.cursor, { batchBytes: 500, maxBytes: 2000 });
    expect(second.reading).toMatchObject({ isEnd: false });
    expect(second.batches.some((batch) => batch.isAnew)).toBe(false);
    const third = readAll(path, second.cursor);
    expect(third.reading).toMatchObject({ isEnd: true });
    expect([...first.texts, ...second.texts, ...third.texts]).toEqual(LINES);
  });
});

describe('the last line without an end', () => {
  const waits = (text: string, options?: ReadOptions) => {
    const { path } = makeFile(`{"n":1}\n${text}`);
    return readAll(path, null, options);
  };

  it('waits, whole or not, however old the file is', () => {
    const { path } = makeFile('{"n":1}\n{"n":2}');
    utimesSync(path, 1, 1);
    const { texts, cursor, reading } = readAll(path);
    expect(texts).toEqual(['{"n":1}']);
    expect(cursor).toMatchObject({ offset: 8, line: 1, size: 15 });
    expect(reading).toMatchObject({ isEnd: true, waiting: 7 });
    expect(readAll(path, cursor).reading.kind).toBe('unchanged');
    appendFileSync(path, '\n');
    expect(readAll(path, cursor).lines).toEqual([
      { text: '{"n":2}', line: 2, offset: 8, length: 7 },
    ]);
  });

  const FINAL = { finalBefore: Number.MAX_SAFE_INTEGER };

  it.each([
    ['a newline', '\n{"n":3}\n', '{"n":3}', 3],
    ['a newline of two bytes', '\r\n{"n":3}\n', '{"n":3}', 3],
    ['more text', ' and more\n{"n":3}\n', ' and more', 2],
  ])('is taken when it is whole and nobody writes; then %s follows', (_, more, text, line) => {
    const { path } = makeFile('{"n":1}\n{"n":2}');
    const first = readAll(path, null, FINAL);
    expect(first.lines[1]).toEqual({ text: '{"n":2}', line: 2, offset: 8, length: 7 });
    expect(first.reading).toMatchObject({ waiting: 0 });
    expect(readAll(path, first.cursor, FINAL).reading.kind).toBe('unchanged');
    appendFileSync(path, more);
    expect(readAll(path, first.cursor).lines[0]).toMatchObject({ text, line });
  });

  it('is taken by a later reading of a file that has not changed since', () => {
    const { path } = makeFile('{"n":1}\n{"n":2}');
    const { cursor } = readAll(path);
    expect(readAll(path, cursor, FINAL).texts).toEqual(['{"n":2}']);
  });

  it.each([
    ['is cut', '{"n":2,"text":"wo'],
    ['is no object', '12'],
    ['is NUL bytes', '\0\0\0'],
    ['is cut by NUL bytes', '{"n":2,"te\0\0\0'],
  ])('waits when it %s', (_, text) => {
    expect(waits(text, FINAL)).toMatchObject({
      texts: ['{"n":1}'],
      problems: [],
      reading: { waiting: text.length },
    });
  });

  it('waits when the file was written to lately', () => {
    const { path } = makeFile('{"n":2}');
    utimesSync(path, 2_000, 2_000);
    expect(readAll(path, null, { finalBefore: 1_999_999 }).texts).toEqual([]);
    expect(readAll(path, null, { finalBefore: 2_000_001 }).texts).toEqual(['{"n":2}']);
  });

  it('is taken when it is longer than a batch', () => {
    const long = JSON.stringify({ text: 'x'.repeat(5000) });
    expect(waits(long, { ...FINAL, batchBytes: 100 }).texts).toEqual(['{"n":1}', long]);
    expect(waits(long, { ...FINAL, batchBytes: 100, maxLineBytes: 1000 }).texts).toHaveLength(1);
  });
});

describe('what is no plain line', () => {
  it('is decoded, with U+FFFD for what is no UTF-8, and without marks and ends', () => {
    const bytes = Buffer.concat([
      Buffer.from('\ufeff{"a":"é🦊"}\r\n\r\n  \n'),
      Buffer.from([0x22, 0xff, 0xc3, 0x22, 10]),
    ]);
    const { path } = makeFile(bytes);
    expect(readAll(path).lines).toEqual([
      { text: '{"a":"é🦊"}', line: 1, offset: 3, length: 14 },
      { text: '"\ufffd\ufffd"', line: 4, offset: 24, length: 4 },
    ]);
  });

  it('is told when it is NUL bytes; what stands around them is read', () => {
    const { path } = makeFile('{"n":1}\n{"cut":\0\0\0{"n":2}\n\0\0\n{"n":3}\n');
    const { lines, problems } = readAll(path);
    const reason = 'holds NUL bytes instead of text';
    expect(lines.map(({ text, line }) => [text, line])).toEqual([
      ['{"n":1}', 1],
      ['{"cut":', 2],
      ['{"n":2}', 2],
      ['{"n":3}', 4],
    ]);
    expect(problems).toEqual([
      { offset: 15, line: 2, length: 3, reason },
      { offset: 26, line: 3, length: 2, reason },
    ]);
  });

  it('is told when it is too long, and reading goes on behind it', () => {
    const { path } = makeFile(`{"n":1}\n${'x'.repeat(5000)}\n{"n":2}\n`);
    const { texts, problems, cursor } = readAll(path, null, {
      batchBytes: 100,
      maxLineBytes: 4999,
    });
    expect(texts).toEqual(['{"n":1}', '{"n":2}']);
    const reason = 'is longer than 4999 bytes';
    expect(problems).toEqual([{ offset: 8, line: 2, length: 5000, reason }]);
    expect(cursor).toMatchObject({ line: 3, offset: 5017 });
    expect(readAll(path, null, { batchBytes: 100, maxLineBytes: 5000 }).problems).toEqual([]);
  });

  it('is told too when a batch could hold it', () => {
    const { path } = makeFile('{"n":1}\n{"text":"words"}\n');
    expect(readAll(path, null, { maxLineBytes: 10 })).toMatchObject({
      texts: ['{"n":1}'],
      problems: [{ offset: 8, line: 2, length: 16, reason: 'is longer than 10 bytes' }],
    });
  });

  it('is passed over for its type, short or long', () => {
    const blob = `{"type":"blob","data":"${'x'.repeat(5000)}"}`;
    const lines = ['{"type":"blob"}', '{"type":"blobs"}', '{"parentUuid":"type"}', blob, '{"t'];
    const { path } = makeFile(`${lines.join('\n')}\n`);
    const got = readAll(path, null, {
      batchBytes: 100,
      maxLineBytes: 1000,
      skipTypes: new Set(['blob', '']),
    });
    expect(got.texts).toEqual(['{"type":"blobs"}', '{"parentUuid":"type"}', '{"t']);
    expect(got).toMatchObject({ skipped: 2, problems: [], cursor: { line: 5 } });
  });
});

describe('what is no file', () => {
  it('is told with a reason', () => {
    const folder = temporaryFolder();
    const reasonOf = (path: string) => readAll(path).reading;
    expect(reasonOf(join(folder, 'none'))).toEqual({ kind: 'unreadable', reason: 'is gone' });
    mkdirSync(join(folder, 'sub'));
    const reason = 'is no regular file';
    expect(reasonOf(join(folder, 'sub'))).toEqual({ kind: 'unreadable', reason });
    expect(reasonOf('/dev/null')).toEqual({ kind: 'unreadable', reason });
    writeFileSync(join(folder, 'file'), '');
    expect(reasonOf(join(folder, 'file', 'x')).kind).toBe('unreadable');
  });

  it('lets the caller fail', () => {
    const { path } = makeFile();
    const fail = () => {
      throw new Error('no room');
    };
    expect(() => readAll(path, null, { batchBytes: 500, shouldStop: fail })).toThrow('no room');
  });
});

it('two readers of one file, one within the other, give the same', () => {
  const { path } = makeFile();
  const outer: string[] = [];
  let position: LinePosition | null = null;
  for (let round = 0; round < 50; round++) {
    const step = readAll(path, position, { batchBytes: 300, maxBytes: 300 });
    outer.push(...step.texts);
    position = step.cursor ?? position;
    expect(readAll(path, null, { batchBytes: 700 }).texts).toEqual(LINES);
  }
  expect(outer).toEqual(LINES);
  expect(position).toEqual(readToEnd(path));
});
