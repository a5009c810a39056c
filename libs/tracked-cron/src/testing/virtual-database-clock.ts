import { DatabaseClock } from '../database/database-clock.js';

/** Database time that a test moves: what a real database answers is not listened to. */
export class VirtualDatabaseClock extends DatabaseClock {
  override observe(): void {}
}
