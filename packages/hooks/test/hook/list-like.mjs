// Catches up as a listing does: the database's path, then the spools' folders.
import { catchUp } from '../../dist/index.js';

const [databasePath, ...spoolDirs] = process.argv.slice(2);
catchUp({ databasePath, spoolDirs });
