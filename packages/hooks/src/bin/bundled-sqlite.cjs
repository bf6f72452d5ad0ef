// better-sqlite3 for the bundled hook: its JavaScript in the bundle, its binding beside the file.
// No search for the binding, and nothing else is loaded.
const createDatabase = require('better-sqlite3-internals/database');

function loadBinding() {
  const binding = { exports: {} };
  process.dlopen(binding, `${__dirname}/better_sqlite3.node`);
  return binding.exports;
}

module.exports = createDatabase(loadBinding, false);
module.exports.SqliteError = require('better-sqlite3-internals/sqlite-error');
