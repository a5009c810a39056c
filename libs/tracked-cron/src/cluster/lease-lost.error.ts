import { TrackedCronError } from '../tracked-cron.error.js';

/** The reason with which signals abort, and claims fail, when an instance may no longer own its executions. */
export class LeaseLostError extends TrackedCronError {
  override readonly name = 'LeaseLostError';

  constructor(why: string) {
    super('LEASE_LOST', `The instance lost its lease: ${why}.`);
  }
}
