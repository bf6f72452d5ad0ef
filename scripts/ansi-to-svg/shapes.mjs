/**
 * What a character looks like that is drawn and not written: boxes in parts of its cell (`left`,
 * `columns`, `top`, `height`) and outlines in points from its left edge; null for what is written.
 */
export function shapesOf(text) {
  return SHAPES.get(text) ?? null;
}

const box = (left, columns, top, height) => ({ left, columns, top, height });
/** A bar of a line: a little lower than the line, so that lines are told apart. */
const bar = (left, columns) => [box(left, columns, 0.15, 0.7)];
/** As thick as a line of a pen. */
const PEN = { columns: 0.12, height: 0.05 };
const MIDDLE = 0.44;
const LEVEL = 0.475;
const upper = box(MIDDLE, PEN.columns, 0, 0.5);
const lower = box(MIDDLE, PEN.columns, 0.5, 0.5);
const before = box(0, MIDDLE, LEVEL, PEN.height);
const after = box(MIDDLE, 1 - MIDDLE, LEVEL, PEN.height);
const upright = box(MIDDLE, PEN.columns, 0, 1);
const level = box(0, 1, LEVEL, PEN.height);

/** Parts of an upright or level line. */
const dashes = (count, make) => Array.from({ length: count }, (_, n) => make(n / count, 1 / count));
const levelDashes = (count) =>
  dashes(count, (left, step) => box(left + step * 0.2, step * 0.6, LEVEL, PEN.height));
const uprightDashes = (count) =>
  dashes(count, (top, step) => box(MIDDLE, PEN.columns, top + step * 0.2, step * 0.6));
/** Dots in rows, each row moved against the one above. */
const dots = (across, down, size) =>
  dashes(down, (top, step) => [top + (step - step * size) / 2, step * size]).flatMap(
    ([top, height], row) =>
      dashes(across, (left, step) =>
        box(left + (row % 2 === 0 ? 0.1 : 0.6) * step, step * size, 0.15 + top * 0.7, height * 0.7),
      ),
  );
/** A corner with a round edge, from the middle of one side to the middle of the other. */
const corner = (path) => [{ left: 0, path }];

const SHAPES = new Map([
  ['█', bar(0, 1)],
  ...[...'▉▊▋▌▍▎▏'].map((glyph, n) => [glyph, bar(0, (7 - n) / 8)]),
  ['▐', bar(0.5, 0.5)],
  ['▕', bar(0.875, 0.125)],
  ...[...'▁▂▃▄▅▆▇'].map((glyph, n) => [
    glyph,
    [box(0, 1, 0.95 - (n + 1) * 0.1125, (n + 1) * 0.1125)],
  ]),
  ['░', dots(2, 4, 0.4)],
  ['▒', dots(2, 4, 0.6)],
  ['▓', dots(2, 4, 0.8)],
  ['│', [upright]],
  ['─', [level]],
  ['━', [box(0, 1, 0.425, 0.15)]],
  ['╴', [box(0, 0.5, LEVEL, PEN.height)]],
  ['╶', [box(0.5, 0.5, LEVEL, PEN.height)]],
  ['├', [upright, after]],
  ['┤', [upright, before]],
  ['┌', [lower, after]],
  ['┐', [lower, before]],
  ['└', [upper, after]],
  ['┘', [upper, before]],
  ['┬', [level, lower]],
  ['┴', [level, upper]],
  ['┼', [level, upright]],
  ['╌', levelDashes(2)],
  ['┄', levelDashes(3)],
  ['┊', uprightDashes(4)],
  ['‖', [box(0.25, PEN.columns, 0.1, 0.8), box(0.63, PEN.columns, 0.1, 0.8)]],
  // From the lower edge round to the right one, and from the upper.
  ['╭', corner('m3.7 20v-5.5q0-5 4.7-5v1q-3.7 0-3.7 4v5.5z')],
  ['╰', corner('m3.7 0v5.5q0 5 4.7 5v-1q-3.7 0-3.7-4v-5.5z')],
]);
