type Environment = Readonly<Record<string, string | undefined>>;

/** Glyphs as the configuration names them. */
export type GlyphSet = 'auto' | 'unicode' | 'ascii';

/** Whether only ASCII is drawn: where the locale's encoding is not UTF-8, unless one says otherwise. */
export function drawsAscii(set: GlyphSet, env: Environment, platform: NodeJS.Platform): boolean {
  if (set !== 'auto') return set === 'ascii';
  if (env['TERM'] === 'linux') return true;
  // Windows terminals take UTF-8 whatever these say, and macOS has none without a login shell.
  if (platform === 'win32' || platform === 'darwin') return false;
  const locale = env['LC_ALL'] || env['LC_CTYPE'] || env['LANG'] || '';
  return !/utf-?8/i.test(locale);
}

/** A text with our glyphs in ASCII, as wide as before; what has no counterpart is `?`. */
export function asciiText(text: string): string {
  return PLAIN.test(text) ? text : text.replace(GLYPHS, (glyph) => ASCII.get(glyph) ?? '?');
}

const PLAIN = /^[\x20-\x7e]*$/;

/** Only what is one column wide and of ours: recorded letters of other scripts stay as they are. */
const GLYPHS =
  /[\u00b7\u00d7\u2010-\u2027\u2030-\u205e\u2190-\u23ff\u2400-\u25ff\u2600-\u27bf\u2800-\u28ff]/g;

const ASCII: ReadonlyMap<string, string> = new Map(
  Object.entries({
    '-': '─╌╍┄┅┈┉╴╶–—‐‑‒―⎯═',
    '|': '‖│┃┆┇┊┋╎╏║▏▎▍▌▐▕',
    // What is well must not look like what is unfolded.
    '+': '✓✔┌┐└┘├┤┬┴┼╭╮╯╰╔╗╚╝╠╣╦╩╬┝┥┏┓┗┛',
    '#': '■█▉▊▋▇▆▓⣿',
    '=': '▅▄▀━',
    ':': '▒▃',
    '.': '·░▂▁⋅∙',
    '>': '→›▸▶▷⏵❯»↳',
    '<': '←‹◂◀◁⏴❮«',
    '^': '↑▲△⏶▴',
    v: '↓▼▽⏷▾',
    '*': '●◆★✦✱•◉⬤',
    o: '○◇◌◯☐',
    '%': '◐◑◒◓',
    x: '✗✘╳×⊘☒',
    '~': '…≈∼⋯',
    '/': '╱',
    '\\': '╲',
    "'": '‘’′',
    '"': '“”″',
    _: '␣',
    $: '↵⏎␊',
    '@': '␛',
    '!': '⚠',
    Y: '⑂',
    i: 'ℹ',
  }).flatMap(([plain, glyphs]) => [...glyphs].map((glyph) => [glyph, plain] as const)),
);
