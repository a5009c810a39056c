import { createRequire } from 'node:module';
import { join } from 'node:path';
import type TS from 'typescript';
import { TrackedCronError } from '../../tracked-cron.error.js';

/** The compiler's own interface, as the host has it installed. */
export type TypeScript = typeof TS;

/**
 * Loads the `typescript` of the application in `folder`: what it compiles with also reads its syntax.
 *
 * @throws TrackedCronError `NO_TYPESCRIPT` when it is missing or has another interface than versions 5 and 6
 */
export function loadTypeScript(folder: string): TypeScript {
  let ts: Partial<TypeScript>;
  try {
    ts = createRequire(join(folder, 'package.json'))('typescript') as Partial<TypeScript>;
  } catch (error) {
    throw new TrackedCronError(
      'NO_TYPESCRIPT',
      `Sources are read with TypeScript, which can't be found from ${folder}: run npm install --save-dev typescript@6.`,
      { folder },
      { cause: error },
    );
  }
  const version = String(ts.version ?? 'unknown');
  if (!/^[56]\./.test(version) || !isCompiler(ts)) {
    throw new TrackedCronError(
      'NO_TYPESCRIPT',
      `Sources are read with TypeScript 5 or 6; ${folder} has ${version}: run npm install --save-dev typescript@6.`,
      { folder, version },
    );
  }
  return ts;
}

function isCompiler(ts: Partial<TypeScript>): ts is TypeScript {
  return typeof ts.createSourceFile === 'function';
}
