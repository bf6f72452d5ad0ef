/** Texts that no terminal should be given as they are, and some that only look strange. */
export const HOSTILE_TEXTS = {
  'escape sequences':
    '\u001b]52;c;aGFja2Vk\u0007\u001b[2J\u001b]0;owned\u0007\u001b[?1049l\u001b[6n\u001b]8;;http://example.com\u001b\\x\u001b]8;;\u001b\\\u001bc\u001b[?1003h',
  'control characters':
    '\u0000\u0007\b\t\v\f\r\n\u007f\u0085\u009b2J\u009d0;owned\u009c\u0090q\u009c',
  'invisible and turning ones':
    '\u202Egnp\u202c \u2066a\u2069 \u200b\u200d\u200e\u200f\u061c\ufeff\u00ad\u2028\u2029\u{e0041}\u{e0001}\ufff9\ufffb',
  'wide, marked and broken ones':
    '翻訳한국어👩‍👩‍👧‍👦🏳️‍🌈🇦🇶👍🏽 é\u0301\u0301\u0301\u0301\u0301 \u0301 שלום مرحبا \ud800x\udc00 ﷽ \uffff',
  'names of objects': '__proto__ constructor toString \\u001b[2J %s $x {{x}} <b>&amp;',
} as const;

/** All of them in one. */
export const HOSTILE = Object.values(HOSTILE_TEXTS).join(' ');

/** What of a text would drive a terminal, turn it around or take no room. */
export const RAW =
  /[\p{Cc}\p{Surrogate}\u00ad\u061c\u200b\u200e\u200f\u202a-\u202e\u2028\u2029\u2066-\u2069\ufeff\ufff9-\ufffb\u{e0000}-\u{e007f}]/u;
