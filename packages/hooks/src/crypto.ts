/** `node:crypto`, loaded when it is first asked for: most commands never do, and it takes a tenth of their time. */
export const crypto = () => process.getBuiltinModule('node:crypto');
