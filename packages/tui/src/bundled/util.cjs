// node:util for the bundled command: to import it by name makes Node load all that it offers.
exports.stripVTControlCharacters = (text) =>
  process.getBuiltinModule('node:util').stripVTControlCharacters(text);
exports.styleText = (...args) => process.getBuiltinModule('node:util').styleText(...args);
exports.types = {
  isNativeError: (value) => process.getBuiltinModule('node:util').types.isNativeError(value),
};
