import { SetMetadata, type CustomDecorator } from '@nestjs/common';
import type { AccessAction } from './cron-admin-access.js';

/** Where a handler says which permission it needs. */
export const REQUIRED_ACTION = Symbol.for('nestjs-tracked-cron:admin:action');

/** Names the permission a handler needs; a handler that names none is refused to everybody. */
export function Requires(action: AccessAction): CustomDecorator<symbol> {
  return SetMetadata(REQUIRED_ACTION, action);
}
