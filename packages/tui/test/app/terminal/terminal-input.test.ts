import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { TerminalInput } from '../../../src/app/terminal/terminal-input.js';

const ESC = '\u001b';

function split(...chunks: string[]) {
  const input = new TerminalInput();
  const parts = chunks.map((chunk) => input.push(chunk));
  return {
    keys: parts.map(({ keys }) => keys).join(''),
    reports: parts.flatMap(({ reports }) => reports),
    held: input.holding,
    released: input.release(),
  };
}

describe('TerminalInput', () => {
  it.each([
    ['a click', `${ESC}[<0;10;3M`, [{ kind: 'click', row: 2, column: 9 }]],
    ['with shift', `${ESC}[<4;1;1M`, [{ kind: 'click', row: 0, column: 0 }]],
    ['its end', `${ESC}[<0;10;3m`, []],
    ['another button', `${ESC}[<2;10;3M`, []],
    ['moving', `${ESC}[<35;10;3M`, []],
    ['the wheel up', `${ESC}[<64;1;2M`, [{ kind: 'wheel-up', row: 1, column: 0 }]],
    ['the wheel down', `${ESC}[<65;1;2M`, [{ kind: 'wheel-down', row: 1, column: 0 }]],
    ['the older form', `${ESC}[M !!`, [{ kind: 'click', row: 0, column: 0 }]],
    ['its end in the older form', `${ESC}[M#!!`, []],
    [
      'a dark background',
      `${ESC}]11;rgb:1e1e/1e1e/2e2e\u0007`,
      [{ kind: 'background', light: false }],
    ],
    ['a light one', `${ESC}]11;rgb:ff/ff/f0${ESC}\\`, [{ kind: 'background', light: true }]],
    ['another reply', `${ESC}]10;rgb:ff/ff/ff${ESC}\\`, []],
    ['the end of replies', `${ESC}[?62;4c`, [{ kind: 'answered' }]],
  ])('takes out %s', (_, sequence, reports) => {
    expect(split(`j${sequence}k`)).toMatchObject({ keys: 'jk', reports, held: 'nothing' });
  });

  it.each([
    ['letters', 'jk'],
    ['arrows', `${ESC}[A${ESC}[1;5C${ESC}OH`],
    ['alt', `${ESC}x${ESC}${ESC}[A`],
    ['kitty keys', `${ESC}[97;5u`],
    ['focus', `${ESC}[I${ESC}[O`],
    ['a mouse report that was pasted', `${ESC}[200~${ESC}[<0;1;1M${ESC}[201~q`],
  ])('lets %s through', (_, keys) => {
    expect(split(keys)).toEqual({ keys, reports: [], held: 'nothing', released: '' });
  });

  it('waits for the rest, and gives a lone escape up as a key', () => {
    expect(split(`j${ESC}`)).toEqual({ keys: 'j', reports: [], held: 'key', released: ESC });
    expect(split(`${ESC}[`)).toMatchObject({ held: 'key', released: `${ESC}[` });
    expect(split(`${ESC}[<0;1`)).toMatchObject({ held: 'report', released: '' });
  });

  it('finds the same wherever the input is cut', () => {
    const piece = fc.constantFrom(
      'j',
      '⏎é',
      ESC + ESC,
      `${ESC}[A`,
      `${ESC}[<0;3;4M`,
      `${ESC}[<65;300;4M`,
      `${ESC}[M !!`,
      `${ESC}]11;rgb:00/00/00\u0007`,
      `${ESC}[200~a${ESC}[<0;1;1Mb${ESC}[201~`,
      `${ESC}[?1;2c`,
    );
    fc.assert(
      fc.property(fc.array(piece), fc.array(fc.nat(80)), (pieces, cuts) => {
        const whole = pieces.join('');
        const places = [0, ...cuts, whole.length].sort((a, b) => a - b);
        const chunks = places.slice(1).map((end, i) => whole.slice(places[i], end));
        const { keys, reports } = split(whole);
        const inParts = split(...chunks);
        expect({ keys: inParts.keys, reports: inParts.reports }).toEqual({ keys, reports });
      }),
    );
  });

  it('gives all that is no report on, whatever comes', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'binary' })), (chunks) => {
        const { keys, released } = split(...chunks.map((c) => c.replaceAll(ESC, '')));
        expect(keys + released).toBe(chunks.join('').replaceAll(ESC, ''));
      }),
    );
  });
});
