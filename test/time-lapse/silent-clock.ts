import type { ClockTimer } from '../../libs/tracked-cron/src/clock.js';
import { VirtualClock } from '../../libs/tracked-cron/src/testing/virtual-clock.js';

/** A clock that is moved, and of which no timer ever fires: whatever loops do is called by who moves it. */
export class SilentClock extends VirtualClock {
  override after(): ClockTimer {
    return { cancel: () => {}, unref: () => {} };
  }
}
