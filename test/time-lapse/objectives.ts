import { HOUR } from '../support/job-facts.js';
import { endOf } from './failures.js';
import type { Play } from './fault.js';
import { endedRun } from './moment.js';

/**
 * Meant to be good in 99 of 100 runs. Of an hour's runs every second one fails, so many times. Six times as many as may be are
 * too many in six hours (and the hour that goes on): five of 81. When that hour is seven hours past, it counts no more.
 */
export const usesUpItsBudget =
  (times: number): Play =>
  (place) => {
    const { job } = place;
    const begin = place.slots.findIndex((slot) => slot % HOUR === 0);
    const slots = place.slots.slice(begin, begin + 12);
    const fails = (n: number) => n % 2 === 0 && n < 2 * times;
    const over = slots[0] + 7 * HOUR;
    return {
      slots,
      moments: slots.flatMap((slot, n) => endedRun({ job, slot }, fails(n) ? 'failed' : 'completed')),
      expected:
        times < 5
          ? []
          : [
              { kind: 'opened', severity: 'warning', from: endOf(place, slots[8]), knownBy: 'count' },
              { kind: 'recovered', severity: 'warning', from: over, knownBy: 'count' },
            ],
      until: over,
    };
  };
