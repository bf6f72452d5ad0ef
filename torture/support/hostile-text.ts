/**
 * Texts that no terminal should be given as they are. What they hold that Spoor may write too, they
 * hold in a form that it doesn't use: a colour 51, a column 77, a clipboard of `SGFja2Vk`.
 */
export const HOSTILE_TEXTS: Readonly<Record<string, string>> = {
  'colours and the cursor': '\u001b[51mred\u001b[7;77H\u001b[3J\u001b[!p\u001bc\u001b[4h',
  'the clipboard':
    '\u001b]52;c;SGFja2Vk\u0007\u001b]52;p;SGFja2Vk\u001b\\\u009d52;c;SGFja2Vk\u009c',
  links: '\u001b]8;;https://example.com\u001b\\here\u001b]8;;\u001b\\\u001b]8;;file:///etc\u0007x',
  titles:
    '\u001b]0;owned\u0007\u001b]2;owned\u001b\\\u001bkowned\u001b\\\u001b]1337;File=:AA==\u0007',
  questions:
    '\u001b[6n\u001b[5n\u001b[>c\u001b[21t\u001b[?6n\u0005\u001b]10;?\u0007\u009b6n\u001bP$qm\u001b\\',
  'strings of their own':
    '\u001bPq#0\u001b\\\u001b_Gf=24;AA\u001b\\\u001b^pm\u001b\\\u001bXsos\u001b\\\u0090q\u009c\u009fx\u009c\u009ey\u009c\u0098z\u009c',
  modes: '\u001b[?1003h\u001b[?1049l\u001b[?2031h\u001b[?2004h\u001b(0\u000e\u000f\u001b#8',
  'eight bits':
    '\u0080\u0081\u0084\u0085\u0088\u008d\u008e\u008f\u0090\u009b2J\u009b51m\u009c\u009d0;owned\u009c',
  overwriting: 'harmless\rwicked\b\b\b\u007f\u007fgone\v\f\u0000\u0001\u001f\ttab\nline',
  'turning around':
    '\u202egnp.exe\u202c \u2066a\u2069 \u2067b\u2069 \u2068c\u2069 \u202ad\u202be\u202df\u200e\u200f\u061c',
  'what isn’t seen':
    'a\u200bb\u200cc\u200dd\u2060e\u2063f\ufeffg\u00adh\u034fi\u180ej\u115fk\u3164l\uffa0m',
  tags: 'x\u{e0001}\u{e0069}\u{e0067}\u{e006e}\u{e006f}\u{e0072}\u{e0065}\u{e007f}\u{e0100}\u{e01ef}\ufe0f\ufe00',
  'line ends of others': 'one\u2028two\u2029three\u0085four\u000bfive',
  annotations: '\ufff9base\ufffanote\ufffb\ufffc\u206a\u206f\u{1d173}\u{1bca0}',
  'chained emoji':
    '👩\u200d👩\u200d👧\u200d👦\u200d👩\u200d👧 🏳\ufe0f\u200d🌈 👍🏽 🇦🇶🇦 1\ufe0f\u20e3 ☠\ufe0f',
  stacks: `Z${'\u0300\u0301\u0302\u0489'.repeat(40)}a${'\u0e49'.repeat(40)} \u0301start \u20dd`,
  'wide ones': `${'漢字'.repeat(60)}ｱﾊﾟ﷽𒐫꧅`,
  'broken ones': 'a\ud800b\udfffc\uffff\ufdd0\u{10ffff}\ue000\u{f0000}',
  'no control at all':
    '\\u001b[2J \\x1b]0;x\\a %s %n $(id) `id` {{x}} <b>&amp;</b> __proto__ \\e[6n',
};

/** Something of all that can stand in one name: no slash, no NUL, short enough for a file's. */
export const HOSTILE_NAME =
  '\u001b[51mN\u001b]52;c;SGFja2Vk\u0007\u009b6n\r\b\u007f\u202ee\u200f\u{e0041}\ufeff\u2028\u0085\u001bPq\u001b\\\t\u034f';

/** A short one for the beginning of every text: what is cut off its end has shown it before. */
export const HOSTILE_START =
  '\u001b[51m\u009b6n\u202e\u{e0041}\u001b]52;c;SGFja2Vk\u0007\u2028\u200f\r\b\u007f\ufeff\n';
