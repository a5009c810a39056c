import { SetMetadata, type CustomDecorator } from '@nestjs/common';

/** Where a handler says that it leaves out what is out of scope. */
export const LEAVES_OUT = Symbol.for('nestjs-tracked-cron:admin:leaves-out');

/**
 * Says of a handler whose path names neither a job nor an execution that it shows and changes only what is in the sender's
 * scope: see `scopeOf`. One that doesn't say so is refused to whoever has a scope.
 */
export function LeavesOutOfScope(): CustomDecorator<symbol> {
  return SetMetadata(LEAVES_OUT, true);
}
