import { MINUTE, SECOND } from '../support/job-facts.js';
import type { Play } from './fault.js';
import { endedRun } from './moment.js';

/** New, and nobody starts it for 45 minutes: as loud as one that is late. */
export const neverRuns: Play = ({ job, slots: [slot] }) => {
  const startedAt = slot + 45 * MINUTE;
  return {
    slots: [slot],
    moments: endedRun({ job, slot }, 'completed', { startedAt }),
    expected: [
      { kind: 'opened', severity: 'warning', from: slot + 10 * MINUTE },
      { kind: 'worsened', severity: 'error', from: slot + 30 * MINUTE },
      { kind: 'recovered', severity: 'error', from: startedAt + job.usualMs },
    ],
  };
};

/** New, and nobody starts it until just before that is worth a word. */
export const runsAtLast: Play = ({ job, slots: [slot] }) => ({
  slots: [slot],
  moments: endedRun({ job, slot }, 'completed', { startedAt: slot + 10 * MINUTE - SECOND }),
  expected: [],
});
