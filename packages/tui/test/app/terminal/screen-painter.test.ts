import { describe, expect, it } from 'vitest';
import { line, span } from '../../../src/app/present/line.js';
import { themeFor } from '../../../src/app/present/theme.js';
import { penOf } from '../../../src/app/terminal/pen.js';
import { type Look, ScreenPainter } from '../../../src/app/terminal/screen-painter.js';

const LOOK: Look = {
  pen: penOf(themeFor({ name: 'auto', depth: 16, light: null }), false),
  ascii: false,
};

function painting() {
  const written: string[] = [];
  const painter = new ScreenPainter((text) => written.push(text));
  return { painter, taken: () => written.splice(0).join('') };
}

const one = line([span('one', 'good')], 5);
const two = line([span('two')], 5);

describe('ScreenPainter', () => {
  it('paints a first frame whole, at once, and leaves the cursor in the first place', () => {
    const { painter, taken } = painting();
    painter.paint([one, two], LOOK);
    const text = taken();
    expect(text).toMatch(/^\u001b\[\?2026h.*\u001b\[H\u001b\[\?2026l$/);
    expect(text).toContain('\u001b[2J');
    expect(text).toContain('\u001b[1;1H\u001b[m\u001b[K\u001b[0;32mone\u001b[0m  ');
    expect(text).toContain('\u001b[2;1H\u001b[m\u001b[K\u001b[0mtwo  ');
  });

  it('paints of the next frames what has changed, and nothing where nothing has', () => {
    const { painter, taken } = painting();
    painter.paint([one, two], LOOK);
    taken();
    painter.paint([one, one], LOOK);
    const text = taken();
    expect(text).toContain('\u001b[2;1H');
    expect(text).not.toContain('\u001b[1;1H');
    expect(text).not.toContain('\u001b[2J');
    painter.paint([one, one], LOOK);
    expect(taken()).toBe('');
  });

  it.each<[string, (painter: ScreenPainter) => void]>([
    ['it was told to forget', (painter) => painter.forget()],
    [
      'others had the screen',
      (painter) => {
        painter.rest();
        painter.wake();
      },
    ],
    ['it had another look', (painter) => painter.paint([one, two], { ...LOOK, ascii: true })],
    ['it had another height', (painter) => painter.paint([one], LOOK)],
  ])('paints everything when %s', (_, happens) => {
    const { painter, taken } = painting();
    painter.paint([one, two], LOOK);
    happens(painter);
    taken();
    painter.paint([one, two], LOOK);
    expect(taken()).toMatch(/2J.*one.*two/);
  });

  it('paints nothing while others have the screen', () => {
    const { painter, taken } = painting();
    painter.rest();
    painter.paint([one], LOOK);
    expect(taken()).toBe('');
  });

  it('gives the terminal nothing to obey', () => {
    const { painter, taken } = painting();
    painter.paint([{ spans: [span('a\u001b]52;c;eA==\u0007\u009b2J\nb')], selected: false }], LOOK);
    expect(taken()).toContain('a?]52;c;eA==??2J?b');
  });

  it('draws ASCII alone where that is wanted', () => {
    const { painter, taken } = painting();
    painter.paint([line([span('─›●')], 3)], { ...LOOK, ascii: true });
    expect(taken()).toContain('->*');
  });
});
