/** What the screen asks. */
export const agentsReaders = {};
