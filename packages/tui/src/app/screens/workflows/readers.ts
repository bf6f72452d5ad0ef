/** What the screen asks. */
export const workflowsReaders = {};
