import { oneLine } from '../channels/neutral-text.js';
import type { IncidentEvent } from '../incidents/incident.js';

/** How a message says what is over that kept an incident quiet. */
export interface WokenWords {
  /** Behind the title. */
  readonly stage: string;
  /** In front of the problem. */
  readonly sentence: string;
}

/** Of an incident that wakes, by what it wakes from. */
export function wokenWords({ detail }: Pick<IncidentEvent, 'detail'>): WokenWords {
  const { from, parent } = Object(detail) as { readonly from?: unknown; readonly parent?: unknown };
  switch (from) {
    case 'muted':
      return { stage: 'after its mute', sentence: 'It is muted no more, and it still holds' };
    case 'maintenance':
      return { stage: 'after maintenance', sentence: 'The maintenance is over, and it still holds' };
    case 'dependency': {
      const other = typeof parent === 'string' ? oneLine(parent) : 'a job it depends on';
      return {
        stage: `after that of ${other}`,
        sentence: `The incident of ${other} is over, and this one goes on`,
      };
    }
    default:
      return { stage: 'after its snooze', sentence: 'The snooze is over, and it still holds' };
  }
}
