import { describe, expect, it } from 'vitest';
import type { CliIo } from '../../../src/cli/io.js';
import { createPaint, widthOf } from '../../../src/cli/output/paint.js';
import { printJson } from '../../../src/cli/output/print.js';

function ioWith(stdout: object, env: CliIo['env'] = {}): CliIo {
  return { stdout, env } as CliIo;
}

describe('printJson', () => {
  it('lets nothing through that drives a terminal, and stays the same JSON', () => {
    let text = '';
    const value = { a: '\u001b]0;x\u0007 \u009b31m \u202e \u007f', b: '日本 ✓' };
    printJson(ioWith({ write: (chunk: string) => (text += chunk) }), value);
    expect(text).toMatch(/^[^\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202e]*$/);
    expect(text).toContain('日本 ✓');
    expect(JSON.parse(text)).toEqual(value);
  });
});

describe('createPaint', () => {
  it.each([
    [{ isTTY: true }, {}, true],
    [{ isTTY: true }, { NO_COLOR: '' }, true],
    [{ isTTY: true }, { NO_COLOR: '1' }, false],
    [{ isTTY: true }, { TERM: 'dumb' }, false],
    [{}, {}, false],
    [{}, { FORCE_COLOR: '1' }, false],
  ])('on %j with %j colours: %j', (stdout, env, coloured) => {
    const painted = createPaint(ioWith(stdout, env))('failed', 'bad');
    expect(painted !== 'failed').toBe(coloured);
  });
});

describe('widthOf', () => {
  it('is the width of the terminal, or 100 in a pipe', () => {
    expect(widthOf(ioWith({ columns: 80 }))).toBe(80);
    expect(widthOf(ioWith({}))).toBe(100);
  });
});
