// Ink's link to React's developer tools, which nobody has beside an installed command.
exports.initialize = () => {};
exports.connectToDevTools = () => {};
