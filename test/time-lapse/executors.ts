import { MINUTE, SECOND } from '../support/job-facts.js';
import type { Play } from './fault.js';
import { endedRun, type Moment } from './moment.js';

const LEFT_BEFORE_MS = 5 * MINUTE;

/** The only instance that may run it leaves: told a minute before its slot. It comes back too late, but soon. */
export const nobodyMayRunIt: Play = ({ job, slots: [slot] }) => {
  const startedAt = slot + 30 * SECOND;
  return {
    slots: [slot],
    moments: [...away(job.name, slot, startedAt), ...endedRun({ job, slot }, 'completed', { startedAt })],
    expected: [
      { kind: 'opened', severity: 'warning', from: slot - MINUTE },
      { kind: 'recovered', severity: 'warning', from: startedAt + job.usualMs },
    ],
  };
};

/** It comes back much too late: the slot is late as well, and when that is an error it is told. */
export const nobodyMayRunItForLong: Play = ({ job, slots: [slot] }) => {
  const startedAt = slot + 45 * MINUTE;
  return {
    slots: [slot],
    moments: [...away(job.name, slot, startedAt), ...endedRun({ job, slot }, 'completed', { startedAt })],
    expected: [
      { kind: 'opened', severity: 'warning', from: slot - MINUTE },
      { kind: 'worsened', severity: 'error', from: slot + 30 * MINUTE },
      { kind: 'recovered', severity: 'error', from: startedAt + job.usualMs },
    ],
  };
};

/** It is back before the minute. */
export const somebodyComesBack: Play = ({ job, slots: [slot] }) => ({
  slots: [slot],
  moments: [...away(job.name, slot, slot - 65 * SECOND), ...endedRun({ job, slot }, 'completed')],
  expected: [],
});

function away(label: string, slot: number, backAt: number): Moment[] {
  return [
    { at: slot - LEFT_BEFORE_MS, write: { kind: 'executor', label, isThere: false } },
    { at: backAt - SECOND, write: { kind: 'executor', label, isThere: true } },
  ];
}
