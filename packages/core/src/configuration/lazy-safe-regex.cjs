// safe-regex2 for the bundled package: evaluated when the first rule of a user's is looked at.
module.exports = (pattern) => require('safe-regex2-internals')(pattern);
