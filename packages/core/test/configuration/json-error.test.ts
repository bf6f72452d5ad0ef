import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { describeJsonError } from '../../src/index.js';

describe('describeJsonError', () => {
  it.each([
    ['', 'line 1, column 1: a value is missing'],
    ['{', 'line 1, column 2: the text ends here; a key in double quotes or } is missing'],
    ['{"a": 1,\n}', 'line 2, column 1: a key in double quotes is missing (no comma before })'],
    ['{\n  "a": 1\n  "b": 2\n}', 'line 3, column 3: a comma or the closing bracket is missing'],
    ['{"a" 1}', 'line 1, column 6: a colon is missing'],
    ['{a: 1}', 'line 1, column 2: a key in double quotes or } is missing'],
    ["{'a': 1}", 'line 1, column 2: a key in double quotes or } is missing'],
    ['[1, 2,]', 'line 1, column 7: a value is missing'],
    ['[1, tru]', 'line 1, column 5: a value is missing'],
    ['[01]', 'line 1, column 2: a value or ] is missing'],
    ['["hunter2]', 'line 1, column 2: the text is not closed or not valid'],
    ['["a\\x"]', 'line 1, column 2: the text is not closed or not valid'],
    ['// a comment\n{}', 'line 1, column 1: a value is missing'],
    ['{} x', 'line 1, column 4: nothing may follow the value'],
    ['[{]}', 'line 1, column 3: a key in double quotes or } is missing'],
  ])('finds the place in %j', (text, message) => {
    expect(describeJsonError(text)).toBe(message);
  });

  it('finds a place inside every text that is no JSON, and reads past what is', () => {
    const broken = fc
      .tuple(fc.json(), fc.nat(), fc.constantFrom('', ',', '}', '"', 'x', ':', '\\', '\n'))
      .map(([json, at, what]) => {
        const place = at % (json.length + 1);
        return json.slice(0, place) + what + json.slice(place + 1);
      });
    fc.assert(
      fc.property(broken, (text) => {
        if (isJson(text)) return;
        const [, line = 0, column = 0] =
          /^line (\d+), column (\d+): /.exec(describeJsonError(text)) ?? [];
        const lines = text.split('\n');
        expect(Number(line)).toBeGreaterThan(0);
        expect(Number(line)).toBeLessThanOrEqual(lines.length);
        const offset = lines.slice(0, Number(line) - 1).join('\n').length + Number(column) - 1;
        expect(offset).toBeLessThanOrEqual(text.length);
      }),
      { numRuns: 2_000 },
    );
  });

  it('is quick with deep and long texts', () => {
    expect(describeJsonError('['.repeat(500_000))).toMatch(/column 500001/);
    expect(describeJsonError(`["${'a'.repeat(1_000_000)}`)).toMatch(/column 2: the text is not/);
  });
});

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
