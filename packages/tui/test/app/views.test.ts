import { describe, expect, it } from 'vitest';
import { BINDINGS, commandOf } from '../../src/app/keys/bindings.js';
import { footerLine } from '../../src/app/keys/footer.js';
import { keyNames } from '../../src/app/keys/key-names.js';
import { barScale, durationBar } from '../../src/app/present/duration-bar.js';
import { lineText, span, spread } from '../../src/app/present/line.js';
import { helpLines } from '../../src/app/screens/help-screen.js';

describe('bars', () => {
  it.each([
    [[], 1],
    [[3], 5],
    [[12, 99], 100],
    [[101], 200],
    [[48_200], 50_000],
  ])('the scale of %j is %i', (durations, scale) => {
    expect(barScale(durations)).toBe(scale);
  });

  it.each([
    [0, ''],
    [1, '▏'],
    [50, '█████'],
    [55, '█████▌'],
    [100, '██████████'],
    [900, '██████████'],
  ])('%i of 100 on 10 columns is "%s"', (ms, bar) => {
    expect(durationBar(ms, 100, 10)).toBe(bar);
  });
});

describe('lines', () => {
  it('gives up the right side when there is no room for both', () => {
    expect(lineText(spread([span('left side')], [span('right')], 20))).toBe('left side      right');
    expect(lineText(spread([span('left side')], [span('right')], 6))).toBe('left …');
  });
});

describe('keys', () => {
  it('gives no key two meanings in one place', () => {
    for (const scope of ['sessions', 'session', 'help', 'empty'] as const) {
      const keys = BINDINGS.filter((b) => b.scopes.includes(scope)).flatMap((b) => b.keys);
      expect(new Set(keys).size).toBe(keys.length);
    }
  });

  it('says every binding in the help', () => {
    const help = helpLines(120).map(lineText).join('\n');
    for (const binding of BINDINGS) expect(help).toContain(binding.help);
  });

  it('knows keys by where they are pressed', () => {
    expect([commandOf('enter', 'sessions'), commandOf('enter', 'session')]).toEqual(['open', null]);
    expect(commandOf('h', 'session')).toBe('back');
  });

  it('takes apart what came in one piece', () => {
    const none = {} as Parameters<typeof keyNames>[1];
    expect(keyNames('jjG', none)).toEqual(['j', 'j', 'G']);
    expect(keyNames('q', { ...none, meta: true })).toEqual(['escape', 'q']);
    expect(keyNames('d', { ...none, ctrl: true })).toEqual(['ctrl-d']);
    expect(keyNames('', { ...none, downArrow: true })).toEqual(['down']);
  });

  it('keeps help and quit in the narrowest footer', () => {
    expect(lineText(footerLine('session', 20)).trimEnd()).toBe(' ? help  q quit');
  });
});
