/** What the screen asks. */
export const auditReaders = {};
