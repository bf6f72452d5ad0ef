// `TZ=… node figures-in-zone.mjs DATABASE`: figures by day of the zone, as JSON.
import { SpoorDatabase, usageFigures } from '@spoor/storage';

const db = new SpoorDatabase({ path: process.argv[2] });
console.log(JSON.stringify(usageFigures(db, { by: 'day' })));
db.close();
