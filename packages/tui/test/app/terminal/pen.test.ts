import { describe, expect, it } from 'vitest';
import { type ColourDepth, type ThemeName, themeFor } from '../../../src/app/present/theme.js';
import { penOf } from '../../../src/app/terminal/pen.js';

function pen(name: ThemeName, depth: ColourDepth, trueColour: boolean) {
  return penOf(themeFor({ name, depth, light: false }), trueColour);
}

describe('penOf', () => {
  it.each([
    ['bad', false, '0;1;31'],
    ['faint', false, '0;2'],
    ['cursor', false, '0;7'],
    // A bar that is drawn inverse has no colours, or it would be a patchwork.
    ['good', true, '0;7'],
    ['bad', true, '0;1;7'],
  ] as const)('draws %s (chosen: %s) in sixteen colours', (tone, selected, codes) => {
    expect(pen('auto', 16, false)(tone, selected)).toBe(`\u001b[${codes}m`);
  });

  it.each([
    ['accent', false, true, '0;38;2;95;215;215'],
    // 16 + 36·1 + 6·4 + 4: what the palette is made of is met exactly.
    ['accent', false, false, '0;38;5;80'],
    // Greys have more shades than the cube.
    ['faint', false, false, '0;38;5;246'],
    ['good', true, true, '0;1;38;2;135;215;135;48;2;48;58;77'],
  ] as const)('draws %s (chosen: %s; all colours: %s) of a palette', (tone, chosen, all, codes) => {
    expect(pen('dark', 256, all)(tone, chosen)).toBe(`\u001b[${codes}m`);
  });

  it('draws without colours', () => {
    expect(pen('none', 256, true)('busy', false)).toBe('\u001b[0;1m');
  });
});
