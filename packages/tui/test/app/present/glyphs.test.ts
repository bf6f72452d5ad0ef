import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { asciiText, drawsAscii } from '../../../src/app/present/ascii.js';
import { line, span } from '../../../src/app/present/line.js';
import { spokenLine } from '../../../src/app/present/spoken-line.js';
import { textWidth } from '../../../src/present/fit-text.js';

const SOURCE = join(import.meta.dirname, '../../../src');

describe('asciiText', () => {
  it.each([
    ['● working › a…', '* working > a~'],
    ['├─ ▇▅▂ ▾ ✓ ✗ ⊘ ↑↓', '+- #=. v + x x ^v'],
    ['plain', 'plain'],
    ['äöü 翻訳 é', 'äöü 翻訳 é'],
  ])('%s → %s', (text, plain) => {
    expect(asciiText(text)).toBe(plain);
  });

  it('knows each glyph that is drawn, and keeps its width', () => {
    const files = readdirSync(SOURCE, { recursive: true, encoding: 'utf8' });
    const texts = files
      .filter((file) => /(?:^|[\\/])(?:app|present)[\\/].*\.tsx?$/.test(file))
      .filter((file) => !/ascii\.ts$|safe-text\.ts$|spoken-line\.ts$|fit-text\.ts$/.test(file))
      .map((file) =>
        readFileSync(join(SOURCE, file), 'utf8').replace(/^\s*(?:\/\/|\*|\/\*).*$/gm, ''),
      );
    const glyphs = new Set(texts.join('').match(/[\u2010-\u2bff]/g) ?? []);
    expect(glyphs.size).toBeGreaterThan(10);
    for (const glyph of glyphs) {
      const plain = asciiText(glyph);
      expect(plain, `${glyph} is unknown to ASCII`).toMatch(/^[\x20-\x3e\x40-\x7e]$/);
      expect(textWidth(plain), glyph).toBe(textWidth(glyph));
    }
  });
});

describe('drawsAscii', () => {
  it.each([
    ['auto', { LANG: 'C.UTF-8' }, 'linux', false],
    ['auto', { LANG: 'en_GB.utf8' }, 'linux', false],
    ['auto', { LANG: 'C.UTF-8', LC_ALL: 'C' }, 'linux', true],
    ['auto', { LANG: 'C' }, 'linux', true],
    ['auto', {}, 'linux', true],
    ['auto', {}, 'darwin', false],
    ['auto', { LANG: 'C.UTF-8', TERM: 'linux' }, 'linux', true],
    ['unicode', { LANG: 'C' }, 'linux', false],
    ['ascii', { LANG: 'C.UTF-8' }, 'linux', true],
  ] as const)('%s in %j on %s: %s', (set, env, platform, ascii) => {
    expect(drawsAscii(set, env, platform)).toBe(ascii);
  });
});

describe('spokenLine', () => {
  it.each([
    [
      '  ● working   spoor      Fix the drain    2      ·  1m00s ',
      false,
      'working, spoor, Fix the drain, 2, 1m00s',
    ],
    ['▌ · ended     repo', true, 'selected: ended, repo'],
    ['── Output ─────', false, 'Output'],
    ['│      │ ▇▅▂', false, ''],
    ['                ', true, ''],
  ])('%s', (text, selected, spoken) => {
    expect(spokenLine(line([span(text)], text.length, selected))).toBe(spoken);
  });

  it('hears a gap where columns touch', () => {
    const spans = [span('   12'), span(' '), span('12h49m'), span(' '), span('  ·')];
    expect(spokenLine(line(spans, 20))).toBe('12, 12h49m');
  });
});
