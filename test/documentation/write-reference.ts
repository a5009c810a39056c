import { writeFileSync } from 'node:fs';
import { libraryProgram } from './library-program.js';
import { REFERENCE, referencePage } from './reference-page.js';

// npm run docs:reference
writeFileSync(REFERENCE, referencePage(libraryProgram()));
