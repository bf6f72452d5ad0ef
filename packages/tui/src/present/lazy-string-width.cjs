// string-width for the bundled command: its regular expressions over emoji take longer to make than
// most commands run, and few texts need them.
module.exports = (text) => require('string-width-internals').default(text);
