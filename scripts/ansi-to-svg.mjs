import { shapesOf } from './ansi-to-svg/shapes.mjs';

/**
 * Draws a terminal's screen as an SVG that needs no font of its own. Every piece of text is put at
 * its column and as wide as its columns; bars, rules and lanes are drawn, not written: whatever
 * monospace font a reader has, the columns stand.
 * @param screen lines of text with colours (SGR), as `tmux capture-pane -e -p` gives them.
 * @param options.title what the picture shows, for those who don't see it.
 * @param options.light drawn on a light background.
 */
export function ansiToSvg(screen, { columns, rows, title, light = false }) {
  const palette = light ? LIGHT : DARK;
  const width = columns * CELL.width + 2 * PADDING;
  const height = rows * CELL.height + 2 * PADDING;
  const classes = new Map();
  const drawn = linesOf(screen)
    .slice(0, rows)
    .flatMap((runs, row) => drawLine(runs, row, palette, classes));
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-label="${escapeXml(title)}">`,
    `<style>${styleSheet(classes)}</style>`,
    `<rect x=".5" y=".5" width="${width - 1}" height="${height - 1}" rx="10" fill="${palette.back}" stroke="${palette.edge}"/>`,
    `<g transform="translate(${PADDING} ${PADDING})" font-family="ui-monospace, SFMono-Regular, Menlo, Consolas, 'DejaVu Sans Mono', monospace" font-size="14" fill="${palette.fore}">`,
    ...drawn,
    '</g>',
    '</svg>',
    '',
  ].join('\n');
}

const CELL = { width: 8.4, height: 20 };
const PADDING = 16;
const DARK = {
  fore: '#e6edf3',
  back: '#0d1117',
  edge: '#30363d',
  colours: colours('484f58 ff7b72 3fb950 d29922 58a6ff bc8cff 39c5cf b1bac4'),
  bright: colours('6e7681 ffa198 56d364 e3b341 79c0ff d2a8ff 56d4dd f0f6fc'),
};
const LIGHT = {
  fore: '#1f2328',
  back: '#ffffff',
  edge: '#d1d9e0',
  colours: colours('24292f cf222e 116329 7d4e00 0969da 8250df 1b7c83 6e7781'),
  bright: colours('57606a a40e26 1a7f37 633c01 218bff a475f9 3192aa 8c959f'),
};
const PLAIN = {
  fore: null,
  back: null,
  bold: false,
  dim: false,
  inverse: false,
  underline: false,
};

function drawLine(runs, row, palette, classes) {
  const top = row * CELL.height;
  const backs = [];
  const shapes = [];
  const words = [];
  for (const { cells, style } of runs) {
    const { fore, back } = paintOf(style, palette);
    const name = classOf(fore, palette, classes);
    const first = cells[0];
    const last = cells.at(-1);
    if (back !== null) {
      const columns = last.column + last.width - first.column;
      const part = classOf({ fill: back }, palette, classes);
      backs.push({ column: first.column, columns, top: 0, height: 1, name: part });
    }
    for (const { text, column, width } of cells) {
      const drawn = shapesOf(text);
      if (drawn !== null) {
        shapes.push(...drawn.map((shape) => ({ ...shape, column: column + shape.left, name })));
      } else if (text !== ' ') words.push({ text, column, width, name });
    }
  }
  const spans = joined(words).map(tspan);
  const y = round(top + CELL.height * 0.7);
  return [
    ...paths([...merged(backs), ...merged(shapes)], top),
    ...(spans.length === 0 ? [] : [`<text y="${y}">${spans.join('')}</text>`]),
  ];
}

/** What is written: words with one space between them; the terminal's other space is only room. */
function joined(words) {
  const spans = [];
  for (const word of words) {
    const last = spans.at(-1);
    const gap = last === undefined ? 9 : word.column - last.column - last.width;
    if (gap > 1 || last.name !== word.name) {
      spans.push({ ...word });
      continue;
    }
    last.text += ' '.repeat(gap) + word.text;
    last.width += gap + word.width;
  }
  return spans;
}

/** Neighbours of one height are one shape. */
function merged(shapes) {
  const all = [];
  for (const shape of shapes) {
    const last = all.at(-1);
    const follows =
      last?.columns !== undefined &&
      last.column + last.columns === shape.column &&
      last.top === shape.top &&
      last.height === shape.height &&
      last.name === shape.name;
    if (follows) last.columns += shape.columns;
    else all.push({ ...shape });
  }
  return all;
}

/** The shapes of a line: those of one colour are one path, in the order in which they come. */
function paths(shapes, top) {
  const found = [];
  for (const { column, columns, top: above, height, path, name } of shapes) {
    const x = round(column * CELL.width);
    const y = round(top + (above ?? 0) * CELL.height);
    const d =
      path === undefined
        ? `M${x} ${y}h${round(columns * CELL.width)}v${round(height * CELL.height)}H${x}z`
        : `M${x} ${y}${path}`;
    const last = found.at(-1);
    if (last?.name === name) last.d += d;
    else found.push({ name, d });
  }
  return found.map(({ name, d }) => `<path${classAttribute(name)} d="${d}"/>`);
}

function tspan({ text, column, width, name }) {
  const at = `x="${round(column * CELL.width)}" textLength="${round(width * CELL.width)}"`;
  return `<tspan${classAttribute(name)} ${at}>${escapeXml(text)}</tspan>`;
}

const classAttribute = (name) => (name === '' ? '' : ` class="${name}"`);

/** The class of a paint in this picture; none for plain text. */
function classOf({ fill, bold = false, dim = false, underline = false }, palette, classes) {
  const rules = [
    ...(fill === palette.fore ? [] : [`fill:${fill}`]),
    ...(bold ? ['font-weight:bold'] : []),
    ...(underline ? ['text-decoration:underline'] : []),
    ...(dim ? ['fill-opacity:.6'] : []),
  ].join(';');
  if (rules === '') return '';
  if (!classes.has(rules)) {
    classes.set(
      rules,
      String.fromCodePoint(97 + (classes.size % 26)).repeat(1 + classes.size / 26),
    );
  }
  return classes.get(rules);
}

function styleSheet(classes) {
  const rules = [...classes].map(([text, name]) => `.${name}{${text}}`);
  return ['path{shape-rendering:crispEdges}', ...rules].join('');
}

/** The colours of a style; the same object for the same style, so that neighbours can be told. */
function paintOf(style, palette) {
  const known = PAINTS.get(palette)?.get(style);
  if (known !== undefined) return known;
  const fore = style.fore === null ? palette.fore : hex(style.fore, palette);
  const back = style.back === null ? null : hex(style.back, palette);
  const { bold, dim, underline } = style;
  const paint = {
    fore: { fill: style.inverse ? (back ?? palette.back) : fore, bold, dim, underline },
    back: style.inverse ? fore : back,
  };
  if (!PAINTS.has(palette)) PAINTS.set(palette, new Map());
  PAINTS.get(palette).set(style, paint);
  return paint;
}

const PAINTS = new Map();

/** Each line's pieces in one style, with the column that each character begins at; a style lasts beyond a line. */
function linesOf(screen) {
  let style = PLAIN;
  return screen.split('\n').map((line) => {
    const runs = [];
    let column = 0;
    // Split with one group: texts, and between them the parameters of a sequence.
    for (const [index, part] of line.split(/\x1b\[([\d;:]*)m/).entries()) {
      if (index % 2 === 1) {
        style = restyled(style, part.split(/[;:]/).map(Number));
      } else if (part !== '') {
        const cells = [];
        for (const { segment } of SEGMENTS.segment(part)) {
          const width = WIDE.test(segment) ? 2 : 1;
          cells.push({ text: segment, column, width });
          column += width;
        }
        runs.push({ cells, style });
      }
    }
    return runs;
  });
}

const SEGMENTS = new Intl.Segmenter();
const WIDE =
  /^(?:\p{Emoji_Presentation}|[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6])/u;

const STYLES = new Map();

/** A style after the codes of a sequence; one object for each style. */
function restyled(before, codes) {
  let style = { ...before };
  for (let i = 0; i < codes.length; i += 1) {
    const code = codes[i];
    const place = code >= 40 && code < 50 ? 'back' : 'fore';
    if (code === 38 || code === 48) {
      const length = codes[i + 1] === 5 ? 1 : 3;
      style[place] = codes.slice(i + 1, i + 2 + length).join(',');
      i += 1 + length;
    } else style = { ...style, ...changeOf(code, place) };
  }
  const key = JSON.stringify(style);
  if (!STYLES.has(key)) STYLES.set(key, style);
  return STYLES.get(key);
}

function changeOf(code, place) {
  if (code === 0) return PLAIN;
  if (code === 1) return { bold: true };
  if (code === 2) return { dim: true };
  if (code === 4) return { underline: true };
  if (code === 7) return { inverse: true };
  if (code === 22) return { bold: false, dim: false };
  if (code === 24) return { underline: false };
  if (code === 27) return { inverse: false };
  if (code === 39 || code === 49) return { [place]: null };
  if ((code >= 30 && code <= 37) || (code >= 40 && code <= 47))
    return { [place]: `5,${code % 10}` };
  if (code >= 90 && code <= 97) return { fore: `5,${code - 82}` };
  return code >= 100 && code <= 107 ? { back: `5,${code - 92}` } : {};
}

/** A colour as SVG has it: `5,N` one of the 256, `2,R,G,B` itself. */
function hex(colour, palette) {
  const [kind, ...values] = colour.split(',').map(Number);
  if (kind === 2) return rgb(values);
  const [index] = values;
  if (index < 8) return palette.colours[index];
  if (index < 16) return palette.bright[index - 8];
  if (index >= 232) return rgb(Array(3).fill(8 + (index - 232) * 10));
  const cube = [Math.floor((index - 16) / 36), Math.floor((index - 16) / 6) % 6, (index - 16) % 6];
  return rgb(cube.map((level) => (level === 0 ? 0 : 55 + level * 40)));
}

function rgb(values) {
  return `#${values.map((value) => value.toString(16).padStart(2, '0')).join('')}`;
}

function colours(text) {
  return text.split(' ').map((code) => `#${code}`);
}

const round = (value) => Math.round(value * 100) / 100;

function escapeXml(text) {
  return text.replace(/[&<>"]/g, (character) => `&#${character.codePointAt(0)};`);
}
