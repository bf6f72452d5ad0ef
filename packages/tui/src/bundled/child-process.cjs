// node:child_process for the bundled command: loaded when a process is started. Commander asks for it
// at once, and it brings all of Node's network along.
exports.spawn = (...args) => process.getBuiltinModule('node:child_process').spawn(...args);
exports.execFileSync = (...args) =>
  process.getBuiltinModule('node:child_process').execFileSync(...args);
