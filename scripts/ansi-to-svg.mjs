/**
 * Draws a terminal's screen as an SVG that needs no font of its own. Every piece of text is put at
 * its column and as wide as its columns; bars and rules are drawn, not written: whatever monospace
 * font a reader has, the columns stand.
 * @param screen lines of text with colours (SGR), as `tmux capture-pane -e -p` gives them.
 * @param options.title what the picture shows, for those who don't see it.
 */
export function ansiToSvg(screen, { columns, rows, title }) {
  const width = columns * CELL.width + 2 * PADDING;
  const height = rows * CELL.height + 2 * PADDING;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-label="${escapeXml(title)}">`,
    `<rect x=".5" y=".5" width="${width - 1}" height="${height - 1}" rx="10" fill="${BACK}" stroke="#30363d"/>`,
    `<g shape-rendering="crispEdges" font-family="ui-monospace, SFMono-Regular, Menlo, Consolas, 'DejaVu Sans Mono', monospace" font-size="14">`,
    ...linesOf(screen).slice(0, rows).flatMap(drawLine),
    '</g>',
    '</svg>',
    '',
  ].join('\n');
}

const CELL = { width: 8.4, height: 20 };
const PADDING = 16;
const FORE = '#e6edf3';
const BACK = '#0d1117';
const COLOURS = ['#484f58', '#ff7b72', '#3fb950', '#d29922', '#58a6ff', '#bc8cff', '#39c5cf', FORE];
const PLAIN = { colour: null, bold: false, dim: false, inverse: false };

function drawLine(runs, row) {
  const top = PADDING + row * CELL.height;
  const under = [];
  const shapes = [];
  const words = [];
  for (const { text, column, style } of runs) {
    const paint = paintOf(style);
    const length = [...text].length;
    if (style.inverse) under.push(box(column, top, length, CELL.height, { fill: FORE }));
    for (const { 0: shape, index } of text.matchAll(SHAPES)) {
      shapes.push(drawShape(shape, column + index, top, paint));
    }
    for (const { 0: word, index } of text.matchAll(WORDS)) {
      words.push(tspan(word, column + index, paint));
    }
  }
  const y = round(top + CELL.height * 0.7);
  const text = words.length === 0 ? [] : [`<text y="${y}">${words.join('')}</text>`];
  return [...under, ...shapes, ...text];
}

/** A bar, whose last block may be a few eighths; a rule; a line of the tree. */
const SHAPES = /█+[▉▊▋▌▍▎▏]?|[▉▊▋▌▍▎▏]|─+|│/g;

/** What is written: words with one space between them; the terminal's other space is only room. */
const WORDS = /[^\s█▉▊▋▌▍▎▏─│]+(?: [^\s█▉▊▋▌▍▎▏─│]+)*/g;

function drawShape(shape, column, top, paint) {
  if (shape === '│') return box(column + 0.44, top, 0.12, CELL.height, paint);
  if (shape.startsWith('─')) return box(column, top + 9.5, shape.length, 1, paint);
  const part = '█▉▊▋▌▍▎▏'.indexOf(shape.at(-1)) / 8;
  return box(column, top + 3, shape.length - part, CELL.height - 6, paint);
}

function tspan(word, column, paint) {
  const width = round([...word].length * CELL.width);
  const at = `x="${xOf(column)}" textLength="${width}" lengthAdjust="spacingAndGlyphs"`;
  return `<tspan ${at}${attributes(paint)}>${escapeXml(word)}</tspan>`;
}

function box(column, y, columns, height, paint) {
  const size = `width="${round(columns * CELL.width)}" height="${height}"`;
  return `<rect x="${xOf(column)}" y="${round(y)}" ${size}${attributes({ ...paint, bold: false })}/>`;
}

function paintOf({ colour, bold, dim, inverse }) {
  const fill = inverse ? BACK : colour === null ? FORE : COLOURS[colour];
  return { fill, bold, dim };
}

function attributes({ fill, bold, dim }) {
  const weight = bold ? ' font-weight="bold"' : '';
  return ` fill="${fill}"${weight}${dim ? ' fill-opacity=".6"' : ''}`;
}

/** Each line's pieces in one style, with the column that each begins at; a style lasts beyond a line. */
function linesOf(screen) {
  let style = PLAIN;
  return screen.split('\n').map((line) => {
    const runs = [];
    let column = 0;
    // Split with one group: texts, and between them the parameters of a sequence.
    for (const [index, part] of line.split(/\x1b\[([\d;]*)m/).entries()) {
      if (index % 2 === 1) {
        style = part.split(';').map(Number).reduce(restyled, style);
      } else if (part !== '') {
        runs.push({ text: part, column, style });
        column += [...part].length;
      }
    }
    return runs;
  });
}

function restyled(style, code) {
  if (code === 0) return PLAIN;
  if (code === 1) return { ...style, bold: true };
  if (code === 2) return { ...style, dim: true };
  if (code === 7) return { ...style, inverse: true };
  if (code === 22) return { ...style, bold: false, dim: false };
  if (code === 27) return { ...style, inverse: false };
  if (code >= 30 && code <= 37) return { ...style, colour: code - 30 };
  if (code >= 90 && code <= 97) return { ...style, colour: code - 90 };
  return code === 39 ? { ...style, colour: null } : style;
}

const xOf = (column) => round(PADDING + column * CELL.width);
const round = (value) => Math.round(value * 100) / 100;

function escapeXml(text) {
  return text.replace(/[&<>"]/g, (character) => `&#${character.codePointAt(0)};`);
}
