import { StatusMark } from '../../parts/marks.js';
import type { Status } from '../../theme/states.js';
import { STATUSES } from './executions.search.js';

interface StatusFilterProps {
  readonly chosen: readonly Status[];
  readonly onChosen: (statuses: Status[]) => void;
}

/** States to choose from, each on or off; none means all. */
export function StatusFilter({ chosen, onChosen }: StatusFilterProps) {
  const turn = (status: Status) =>
    STATUSES.filter((one) => (one === status ? !chosen.includes(one) : chosen.includes(one)));
  return (
    <div className="row" role="group" aria-label="States">
      {STATUSES.map((status) => (
        <button
          key={status}
          type="button"
          className="executions-state"
          aria-pressed={chosen.includes(status)}
          onClick={() => onChosen(turn(status))}
        >
          <StatusMark status={status} />
        </button>
      ))}
    </div>
  );
}
