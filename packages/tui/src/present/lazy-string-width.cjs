// string-width for the bundled command: its regular expressions over emoji take longer to make than
// most commands run, and few texts need them.
module.exports = (text, ...options) => {
  const bare = text.replace(COLOURS, '');
  return PLAIN.test(bare)
    ? bare.length
    : require('string-width-internals').default(text, ...options);
};

const COLOURS = /\u001b\[[\d;]*m/g;

/** Letters, box drawing and our own signs: a column each. */
const PLAIN =
  /^[\x20-\x7e\u00b7\u2013\u2014\u203a\u2026\u2190-\u2193\u23ce\u2500-\u259f\u25c6\u25cb\u25cf\u2573\u2713\u2717]*$/;
