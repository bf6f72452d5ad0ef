// node:process for the bundled command: to import it by name makes Node look at all of its
// properties, and so open the standard streams and load what reports and parsers need.
export default process;
export const { cwd, env } = process;
